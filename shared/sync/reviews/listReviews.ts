import { type CodeMeaning, meaningOf } from '../../outcomes/codeMeaning.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { ReviewIndex, ReviewQuery } from '../ports/reviewIndex.ts';
import { siftReviews } from './siftReviews.ts';

export interface ReviewsParts {
  readonly reviews: ReviewIndex;
  readonly ledger: Pick<OutcomeLedger, 'read'>;
  readonly clock: Clock;
}

/** What became of an associate last, as a person reads it. Keys, codes, property names and ids only. */
export interface OutcomeForPerson {
  readonly numeroAsociado: string;
  readonly outcome: string;
  readonly code: string;
  /** What the code means and what to do about it. */
  readonly message: CodeMeaning;
  readonly properties: readonly string[];
  readonly hubspotId: string | undefined;
  /** The contact (or contacts) that hold the identifier already. */
  readonly conflictId: string | undefined;
  /** The other associate who claims the identifier. */
  readonly rivalKey: string | undefined;
  /** Since when outcome and code are these. */
  readonly since: string | undefined;
  /** Of a failed one: what crashed, and where. */
  readonly cause: string | undefined;
  readonly attempts: number;
  readonly durationMs: number;
  readonly runId: string;
  readonly batchId: string;
}

export interface ReviewPage {
  readonly reviews: readonly OutcomeForPerson[];
  /** For the next page; undefined on the last one. */
  readonly continuation: string | undefined;
}

/** A page of what waits for a person, by code and then by number; it may hold fewer than asked for. */
export async function listReviews(query: ReviewQuery, parts: ReviewsParts): Promise<ReviewPage> {
  const { reviews: found, continuation } = await parts.reviews.page(query);
  const current = await siftReviews(found, parts.clock.now(), parts);
  return { reviews: current.map(forPerson), continuation };
}

export function forPerson(entry: LedgerEntry): OutcomeForPerson {
  const { key, outcome, code, properties, hubspotId, conflictId, rivalKey, since } = entry;
  const { cause, attempts, durationMs, runId, batchId } = entry;
  const whose = { numeroAsociado: key, outcome, code, message: meaningOf(code), properties };
  return {
    ...whose,
    hubspotId,
    conflictId,
    rivalKey,
    since,
    cause,
    attempts,
    durationMs,
    runId,
    batchId,
  };
}
