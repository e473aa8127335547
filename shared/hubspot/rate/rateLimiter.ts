import type { Lane } from '../../sync/ports/lane.ts';
import type { EndpointKind, RateStore } from '../../sync/ports/rateStore.ts';
import { digestAnswer, type ObservedAnswer } from './answerFindings.ts';
import { BookingLoop } from './bookingLoop.ts';
import { CachedRow } from './cachedRow.ts';
import { type RatePolicy, ratePolicies } from './ratePolicy.ts';
import { type RateState, readRateState } from './rateState.ts';
import { TransitGauge } from './transitGauge.ts';

export type { RateStore } from '../../sync/ports/rateStore.ts';
export type { ObservedAnswer } from './answerFindings.ts';
export type { RateState } from './rateState.ts';

/** One limit for all instances, which share nothing but the store. */
export interface RateLimiter {
  /**
   * Resolves when a request may be sent: send it at once.
   *
   * @throws RetryLater HUBSPOT_RATE_LIMITED, with `afterMs`, when that would take longer than the lane's patience
   * (urgent 5 s, others 10 s) or the day's quota stops the lane; STORAGE_UNREACHABLE when the store fails.
   */
  acquire(lane: Lane, kind: EndpointKind): Promise<void>;
  /** What an answer said of limits; what the others must know is shared. Never throws. */
  observe(answer: ObservedAnswer, kind: EndpointKind): Promise<void>;
  /** @throws RetryLater when the store fails. */
  read(): Promise<RateState>;
}

export interface RateLimiterOptions {
  /** Requests in any 10 s, over all instances; searches are not among them. */
  readonly limit: number;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Other rules than HubSpot's: for tests, which cannot wait for ten seconds. */
  readonly policy?: Partial<RatePolicy>;
}

/**
 * At most `limit` requests in any rolling 10 s of true time over all processes that use the same store, provided that
 * their clocks are less than 200 ms apart; 92 to 97 % of that when there is always work, the less the longer requests are under
 * way. Once HubSpot has told its own limit, 97 % of that is the most. Nothing is read before the first use.
 */
export function createRateLimiter(
  store: RateStore,
  clock: { now(): number },
  { limit, random = Math.random, policy }: RateLimiterOptions,
): RateLimiter {
  const policies = ratePolicies(limit, policy);
  const createLoop = (kind: EndpointKind) =>
    new BookingLoop(new CachedRow(store, kind, clock, policies[kind]), policies[kind], { clock, random });
  const loops = { standard: createLoop('standard'), search: createLoop('search') };
  const transits = { standard: new TransitGauge(), search: new TransitGauge() };
  return {
    acquire: (lane, kind) => loops[kind].acquire(lane),
    // The day's quota is one for both, so either row is told.
    observe: async (answer, kind) => {
      const transitMs = answer.tookMs === undefined ? undefined : transits[kind].note(answer.tookMs);
      const tell = (row: EndpointKind) =>
        loops[row].note(digestAnswer(answer, transitMs, kind, row, clock.now(), policies[row]));
      await Promise.all([tell('standard'), tell('search')]);
    },
    read: () => readRateState(store, () => clock.now(), policies),
  };
}
