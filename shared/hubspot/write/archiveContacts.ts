import { withBackoff } from '../../backoff.ts';
import { RetryLater } from '../../errors.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/hubspotPorts.ts';
import { judgeAnswer, type ResultRecord } from '../answers.ts';
import { readRecords } from '../readRecords.ts';
import { readRefusal, refusalSchema } from '../refusals.ts';
import { keyOf, type WriteContext } from './writeContext.ts';

const NO_CONTENT = 204;

/**
 * Archives the contacts that carry these keys: three calls for a hundred. The first finds their ids, for a merge changes
 * them and only the key says whose a contact is; the last looks whether they are gone, for the archive's answer names nobody.
 */
export async function archiveContacts(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const before = await findByKey(contacts, context);
  const ids = [...new Set([...before.values()].map(({ id }) => id))];
  const refusal = ids.length === 0 ? undefined : await archive(ids, [...before.keys()], context);
  const after = ids.length === 0 || refusal ? before : await findByKey(contacts, context);
  return new Map(
    contacts.map(({ key }): [string, WriteVerdict] => {
      const hubspotId = before.get(key)?.id;
      if (hubspotId === undefined) return [key, { kind: 'left', code: 'NOT_IN_HUBSPOT', hubspotId }];
      if (refusal) return [key, refusal];
      return [key, after.has(key) ? { kind: 'unknown' } : { kind: 'written', hubspotId, as: 'updated' }];
    }),
  );
}

/** The contacts that are there, by the key of whoever is gone. */
async function findByKey(
  contacts: readonly ContactToWrite[],
  context: WriteContext,
): Promise<ReadonlyMap<string, ResultRecord>> {
  const { keyProperty } = context.mapping.hubspot;
  const keys = contacts.map((contact) => keyOf(contact, context));
  const records = await readRecords(keys, keyProperty, [keyProperty], context);
  const byKey = new Map(records.map((record) => [record.properties[keyProperty] ?? '', record]));
  return new Map(
    contacts.flatMap((contact) => {
      const record = byKey.get(keyOf(contact, context));
      return record ? [[contact.key, record]] : [];
    }),
  );
}

/** Undefined when HubSpot took the call, else why it refused it. */
async function archive(
  ids: readonly string[],
  keys: readonly string[],
  { client, backoff, identifiers, onLostAnswer, onAccepted }: WriteContext,
): Promise<WriteVerdict | undefined> {
  return withBackoff(async () => {
    const answer = await client.archiveContacts(ids).catch((error: unknown) => {
      if (error instanceof RetryLater && error.outcomeUnknown) onLostAnswer(keys);
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
