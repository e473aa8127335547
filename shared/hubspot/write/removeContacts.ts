import { withBackoff } from '../../backoff.ts';
import { RetryLater } from '../../errors.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { askApart } from '../askApart.ts';
import { judgeCalls } from '../judgeCalls.ts';
import { type RecordsRead, readRecords } from '../readRecords.ts';
import { readRefusal, saysMissing } from '../refusals/readRefusal.ts';
import { NO_REASON, type Refusal, refusalOf } from '../refusals/refusal.ts';
import { sendBatch } from './sendBatch.ts';
import { keyOf, type WriteContext } from './writeContext.ts';

const NO_CONTENT = 204;

type Found = ContactToWrite & { readonly hubspotId: string };

/**
 * Marks or archives, by the policy of the mapping, the contacts that carry these keys. They are looked up first: a merge
 * changes their ids, only the key says whose a contact is, and HubSpot need not say that there is none.
 */
export async function removeContacts(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const read = await readByKey(contacts, context);
  const found = foundAmong(contacts, read, context);
  const keys = new Set(found.map(({ key }) => key));
  const others = contacts
    .filter(({ key }) => !keys.has(key))
    .map((contact): [string, WriteVerdict] => [
      contact.key,
      // Whom HubSpot refuses to look up is not known to be gone.
      read.refused.has(keyOf(contact, context))
        ? { kind: 'refused', code: NO_REASON, properties: [context.mapping.hubspot.keyProperty] }
        : { kind: 'absent' },
    ]);
  const removed =
    context.mapping.sync.deletes === 'archive'
      ? await archive(found, context)
      : await sendBatch(found, 'update', 'hubspotId', context);
  return new Map([...others, ...removed]);
}

function readByKey(contacts: readonly ContactToWrite[], context: WriteContext): Promise<RecordsRead> {
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.map((contact) => keyOf(contact, context));
  return readRecords(keys, keyProperty, [keyProperty], context);
}

/** Those that are there, with their HubSpot ids as they are now. */
function foundAmong(
  contacts: readonly ContactToWrite[],
  { found }: RecordsRead,
  context: WriteContext,
): readonly Found[] {
  return contacts.flatMap((contact) => {
    const hubspotId = found.get(keyOf(contact, context))?.id;
    return hubspotId === undefined ? [] : [{ ...contact, hubspotId }];
  });
}

/** HubSpot answers an archive without naming anybody, so whoever is not found afterwards counts as archived. */
async function archive(
  contacts: readonly Found[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (contacts.length === 0) return new Map();
  const refused = await sendArchive(contacts, context);
  const read = await readByKey(contacts, context);
  return new Map(
    contacts.map((contact): [string, WriteVerdict] => {
      const { key, hubspotId } = contact;
      const refusal = refused.get(hubspotId);
      const value = keyOf(contact, context);
      if (!read.found.has(value) && !read.refused.has(value))
        return [key, { kind: 'written', hubspotId, as: 'updated' }];
      if (refusal && !saysMissing(refusal)) return [key, refusedBy(refusal, context)];
      return [key, { kind: 'unknown' }];
    }),
  );
}

function refusedBy(refusal: Refusal, { known }: WriteContext): WriteVerdict {
  const { code, properties, correlationId } = readRefusal(refusal, known);
  return { kind: 'refused', code, properties, correlationId };
}

/** The ids that HubSpot refused to archive, each with why. */
async function sendArchive(
  contacts: readonly Found[],
  { client, backoff, onLostAnswer, onAccepted }: WriteContext,
): Promise<ReadonlyMap<string, Refusal>> {
  const judge = judgeCalls(() => client.archiveContacts([]));
  const keysOf = (ids: readonly string[]) =>
    contacts.flatMap(({ key, hubspotId }) => (ids.includes(hubspotId) ? [key] : []));
  const send = (ids: readonly string[]) =>
    withBackoff(async () => {
      try {
        const answer = await client.archiveContacts(ids);
        if (answer.status !== NO_CONTENT && (await judge(answer)) === 'refused') return refusalOf(answer);
        onAccepted();
        return undefined;
      } catch (error) {
        if (error instanceof RetryLater && error.outcomeUnknown) onLostAnswer(keysOf(ids));
        throw error;
      }
    }, backoff);
  return askApart([...new Set(contacts.map(({ hubspotId }) => hubspotId))], send, async () => undefined);
}
