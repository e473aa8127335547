import { withBackoff } from '../../backoff.ts';
import { RetryLater } from '../../errors.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { judgeAnswer } from '../answers.ts';
import { readRecords } from '../readRecords.ts';
import { readRefusal, refusalSchema } from '../refusals.ts';
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
  const found = await findByKey(contacts, context);
  const keys = new Set(found.map(({ key }) => key));
  const missing = contacts.flatMap(({ key }): [string, WriteVerdict][] =>
    keys.has(key) ? [] : [[key, { kind: 'absent' }]],
  );
  const removed =
    context.mapping.sync.deletes === 'archive'
      ? await archive(found, context)
      : await sendBatch(found, 'update', 'hubspotId', context);
  return new Map([...missing, ...removed]);
}

/** Those that are there, with their HubSpot ids as they are now. */
async function findByKey(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<readonly Found[]> {
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.map((contact) => keyOf(contact, context));
  const records = await readRecords(keys, keyProperty, [keyProperty], context);
  const idOf = new Map(records.map(({ id, properties }) => [properties[keyProperty] ?? '', id]));
  return contacts.flatMap((contact) => {
    const hubspotId = idOf.get(keyOf(contact, context));
    return hubspotId === undefined ? [] : [{ ...contact, hubspotId }];
  });
}

/** HubSpot answers an archive without naming anybody, so whoever is not found afterwards counts as archived. */
async function archive(
  contacts: readonly Found[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (contacts.length === 0) return new Map();
  const refusal = await sendArchive(contacts, context);
  const left = new Set(refusal ? [] : (await findByKey(contacts, context)).map(({ key }) => key));
  return new Map(
    contacts.map(({ key, hubspotId }): [string, WriteVerdict] => [
      key,
      refusal ?? (left.has(key) ? { kind: 'unknown' } : { kind: 'written', hubspotId, as: 'updated' }),
    ]),
  );
}

/** Undefined when HubSpot took the call, else why it refused it. */
async function sendArchive(
  contacts: readonly Found[],
  { client, backoff, identifiers, onLostAnswer, onAccepted }: WriteContext,
): Promise<WriteVerdict | undefined> {
  const ids = [...new Set(contacts.map(({ hubspotId }) => hubspotId))];
  return withBackoff(async () => {
    const answer = await client.archiveContacts(ids).catch((error: unknown) => {
      if (error instanceof RetryLater && error.outcomeUnknown) onLostAnswer(contacts.map(({ key }) => key));
      throw error;
    });
    if (answer.status === NO_CONTENT || judgeAnswer(answer) === 'accepted') {
      onAccepted();
      return undefined;
    }
    const { code, properties, correlationId } = readRefusal(
      { ...refusalSchema.parse(answer.body ?? {}), correlationId: answer.correlationId },
      identifiers,
    );
    return { kind: 'refused', code, properties, correlationId };
  }, backoff);
}
