import { randomUUID } from 'node:crypto';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import type { ContactProperties } from '../contacts/contactProperties.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { judgeAnswer, type WrittenRecord, writeAnswerSchema } from './answers.ts';
import type { AddressedInput, HubSpotAnswer, HubSpotClient } from './client.ts';
import {
  detailsOf,
  type IdentifierByProperty,
  type Refusal,
  type RefusalDetail,
  type RefusedInput,
  readRefusal,
  refusalSchema,
} from './refusals.ts';

/** One input of a batch write; `name` is how the caller knows it. */
export interface BatchRow {
  readonly name: string;
  readonly id: string;
  /** Undefined: `id` is a HubSpot id. */
  readonly idProperty: string | undefined;
  readonly properties: ContactProperties;
}

export type RowAnswer =
  | { readonly kind: 'written'; readonly record: WrittenRecord; readonly correlationId: string | undefined }
  | RefusedInput;

export interface BatchContext {
  readonly client: HubSpotClient;
  readonly operation: 'upsert' | 'create' | 'update';
  readonly identifiers: IdentifierByProperty;
  readonly backoff: BackoffOptions;
  /** Told the rows of a call whose answer was lost. */
  readonly onLostAnswer: (names: readonly string[]) => void;
  /** Told that HubSpot took a call. */
  readonly onAccepted: () => void;
}

/**
 * Writes at most 100 rows in one call and answers for each row that HubSpot named, by trace id, never by position: a
 * row that is not in the answer is not accounted for. A call that HubSpot refuses as a whole is taken apart until
 * only the guilty rows are refused.
 *
 * @throws RetryLater or StopAndAlert as `judgeAnswer`, after the tries of `backoff`; StopAndAlert also when HubSpot
 * refuses one row after the other without naming what is wrong: then it is the call, not the rows.
 */
export async function writeBatch(
  rows: readonly BatchRow[],
  context: BatchContext,
): Promise<Map<string, RowAnswer>> {
  return sendOrTakeApart(rows, context, { refusedAlone: 0 });
}

interface Search {
  /** Single rows refused in a row, without a reason that names a property. */
  refusedAlone: number;
}

/** As many strangers in a row are not all guilty. */
const MOST_REFUSED_ALONE = 8;

async function sendOrTakeApart(
  rows: readonly BatchRow[],
  context: BatchContext,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  if (rows.length === 0) return new Map();
  const sent = await send(rows, context);
  if (sent.kind === 'refused') return takeApart(rows, sent.refusal, context, search);
  search.refusedAlone = 0;
  return sent.answers;
}

async function takeApart(
  rows: readonly BatchRow[],
  refusal: Refusal,
  context: BatchContext,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  const refused = readRefusal(refusal, context.identifiers);
  const [only] = rows;
  if (only && rows.length === 1) {
    search.refusedAlone = refused.properties.length > 0 ? 0 : search.refusedAlone + 1;
    if (search.refusedAlone >= MOST_REFUSED_ALONE) throw refusesEverything(context);
    return new Map([[only.name, refused]]);
  }
  const guilty = guiltyBy(refusal, rows);
  const apart = guilty.size > 0 ? new Set<string>() : idsIn(refusal, rows);
  if (guilty.size === 0 && (apart.size === 0 || apart.size === rows.length)) {
    return splitAndSend(rows, context, search);
  }
  const others = rows.filter(({ name }) => !guilty.has(name) && !apart.has(name));
  const answers = await sendOrTakeApart(others, context, search);
  for (const [name, details] of guilty) answers.set(name, readRefusal(refusal, context.identifiers, details));
  // HubSpot named these for being in one call: one by one they may pass.
  for (const row of rows.filter(({ name }) => apart.has(name))) {
    for (const [name, answer] of await sendOrTakeApart([row], context, search)) answers.set(name, answer);
  }
  return answers;
}

/**
 * Splits rows of which one at least is guilty at the golden section: when the smaller part is accepted, the guilty row is
 * in the larger, which needs no call to prove it. One bad row in a hundred then costs at most 11 calls, below
 * 2·log2(100) = 13.3; halving may cost 14.
 */
async function splitAndSend(
  rows: readonly BatchRow[],
  context: BatchContext,
  search: Search,
): Promise<Map<string, RowAnswer>> {
  const cut = Math.max(1, Math.round(rows.length * 0.382));
  const [small, large] = [rows.slice(0, cut), rows.slice(cut)];
  const first = await send(small, context);
  if (first.kind === 'refused') {
    const ofSmall = await takeApart(small, first.refusal, context, search);
    return new Map([...ofSmall, ...(await sendOrTakeApart(large, context, search))]);
  }
  search.refusedAlone = 0;
  const ofLarge =
    large.length > 1
      ? await splitAndSend(large, context, search)
      : await sendOrTakeApart(large, context, search);
  return new Map([...first.answers, ...ofLarge]);
}

/** Rows that a refusal convicts, each with its part of it: a value it repeats, or a property that cannot be written. */
function guiltyBy(
  refusal: Refusal,
  rows: readonly BatchRow[],
): ReadonlyMap<string, readonly RefusalDetail[]> {
  const details = detailsOf(refusal);
  const guilty = new Map<string, readonly RefusalDetail[]>();
  for (const { name, properties } of rows) {
    const ofRow = details.filter(({ code, property, value }) =>
      value === undefined ? property in properties && UNWRITABLE.has(code) : properties[property] === value,
    );
    if (ofRow.length > 0) guilty.set(name, ofRow);
  }
  return guilty;
}

/** Codes that condemn every row that writes the property, whatever the value. */
const UNWRITABLE: ReadonlySet<string> = new Set(['PROPERTY_DOESNT_EXIST', 'READ_ONLY_VALUE']);

/** Rows whose ids the refusal lists, as it does for duplicates. */
function idsIn(refusal: Refusal, rows: readonly BatchRow[]): ReadonlySet<string> {
  const ids = new Set(refusal.context['ids'] ?? []);
  return new Set(rows.filter(({ id }) => ids.has(id)).map(({ name }) => name));
}

function refusesEverything({ operation }: BatchContext): StopAndAlert {
  const advice = 'Check hubspot.keyProperty: it has to be a property with unique values.';
  return new StopAndAlert(
    'HUBSPOT_REFUSES_ALL',
    `HubSpot refuses every ${operation} and names no row. ${advice}`,
  );
}

type Sent =
  | { readonly kind: 'accepted'; readonly answers: Map<string, RowAnswer> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

async function send(rows: readonly BatchRow[], context: BatchContext): Promise<Sent> {
  const nameOfTrace = new Map<string, string>();
  const inputs = rows.map(({ name, id, idProperty, properties }) => {
    const objectWriteTraceId = randomUUID();
    nameOfTrace.set(objectWriteTraceId, name);
    return { id, ...(idProperty === undefined ? {} : { idProperty }), properties, objectWriteTraceId };
  });
  return withBackoff(async () => {
    try {
      const answer = await call(inputs, context);
      if (judgeAnswer(answer) === 'refused') return { kind: 'refused', refusal: readRefused(answer) };
      context.onAccepted();
      return { kind: 'accepted', answers: readAnswers(answer, nameOfTrace, context.identifiers) };
    } catch (error) {
      // Without an answer, or with a gateway's: the write may still be carried out, after a newer one.
      if (error instanceof RetryLater && error.outcomeUnknown)
        context.onLostAnswer([...nameOfTrace.values()]);
      throw error;
    }
  }, context.backoff);
}

function readRefused({ body, correlationId }: HubSpotAnswer): Refusal {
  return { ...refusalSchema.parse(body ?? {}), correlationId };
}

function call(
  inputs: readonly AddressedInput[],
  { client, operation }: BatchContext,
): Promise<HubSpotAnswer> {
  if (operation === 'upsert') return client.upsertContacts(inputs);
  if (operation === 'update') return client.updateContacts(inputs);
  return client.createContacts(
    inputs.map(({ properties, objectWriteTraceId }) => ({ properties, objectWriteTraceId })),
  );
}

/** What the answer says of those rows whose trace id it names; a result outweighs an error of the same row. */
function readAnswers(
  { body, correlationId }: HubSpotAnswer,
  nameOfTrace: ReadonlyMap<string, string>,
  identifiers: IdentifierByProperty,
): Map<string, RowAnswer> {
  const { results, errors } = writeAnswerSchema.parse(body);
  const answers = new Map<string, RowAnswer>();
  for (const error of errors) {
    const refusal = readRefusal({ ...error, correlationId }, identifiers);
    for (const traceId of error.context['objectWriteTraceId'] ?? []) {
      const name = nameOfTrace.get(traceId);
      if (name !== undefined) answers.set(name, refusal);
    }
  }
  for (const record of results) {
    const name = nameOfTrace.get(record.objectWriteTraceId ?? '');
    if (name !== undefined) answers.set(name, { kind: 'written', record, correlationId });
  }
  return answers;
}
