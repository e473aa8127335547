import { vi } from 'vitest';
import { RetryLater } from '../../../../shared/errors.ts';
import type { RateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import type { RateHeaders } from '../../../../shared/hubspot/rateHeaders.ts';
import type { Lane } from '../../../../shared/sync/ports/lane.ts';
import type { EndpointKind, RateRow, RateStore } from '../../../../shared/sync/ports/rateStore.ts';

/** An afternoon. */
export const START = 1_790_000_000_000;

/** The highest number of `times` in any window (t, t + windowMs], exactly. */
export function busiestWindow(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let oldest = 0;
  let most = 0;
  sorted.forEach((time, index) => {
    while ((sorted[oldest] ?? 0) <= time - windowMs) oldest += 1;
    most = Math.max(most, index - oldest + 1);
  });
  return most;
}

export interface MemoryStore extends RateStore {
  readonly rows: Map<EndpointKind, { state: RateRow | undefined; etag: string }>;
  readonly calls: { read: number; save: number; lost: number };
  /** Thrown by every call while it is set. */
  failure: Error | undefined;
}

/** A table in memory; each call takes `latencyMs()` there and as much back. */
export function createMemoryStore(latencyMs: () => number = () => 0): MemoryStore {
  let version = 0;
  const travel = async () => {
    const ms = latencyMs() / 2;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  };
  const store: MemoryStore = {
    rows: new Map(),
    calls: { read: 0, save: 0, lost: 0 },
    failure: undefined,
    async read(kind) {
      store.calls.read += 1;
      await travel();
      if (store.failure) throw store.failure;
      const found = store.rows.get(kind);
      await travel();
      return found;
    },
    async save(kind, state, etag) {
      store.calls.save += 1;
      await travel();
      if (store.failure) throw store.failure;
      const isLost = store.rows.get(kind)?.etag !== etag;
      if (isLost) store.calls.lost += 1;
      else store.rows.set(kind, { state, etag: `v${++version}` });
      const saved = store.rows.get(kind)?.etag;
      await travel();
      return isLost ? undefined : saved;
    },
  };
  return store;
}

export const NO_RATE: RateHeaders = {
  max: undefined,
  remaining: undefined,
  intervalMs: undefined,
  daily: undefined,
  dailyRemaining: undefined,
};

export const answer = (status: number, rate: Partial<RateHeaders> = {}) => ({
  status,
  retryAfterMs: undefined,
  rate: { ...NO_RATE, ...rate },
});

/** Runs in virtual time from START; the machine's own speed has no say. */
export function useVirtualTime(): void {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
}

/** A clock that is off by `offsetMs`. */
export const clockOff = (offsetMs = 0) => ({ now: () => Date.now() + offsetMs });

/** Passes `ms` of virtual time, and ends when everything due by then has run. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Passes time until `work` is done. */
export async function finish<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  const began = Date.now();
  while (!isDone && Date.now() - began < 60_000) await pass(5);
  if (!isDone) throw new Error('It took a minute.');
  return work;
}

/** What became of an `acquire`: `granted` and when, or `refused` and the pause that was asked for. */
export interface Fate {
  readonly what: 'granted' | 'refused';
  readonly code?: string;
  /** Virtual milliseconds from asking to the answer. */
  readonly waitedMs: number;
  readonly afterMs?: number | undefined;
}

/** Asks for a slot and passes time until there is an answer. */
export async function ask(limiter: RateLimiter, lane: Lane, kind: EndpointKind = 'standard'): Promise<Fate> {
  const asked = Date.now();
  const waitedMs = () => Date.now() - asked;
  return finish(
    limiter.acquire(lane, kind).then(
      (): Fate => ({ what: 'granted', waitedMs: waitedMs() }),
      (error: unknown): Fate => {
        if (!(error instanceof RetryLater)) throw error;
        return { what: 'refused', code: error.code, waitedMs: waitedMs(), afterMs: error.afterMs };
      },
    ),
  );
}
