import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { refuseDuplicates, refuseTooMany } from './batchRules.ts';
import { archiveBatch } from './inputs.ts';

/** POST /batch/archive: 204 whatever the state of the ids. */
export function archiveContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = archiveBatch.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const inputs = (parsed.data.inputs ?? []).map(({ id }) => ({ id, idProperty: undefined }));
  const refusal = refuseTooMany(portal, inputs) ?? refuseDuplicates(portal, inputs);
  if (refusal !== undefined) {
    return refusal;
  }
  inputs.forEach(({ id }) => {
    archiveById(portal, id, call.operation);
  });
  return noContent();
}

/** Moves a contact to the recycle bin and out of search. */
export function archiveById(portal: Portal, id: string, operation: string): void {
  if (portal.contacts.get(id) !== undefined) {
    portal.contacts.archive(id);
    portal.searchIndex.note(id, undefined);
    portal.writes.add({ contactId: id, kind: 'archived', operation, properties: [] });
  }
}
