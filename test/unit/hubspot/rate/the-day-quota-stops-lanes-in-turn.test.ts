import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRateLimiter, type RateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import type { Lane } from '../../../../shared/sync/ports/lane.ts';
import { answer, ask, clockOff, createMemoryStore, finish, pass, useVirtualTime } from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

const TEN_MINUTES = 600_000;

function given() {
  const store = createMemoryStore();
  const one = createRateLimiter(store, clockOff(), { limit: 100 });
  const other = createRateLimiter(store, clockOff(), { limit: 100 });
  return { store, one, other };
}

const day = (used: number) => answer(200, { daily: 1_000, dailyRemaining: 1_000 - used });

async function goingOn(limiter: RateLimiter): Promise<readonly Lane[]> {
  const lanes: readonly Lane[] = ['urgent', 'incremental', 'bulk'];
  const fates = await Promise.all(lanes.map((lane) => ask(limiter, lane)));
  return lanes.filter((_, index) => fates[index]?.what === 'granted');
}

it('bulk stops at 90 % of the day, incremental at 97 %, urgent never; every instance knows at once', async () => {
  const { one, other } = given();
  await ask(one, 'bulk');
  await ask(other, 'bulk');
  for (const [used, lanes] of [
    [899, ['urgent', 'incremental', 'bulk']],
    [900, ['urgent', 'incremental']],
    [969, ['urgent', 'incremental']],
    [970, ['urgent']],
    [1_000, ['urgent']],
    [0, ['urgent', 'incremental', 'bulk']],
  ] as const) {
    await pass(1_000);
    await finish(one.observe(day(used), 'standard'));
    expect(await goingOn(other), `${used} used`).toEqual(lanes);
  }
});

it('search stops with the rest', async () => {
  const { one, other } = given();
  await ask(other, 'bulk', 'search');
  await finish(one.observe(day(950), 'standard'));
  expect(await ask(other, 'bulk', 'search')).toMatchObject({ what: 'refused' });
  expect(await ask(other, 'incremental', 'search')).toMatchObject({ what: 'granted' });
});

it('who is stopped hears when to ask again, and after ten minutes without news one may find out', async () => {
  const { one, other } = given();
  await ask(one, 'bulk');
  await finish(one.observe(day(950), 'standard'));

  const { what, afterMs = 0 } = await ask(other, 'bulk');
  expect(what).toBe('refused');
  expect(afterMs).toBeGreaterThan(TEN_MINUTES - 5_000);
  expect(afterMs).toBeLessThanOrEqual(TEN_MINUTES);

  await pass(afterMs);
  const fates = await Promise.all([ask(one, 'bulk'), ask(other, 'bulk'), ask(other, 'bulk')]);
  expect(fates.filter((fate) => fate.what === 'granted')).toHaveLength(1);
  await finish(one.observe(day(4), 'standard'));
  expect(await goingOn(other)).toHaveLength(3);
});

it('without daily headers there is no rule of the day', async () => {
  const { one } = given();
  await finish(one.observe(answer(200, { max: 190, remaining: 100, intervalMs: 10_000 }), 'standard'));
  expect(await goingOn(one)).toHaveLength(3);
  expect((await one.read()).day).toBeUndefined();
});
