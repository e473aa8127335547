import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from './errors.ts';

/** How often and how patiently to try in place before the work goes back to where it came from. */
export interface BackoffOptions {
  readonly tries: number;
  /** Upper bound of the first pause in milliseconds. */
  readonly baseMs: number;
  /** How many times as long each further pause may be (2). */
  readonly factor?: number;
  /** No pause is longer; a longer wish of the other side is not waited for in place. */
  readonly maxWaitMs: number;
  /** Whether this is tried again in place at all (always). */
  readonly repeats?: (error: RetryLater) => boolean;
}

/**
 * Runs `work`, again after a `RetryLater`, with exponential backoff and full jitter (a pause is uniform in
 * [0, base·factorⁿ)); the other side's own wish for a pause wins. Any other error, and the last `RetryLater`, is thrown.
 */
export async function withBackoff<T>(work: () => Promise<T>, options: BackoffOptions): Promise<T> {
  const { tries, repeats = () => true } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryLater) || attempt >= tries || !repeats(error)) throw error;
      const pause = error.afterMs ?? Math.random() * ceilingMs(attempt, options);
      if (pause > options.maxWaitMs) throw error;
      await sleep(pause);
    }
  }
}

/** Upper bound in milliseconds of the pause after the try `attempt`. */
export function ceilingMs(attempt: number, { baseMs, factor = 2, maxWaitMs }: BackoffOptions): number {
  return Math.min(maxWaitMs, baseMs * factor ** (attempt - 1));
}

/** Pause before a batch that was put back is delivered again: 5 s doubling to 15 min, jittered down to half. */
export function requeueDelayMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(900_000, 5_000 * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}
