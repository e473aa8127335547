import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimiter, type RateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import type { Lane } from '../../../../shared/sync/ports/lane.ts';
import { randomFrom } from '../../../support/associates.ts';
import { busiestWindow, clockOff, createMemoryStore, pass, useVirtualTime } from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

/** Asks again as soon as the last request is answered, as long as the test runs. */
async function keepAsking(limiter: RateLimiter, lane: Lane, latencyMs: () => number, granted: number[]) {
  for (;;) {
    await limiter.acquire(lane, 'standard').then(
      () => granted.push(Date.now()),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, latencyMs()));
  }
}

/** `instances` with clocks spread over 200 ms, each with `inFlight` bulk requests at a time. */
function saturate(seed: number, instances: number, inFlight: number, limit = 100) {
  const random = randomFrom(seed);
  const store = createMemoryStore(() => 4 + random() * 20);
  const granted: number[] = [];
  const limiters = Array.from({ length: instances }, (_, index) => {
    const offset = instances === 1 ? 0 : Math.round((index / (instances - 1)) * 200 - 100);
    return createRateLimiter(store, clockOff(offset), { limit, random });
  });
  for (const limiter of limiters) {
    for (let count = 0; count < inFlight; count++) {
      void keepAsking(limiter, 'bulk', () => 50 + random() * 200, granted);
    }
  }
  return { granted, limiters, store };
}

describe('bulk work without end', () => {
  it.each([
    { instances: 1, inFlight: 4 },
    { instances: 2, inFlight: 4 },
    { instances: 4, inFlight: 4 },
    { instances: 10, inFlight: 2 },
  ])('uses 97 % of the limit from $instances instances, and never more than all of it', async (given) => {
    const { granted } = saturate(7, given.instances, given.inFlight);
    await pass(20_000);
    const before = granted.length;
    await pass(120_000);
    expect((granted.length - before) / 1_200).toBeGreaterThan(0.97);
    expect(busiestWindow(granted, 10_000)).toBeLessThanOrEqual(100);
  });

  // promise 7
  it('is spread over the window, so that an urgent request waits less than a second', async () => {
    const { granted, limiters } = saturate(11, 4, 4);
    const waits: number[] = [];
    await pass(15_000);
    for (let count = 0; count < 200; count++) {
      await pass(137 + (count % 7) * 61);
      const asked = Date.now();
      void limiters[count % 4]?.acquire('urgent', 'standard').then(() => {
        granted.push(Date.now());
        waits.push(Date.now() - asked);
      });
    }
    await pass(2_000);
    expect(waits).toHaveLength(200);
    expect(Math.max(...waits)).toBeLessThan(1_000);
    expect(busiestWindow(granted, 10_000)).toBeLessThanOrEqual(100);
  });

  // promise 9
  it('leaves a row that holds the slots of a window and no more, however long it lasts', async () => {
    const { granted, store } = saturate(3, 2, 4);
    await pass(60_000);
    const { state } = store.rows.get('standard') ?? {};
    expect(granted.length).toBeGreaterThan(500);
    // A window, what lies between windows, and what is booked ahead.
    expect(state?.slots.length).toBeLessThan(130);
  });

  it('makes up for a store that stood still', async () => {
    const { granted, store } = saturate(5, 2, 8);
    await pass(30_000);
    const { read, save } = store;
    const stall = () => new Promise((resolve) => setTimeout(resolve, 1_500));
    store.read = (kind) => stall().then(() => read(kind));
    store.save = (...call) => stall().then(() => save(...call));
    await pass(1_500);
    Object.assign(store, { read, save });
    await pass(28_500);
    const before = granted.length;
    await pass(60_000);
    expect((granted.length - before) / 600).toBeGreaterThan(0.97);
    expect(busiestWindow(granted, 10_000)).toBeLessThanOrEqual(100);
  });

  it('finds no credit in a pause: ten idle seconds are followed by no more than the limit', async () => {
    const store = createMemoryStore(() => 5);
    const limiter = createRateLimiter(store, clockOff(), { limit: 30 });
    const granted: number[] = [];
    const burst = (lane: Lane) =>
      Array.from({ length: 60 }, () =>
        limiter.acquire(lane, 'standard').then(
          () => granted.push(Date.now()),
          () => undefined,
        ),
      );
    for (const lane of ['bulk', 'urgent', 'incremental', 'urgent'] as const) {
      const all = burst(lane);
      await pass(11_000);
      await Promise.all(all);
      await pass(10_000);
    }
    expect(granted.length).toBeGreaterThan(110);
    expect(busiestWindow(granted, 10_000)).toBeLessThanOrEqual(30);
  });
});
