import type { EndpointKind, RateRow } from '../../sync/ports/rateStore.ts';
import { LOCKED_MS, REFUSED } from '../answers.ts';
import type { HubSpotAnswer } from '../client.ts';
import type { RatePolicy } from './ratePolicy.ts';

/**
 * A locked account (423) wants two seconds between requests, one that moves to another data centre (477) says how long it
 * takes. Source: https://developers.hubspot.com/docs/api-reference/error-handling
 */
const ACCOUNT_PAUSED: ReadonlySet<number> = new Set([423, 477]);

/** The longest pause that a header may ask for. */
export const MAX_PAUSE_MS = 300_000;

/** What the limiter is told of an answer. `policy`: which limit a 429 names. */
export interface ObservedAnswer extends Pick<HubSpotAnswer, 'status' | 'rate' | 'retryAfterMs'> {
  readonly policy?: 'rolling' | 'daily' | 'search' | undefined;
  /** Milliseconds from the leave of the request to the answer. */
  readonly tookMs?: number | undefined;
}

/** What answers have told that is not in the row yet; as much as one answer, however many they were. */
export interface Findings {
  readonly pausedUntil: number;
  readonly ceiling: RateRow['ceiling'];
  /** Requests that HubSpot counted in the window that ended at `at`. */
  readonly usage: { readonly used: number; readonly max: number; readonly at: number } | null;
  readonly day: RateRow['day'];
  readonly dayRefusedAt: number;
  readonly transit: RateRow['transit'];
  /** When HubSpot last looked at what was in a request, and so did not refuse it for a limit. */
  readonly letInAt: number;
}

export const NO_FINDINGS: Findings = {
  pausedUntil: 0,
  ceiling: null,
  usage: null,
  day: null,
  dayRefusedAt: 0,
  transit: null,
  letInAt: 0,
};

/**
 * What an answer that came at `now` from an endpoint of `kind` tells the row `row`. `transitMs`: how long requests of this kind may be
 * under way, as the answers so far have told.
 */
export function digestAnswer(
  answer: ObservedAnswer,
  transitMs: number | undefined,
  kind: EndpointKind,
  row: EndpointKind,
  now: number,
  policy: RatePolicy,
): Findings {
  const { max, remaining, intervalMs, daily, dailyRemaining } = answer.rate;
  const isOwn = kind === row && row === 'standard' && max !== undefined;
  const refused = refusedPolicy(answer, kind);
  const ofThisRow = refused === (row === 'search' ? 'search' : 'rolling');
  // What is said of the account concerns whoever calls it, searches too.
  const isPaused = ofThisRow || ACCOUNT_PAUSED.has(answer.status);
  return {
    pausedUntil: isPaused ? now + Math.min(pauseMs(answer, policy), MAX_PAUSE_MS) : 0,
    ceiling: isOwn ? { max, seenAt: now } : null,
    usage:
      isOwn && remaining !== undefined && (intervalMs ?? policy.windowMs) === policy.windowMs
        ? { used: max - remaining, max, at: now }
        : null,
    day:
      daily === undefined || dailyRemaining === undefined
        ? null
        : { limit: daily, remaining: dailyRemaining, at: now },
    dayRefusedAt: refused === 'daily' ? now : 0,
    transit: kind === row && transitMs !== undefined ? { ms: transitMs, seenAt: now } : null,
    letInAt: answer.status < 300 || REFUSED.has(answer.status) ? now : 0,
  };
}

function pauseMs({ status, retryAfterMs, rate }: ObservedAnswer, policy: RatePolicy): number {
  if (status === 423) return Math.max(retryAfterMs ?? 0, LOCKED_MS);
  return retryAfterMs ?? rate.intervalMs ?? policy.windowMs;
}

/** A 429 that names no policy is the one of its endpoint: the search limit's is known to come without. */
function refusedPolicy({ status, policy }: ObservedAnswer, kind: EndpointKind): ObservedAnswer['policy'] {
  if (status !== 429) return undefined;
  return policy ?? (kind === 'search' ? 'search' : 'rolling');
}

/** `newer` came after `older`. */
export function mergeFindings(older: Findings, newer: Findings): Findings {
  return {
    pausedUntil: Math.max(older.pausedUntil, newer.pausedUntil),
    ceiling: newer.ceiling ?? older.ceiling,
    usage: newer.usage ?? older.usage,
    day: newer.day ?? older.day,
    transit: newer.transit ?? older.transit,
    dayRefusedAt: Math.max(older.dayRefusedAt, newer.dayRefusedAt),
    letInAt: Math.max(older.letInAt, newer.letInAt),
  };
}
