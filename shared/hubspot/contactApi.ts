import { randomUUID } from 'node:crypto';
import { withBackoff } from '../backoff.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { ContactApi, ContactToWrite, WriteVerdict } from '../sync/ports.ts';
import { batchAnswerSchema, judgeAnswer, type RefusedInput, readRefusal, refusalSchema } from './answers.ts';
import type { HubSpotClient } from './client.ts';

/** HubSpot's own limit for every batch endpoint. */
export const MAX_BATCH = 100;

const BACKOFF = { tries: 3, baseMs: 1_000, maxWaitMs: 10_000 };

/** Contacts by the associate's number, which is the value of `keyProperty` in HubSpot. */
export function createContactApi(client: HubSpotClient, keyProperty: string): ContactApi {
  return {
    async upsert(contacts) {
      if (contacts.length > MAX_BATCH)
        throw new RangeError(`${contacts.length} contacts in a call of ${MAX_BATCH}`);
      const verdicts = new Map<string, WriteVerdict>();
      await upsertInto(verdicts, contacts, client, keyProperty);
      return verdicts;
    },

    async read(key, properties) {
      const answer = await withBackoff(async () => {
        const read = await client.readContacts([key], keyProperty, properties);
        if (judgeAnswer(read) === 'accepted') return read;
        const advice = 'Check hubspot.keyProperty: it has to be a property with unique values.';
        throw new StopAndAlert(
          'HUBSPOT_REFUSED',
          `HubSpot refused to look up a contact by ${keyProperty}. ${advice}`,
        );
      }, BACKOFF);
      const [found] = batchAnswerSchema.parse(answer.body).results;
      if (!found) return undefined;
      const values = Object.fromEntries(properties.map((name) => [name, found.properties[name] ?? '']));
      return { hubspotId: found.id, properties: values };
    },
  };
}

/**
 * One call for all of `contacts`. When HubSpot refuses it as a whole, the call is halved until the guilty row stands
 * alone, so that one bad row never costs its neighbours.
 */
async function upsertInto(
  verdicts: Map<string, WriteVerdict>,
  contacts: readonly ContactToWrite[],
  client: HubSpotClient,
  keyProperty: string,
): Promise<void> {
  const [first] = contacts;
  if (!first) return;
  const answer = await withBackoff(() => callOnce(contacts, client, keyProperty), BACKOFF);
  if (answer.accepted) {
    for (const { key } of contacts) verdicts.set(key, answer.verdicts.get(key) ?? { kind: 'unknown' });
  } else if (contacts.length === 1) {
    verdicts.set(first.key, answer.refusal);
  } else {
    const middle = Math.ceil(contacts.length / 2);
    await upsertInto(verdicts, contacts.slice(0, middle), client, keyProperty);
    await upsertInto(verdicts, contacts.slice(middle), client, keyProperty);
  }
}

type CallAnswer =
  | { readonly accepted: true; readonly verdicts: ReadonlyMap<string, WriteVerdict> }
  | { readonly accepted: false; readonly refusal: RefusedInput };

async function callOnce(
  contacts: readonly ContactToWrite[],
  client: HubSpotClient,
  keyProperty: string,
): Promise<CallAnswer> {
  const keyOfTrace = new Map<string, string>();
  const inputs = contacts.map(({ key, properties }) => {
    const objectWriteTraceId = randomUUID();
    keyOfTrace.set(objectWriteTraceId, key);
    return { id: properties[keyProperty] ?? key, idProperty: keyProperty, properties, objectWriteTraceId };
  });
  const answer = await client.upsertContacts(inputs);
  if (judgeAnswer(answer) === 'refused') {
    return { accepted: false, refusal: readRefusal(refusalSchema.parse(answer.body ?? {}), keyProperty) };
  }
  const verdicts = readVerdicts(answer.body, keyOfTrace, keyProperty);
  if (verdicts.size === 0) {
    throw new RetryLater('HUBSPOT_UNACCOUNTED', `HubSpot answered ${answer.status} and named no record.`, {
      outcomeUnknown: true,
    });
  }
  return { accepted: true, verdicts };
}

/** Verdicts by key, for those inputs whose trace id the answer names; the others are not in the map. */
function readVerdicts(
  body: unknown,
  keyOfTrace: ReadonlyMap<string, string>,
  keyProperty: string,
): ReadonlyMap<string, WriteVerdict> {
  const { results, errors } = batchAnswerSchema.parse(body);
  const verdicts = new Map<string, WriteVerdict>();
  for (const error of errors) {
    const refusal = readRefusal(error, keyProperty);
    for (const traceId of error.context['objectWriteTraceId'] ?? []) {
      const key = keyOfTrace.get(traceId);
      if (key !== undefined) verdicts.set(key, refusal);
    }
  }
  for (const result of results) {
    const key = keyOfTrace.get(result.objectWriteTraceId ?? '');
    if (key !== undefined)
      verdicts.set(key, { kind: 'written', hubspotId: result.id, created: result.new === true });
  }
  return verdicts;
}
