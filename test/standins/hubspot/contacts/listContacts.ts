import { badRequest } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { mostHistories } from './batchRules.ts';
import type { Contact } from './contact.ts';
import { askedProperties } from './oneContact.ts';
import { renderRead } from './renderContact.ts';

/** GET /: all contacts, at most 100 a page, 50 with histories; `after` is an opaque cursor. */
export function listContacts(portal: Portal, call: ApiCall): Reply {
  const asked = askedProperties(call);
  const most = asked.histories.length > 0 ? mostHistories : 100;
  const limit = Number(call.query.get('limit') ?? 10);
  const after = Number(call.query.get('after') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > most || !Number.isInteger(after)) {
    return badRequest(`limit must be between 1 and ${most}, after must be a cursor of an earlier page`);
  }
  const page =
    call.query.get('archived') === 'true'
      ? archivedPage(portal, after, limit + 1)
      : portal.contacts.page(after, limit + 1);
  const shown = page.slice(0, limit);
  const last = shown[shown.length - 1];
  return json(200, {
    results: shown.map((contact) => renderRead(portal, contact, asked)),
    ...(page.length > limit && last !== undefined ? { paging: next(call, last.id) } : {}),
  });
}

function archivedPage(portal: Portal, after: number, limit: number): Contact[] {
  return [...portal.contacts.allArchived()]
    .filter(({ id }) => Number(id) > after)
    .sort((left, right) => Number(left.id) - Number(right.id))
    .slice(0, limit);
}

function next(call: ApiCall, after: string): object {
  return { next: { after, link: `https://api.hubapi.com${call.path}?after=${after}` } };
}
