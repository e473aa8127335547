import type { Contact } from '../contacts/contact.ts';
import { renderRead } from '../contacts/renderContact.ts';
import { badRequest, malformedBody, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { isComparedAsText } from './comparable.ts';
import { type Matches, matchFilter } from './matchFilter.ts';
import { matchText } from './matchText.ts';
import { type SearchFilter, type SearchRequest, searchRequest } from './searchRequest.ts';
import { sortContacts } from './sortContacts.ts';

/** Search guide: a query reaches at most this many results. */
const mostResults = 10_000;

/** POST /search: groups are alternatives, the filters of a group all hold. */
export function searchContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = searchRequest.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const request = parsed.data;
  const refusal = refuse(portal, request);
  if (refusal !== undefined) {
    return refusal;
  }
  const { after, limit, properties, sorts } = request;
  const matches = sortContacts(find(portal, request), sorts[0], portal.catalogue.find);
  const shown = matches.slice(after, after + limit);
  return json(200, {
    total: matches.length,
    results: shown.map((contact) => renderRead(portal, contact, { properties, histories: [] })),
    ...(after + limit < matches.length ? { paging: { next: { after: String(after + limit) } } } : {}),
  });
}

function refuse(portal: Portal, { filterGroups, sorts, after, limit }: SearchRequest): Reply | undefined {
  const filters = filterGroups.flatMap((group) => group.filters);
  const unknown = [...filters, ...sorts].find(
    ({ propertyName }) => portal.catalogue.find(propertyName) === undefined,
  );
  if (unknown !== undefined) {
    return badRequest(portal.texts.propertyUnknown(unknown.propertyName));
  }
  if (filters.flatMap(valuesOf).some((value) => value.split('"').length % 2 === 0)) {
    return malformedBody('mismatched quotation marks');
  }
  return after + limit > mostResults
    ? badRequest(`A search reaches at most ${mostResults} results`)
    : undefined;
}

function find(portal: Portal, request: SearchRequest): Contact[] {
  const groups = request.filterGroups.map(({ filters }) =>
    filters.flatMap((filter) => matcher(portal, filter)),
  );
  const hasText = matchText(request.query);
  return candidates(portal, request).filter(
    (contact) =>
      hasText(contact) &&
      (groups.length === 0 || groups.some((group) => group.every((match) => match(contact)))),
  );
}

function matcher(portal: Portal, filter: SearchFilter): Matches[] {
  const property = portal.catalogue.find(filter.propertyName);
  return property === undefined ? [] : [matchFilter(filter, property)];
}

/** At least the contacts that can match: by value where every group asks for values, else all. */
function candidates(portal: Portal, { filterGroups }: SearchRequest): Contact[] {
  const byValue = filterGroups.map(({ filters }) => filters.find((filter) => isLookup(portal, filter)));
  if (byValue.length === 0 || byValue.includes(undefined)) {
    return portal.searchIndex.visible();
  }
  const found = byValue.flatMap((filter) =>
    filter === undefined ? [] : portal.searchIndex.withValue(filter.propertyName, valuesOf(filter)),
  );
  return [...new Set(found)];
}

function isLookup(portal: Portal, { operator, propertyName }: SearchFilter): boolean {
  const property = portal.catalogue.find(propertyName);
  return (operator === 'EQ' || operator === 'IN') && property !== undefined && isComparedAsText(property);
}

function valuesOf(filter: SearchFilter): readonly string[] {
  if ('values' in filter) {
    return filter.values;
  }
  return 'value' in filter ? [filter.value] : [];
}
