import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import { randomFrom } from '../../../support/associates.ts';
import {
  answer,
  ask,
  busiestWindow,
  clockOff,
  createMemoryStore,
  finish,
  pass,
  useVirtualTime,
} from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

/** Bulk work of six batches at a time, some 25 calls a second, of which the limit allows as many again and more. */
function workOn(limit: number) {
  const random = randomFrom(3);
  const store = createMemoryStore(() => 3 + random() * 6);
  const limiter = createRateLimiter(store, clockOff(), { limit, random });
  const granted: number[] = [];
  let isOver = false;
  const place = async () => {
    while (!isOver) {
      await limiter.acquire('bulk', 'standard');
      granted.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 160 + random() * 80));
    }
  };
  for (let count = 0; count < 6; count++) void place();
  return { store, limiter, granted, end: () => (isOver = true) };
}

it('one request to storage serves five calls and more while the limit has room, and the limit holds', async () => {
  const { store, granted } = workOn(1_000);
  await pass(20_000);
  const [before, calls] = [granted.length, store.calls.save + store.calls.read];
  await pass(60_000);
  const served = granted.length - before;
  // Nobody is slowed down by it: 6 places, 200 ms a call, and what a slot is waited for.
  expect(served).toBeGreaterThan(60 * 22);
  expect((store.calls.save + store.calls.read - calls) / served).toBeLessThan(0.2);
  expect(busiestWindow(granted, 10_000)).toBeLessThanOrEqual(1_000);
});

it('what was booked for those who do not come is given back', async () => {
  const { store, limiter, granted, end } = workOn(1_000);
  await pass(20_000);
  end();
  await pass(2_000);
  await ask(limiter, 'bulk');
  await ask(limiter, 'urgent');
  const slots = store.rows.get('standard')?.state?.slots ?? [];
  const sent = granted.filter((at) => at >= (slots[0] ?? 0)).length + 2;
  expect(slots.length - sent).toBeLessThanOrEqual(1);
});

it('a pause that begins meanwhile holds for what is booked for those who come next', async () => {
  const { limiter, granted } = workOn(1_000);
  await pass(20_000);
  const pausedAt = Date.now();
  await finish(limiter.observe({ ...answer(429), retryAfterMs: 2_000, policy: 'rolling' }, 'standard'));
  await pass(1_900);
  expect(granted.filter((at) => at > pausedAt + 100)).toEqual([]);
});
