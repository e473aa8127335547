import {
  batchAnswerSchema,
  judgeAnswer,
  type ResultRecord,
  type WrittenRecord,
  writeAnswerSchema,
} from '../../shared/hubspot/answers.ts';
import type { HubSpotAnswer } from '../../shared/hubspot/client.ts';
import {
  type IdentifierByProperty,
  type Refusal,
  type RefusedInput,
  readRefusal,
  refusalSchema,
} from '../../shared/hubspot/refusals.ts';
import { KEY, UNIQUE } from './properties.ts';
import type { TestPortal } from './testPortal.ts';

/** One thing that we take for granted of HubSpot. */
export interface Check {
  readonly claim: string;
  /** A setting without which it is left out, because what it does cannot be undone. */
  readonly optIn?: 'HUBSPOT_TEST_GDPR';
  readonly look: (portal: TestPortal) => Promise<Finding>;
}

export interface Finding {
  /** HubSpot does as we thought. */
  readonly known: boolean;
  /** What was seen. */
  readonly saw: string;
  /** Our code goes wrong where it is so. */
  readonly breaks: boolean;
}

/** Good to know; our code copes either way. */
export function noted(known: boolean, saw: string): Finding {
  return { known, saw, breaks: false };
}

/** Our code needs it to be so. */
export function reliedOn(known: boolean, saw: string): Finding {
  return { known, saw, breaks: !known };
}

/** Which identifier each property is, as a mapping would say. */
const IDENTIFIERS: IdentifierByProperty = new Map([
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
  if (judgeAnswer(answer) === 'refused') {
    const refusal = refusalOf(answer);
    return { by: 'call', refused: readRefusal(refusal, IDENTIFIERS), refusal };
  }
  const { results, errors } = writeAnswerSchema.parse(answer.body);
  const written = results.find(({ objectWriteTraceId }) => objectWriteTraceId === traceId);
  if (written) return { by: 'row', written };
  const refusal = errors.find(({ context }) => context['objectWriteTraceId']?.includes(traceId));
  return refusal ? { by: 'row', refused: readRefusal(refusal, IDENTIFIERS), refusal } : { by: 'nobody' };
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

export function refusalOf({ body }: HubSpotAnswer): Refusal {
  return refusalSchema.parse(body ?? {});
}

export function resultsOf({ body }: HubSpotAnswer): readonly ResultRecord[] {
  return batchAnswerSchema.parse(body ?? {}).results;
}

/** HubSpot's text, short enough for a line; what it may repeat is invented. */
export function textOf(answer: HubSpotAnswer): string {
  return `"${refusalOf(answer).message.replace(/\s+/g, ' ').slice(0, 120)}"`;
}
