import { randomUUID } from 'node:crypto';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { RetryLater } from '../errors.ts';
import { writeAnswerSchema } from './answers.ts';
import type { BatchRow, RowAnswer } from './batchRow.ts';
import type { AddressedInput, HubSpotAnswer, HubSpotClient } from './client.ts';
import { readRefusal } from './refusals/readRefusal.ts';
import { type KnownProperties, type Refusal, refusalOf } from './refusals/refusal.ts';
import { whomItNames } from './refusals/whomItNames.ts';

export interface SendContext {
  readonly client: HubSpotClient;
  readonly operation: 'upsert' | 'create' | 'update';
  readonly known: KnownProperties;
  readonly backoff: BackoffOptions;
  /** As `judgeCalls` makes it. */
  readonly judge: (answer: HubSpotAnswer) => Promise<'accepted' | 'refused'>;
  /** Told the rows of a call whose answer was lost. */
  readonly onLostAnswer: (names: readonly string[]) => void;
  /** Told that HubSpot took a call. */
  readonly onAccepted: () => void;
}

/** What became of one call: an answer for each row that HubSpot named, or why it refused the call as a whole. */
export type Sent =
  | { readonly kind: 'accepted'; readonly answers: Map<string, RowAnswer> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * One call with its tries in place. Each row gets a trace id of its own, because only by it are answers matched.
 *
 * @throws RetryLater or StopAndAlert as `judgeCalls`.
 */
export async function sendRows(rows: readonly BatchRow[], context: SendContext): Promise<Sent> {
  const rowOfTrace = new Map<string, BatchRow>();
  const inputs = rows.map((row) => {
    const { id, idProperty, properties } = row;
    const objectWriteTraceId = randomUUID();
    rowOfTrace.set(objectWriteTraceId, row);
    return { id, ...(idProperty === undefined ? {} : { idProperty }), properties, objectWriteTraceId };
  });
  return withBackoff(async () => {
    try {
      const answer = await call(inputs, context);
      if ((await context.judge(answer)) === 'refused') return { kind: 'refused', refusal: refusalOf(answer) };
      context.onAccepted();
      return { kind: 'accepted', answers: readAnswers(answer, rowOfTrace, context.known) };
    } catch (error) {
      // Without an answer, or with a gateway's: the write may still be carried out, after a newer one.
      if (error instanceof RetryLater && error.outcomeUnknown)
        context.onLostAnswer(rows.map(({ name }) => name));
      throw error;
    }
  }, context.backoff);
}

function call(inputs: readonly AddressedInput[], { client, operation }: SendContext): Promise<HubSpotAnswer> {
  if (operation === 'upsert') return client.upsertContacts(inputs);
  if (operation === 'update') return client.updateContacts(inputs);
  return client.createContacts(
    inputs.map(({ properties, objectWriteTraceId }) => ({ properties, objectWriteTraceId })),
  );
}

/**
 * What the answer says of those rows whom it names: by trace id, or, where an error has none, by value or key. An error that names
 * nobody is the row's where there is only one; else whoever is not named stays `open`. A result outweighs an error.
 */
function readAnswers(
  { body, correlationId }: HubSpotAnswer,
  rowOfTrace: ReadonlyMap<string, BatchRow>,
  known: KnownProperties,
): Map<string, RowAnswer> {
  const { results, errors } = writeAnswerSchema.parse(body);
  const answers = new Map<string, RowAnswer>();
  const nameless: Refusal[] = [];
  for (const error of errors) {
    const refusal = { ...error, correlationId };
    const traced = (error.context['objectWriteTraceId'] ?? []).flatMap((id) => rowOfTrace.get(id) ?? []);
    for (const { name } of traced) answers.set(name, readRefusal(refusal, known));
    if (traced.length === 0) nameless.push(refusal);
  }
  for (const record of results) {
    const row = rowOfTrace.get(record.objectWriteTraceId ?? '');
    if (row) answers.set(row.name, { kind: 'written', record, correlationId });
  }
  for (const refusal of nameless) {
    const open = [...rowOfTrace.values()].filter(({ name }) => !answers.has(name));
    const [only] = rowOfTrace.size === 1 ? open : [];
    if (only) answers.set(only.name, readRefusal(refusal, known));
    else for (const [name, answer] of whomItNames(refusal, open, known)) answers.set(name, answer);
  }
  if (nameless.length > 0)
    for (const { name } of rowOfTrace.values()) if (!answers.has(name)) answers.set(name, { kind: 'open' });
  return answers;
}
