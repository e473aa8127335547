import {
  batchAnswerSchema,
  judgeAnswer,
  type ResultRecord,
  type WrittenRecord,
  writeAnswerSchema,
} from '../../shared/hubspot/answers.ts';
import type { HubSpotAnswer } from '../../shared/hubspot/client.ts';
import { readRefusal } from '../../shared/hubspot/refusals/readRefusal.ts';
import {
  type KnownProperties,
  type Refusal,
  type RefusedInput,
  refusalOf,
} from '../../shared/hubspot/refusals/refusal.ts';
import type { Check } from './finding.ts';
import { KEY, NOWHERE, PROPERTIES, UNIQUE } from './properties.ts';
import type { TestPortal } from './testPortal.ts';

/** Of HubSpot, in a corner of an account. */
export type HubSpotCheck = Check<TestPortal>;

/** The properties that may be named, and which identifier some are, as a mapping would say. */
const KNOWN: KnownProperties = new Map([
  ...[...PROPERTIES.map(({ name }) => name), NOWHERE, 'hs_object_id'].map(
    (name) => [name, undefined] as const,
  ),
  [KEY, 'number'],
  [UNIQUE, 'cedula'],
  ['email', 'email'],
]);

/** What our code makes of one row of an answer. */
export type Reading =
  | { readonly by: 'row'; readonly written: WrittenRecord }
  | { readonly by: 'row' | 'call'; readonly refused: RefusedInput; readonly refusal: Refusal }
  | { readonly by: 'nobody' };

/** Reads an answer with the sync's own readers. Throws, as they do, what the sync would stop or wait for. */
export function readRow(answer: HubSpotAnswer, traceId: string): Reading {
  if (judgeAnswer(answer) !== 'accepted') {
    const refusal = refusalOf(answer);
    return { by: 'call', refused: readRefusal(refusal, KNOWN), refusal };
  }
  const { results, errors } = writeAnswerSchema.parse(answer.body);
  const written = results.find(({ objectWriteTraceId }) => objectWriteTraceId === traceId);
  if (written) return { by: 'row', written };
  const refusal = errors.find(({ context }) => context['objectWriteTraceId']?.includes(traceId));
  return refusal ? { by: 'row', refused: readRefusal(refusal, KNOWN), refusal } : { by: 'nobody' };
}

/** In a few words: how the answer came, and what our code makes of the row. */
export function describeReading(answer: HubSpotAnswer, reading: Reading): string {
  if (reading.by === 'nobody') return `${answer.status}, and the row is not named`;
  if ('written' in reading) return `${answer.status}, written`;
  const { kind, code, conflictId } = reading.refused;
  const whole = reading.by === 'call' ? ', the whole call' : '';
  const owner = conflictId === undefined ? '' : ', names the owner';
  return `${answer.status}${whole}, ${reading.refusal.category}: ${kind} ${code}${owner}`;
}

export function resultsOf({ body }: HubSpotAnswer): readonly ResultRecord[] {
  return batchAnswerSchema.parse(body ?? {}).results;
}

/** HubSpot's text, short enough for a line; what it may repeat is invented. */
export function textOf(answer: HubSpotAnswer): string {
  return `"${refusalOf(answer).message.replace(/\s+/g, ' ').slice(0, 120)}"`;
}
