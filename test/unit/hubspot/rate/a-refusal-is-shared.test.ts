import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RetryLater } from '../../../../shared/errors.ts';
import { createRateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import { answer, ask, clockOff, createMemoryStore, finish, pass, START, useVirtualTime } from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;

function given() {
  const store = createMemoryStore();
  const one = createRateLimiter(store, clockOff(), { limit: 100 });
  const other = createRateLimiter(store, clockOff(), { limit: 100 });
  return { store, one, other };
}

// promise 7
it('a 429 of the rolling limit stops all instances for as long as it says', async () => {
  const { one, other } = given();
  await ask(one, 'bulk');
  await ask(other, 'bulk');

  await finish(one.observe({ ...answer(429), retryAfterMs: 7_000, policy: 'rolling' }, 'standard'));

  expect(await ask(other, 'urgent')).toMatchObject({ what: 'refused', code: 'HUBSPOT_RATE_LIMITED' });
  expect((await other.read()).pausedUntil).toBeGreaterThanOrEqual(START + 7_000);
  const { afterMs = 0 } = await ask(other, 'urgent');
  await pass(afterMs);
  expect(await ask(other, 'urgent')).toMatchObject({ what: 'granted' });
});

it('without a word of how long, the pause is the interval of the header, or ten seconds, and never above five minutes', async () => {
  const pauseAfter = async (...refusal: Parameters<ReturnType<typeof given>['one']['observe']>) => {
    const { one } = given();
    const before = Date.now();
    await finish(one.observe(...refusal));
    return ((await one.read()).pausedUntil ?? 0) - before;
  };
  expect(await pauseAfter(answer(429), 'standard')).toBe(10_000);
  expect(await pauseAfter(answer(429, { intervalMs: 20_000 }), 'standard')).toBe(20_000);
  expect(await pauseAfter({ ...answer(429), retryAfterMs: 86_400_000 }, 'standard')).toBe(300_000);
});

it('a 429 of the search limit stops searches for a second and nothing else', async () => {
  const { one, other } = given();
  await ask(other, 'bulk', 'search');
  const refusedAt = Date.now();
  await finish(one.observe(answer(429), 'search'));

  expect(await ask(other, 'urgent', 'search')).toMatchObject({ what: 'granted' });
  expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(1_000);
  expect(Date.now() - refusedAt).toBeLessThan(1_300);
  expect((await one.read()).pausedUntil).toBeUndefined();
});

it.each([
  [423, undefined, 2_000],
  [423, 60_000, 60_000],
  [477, 120_000, 120_000],
  [477, undefined, 10_000],
  [477, 86_400_000, 300_000],
])(
  'a %i with Retry-After %s stops all instances, searches too, for %i ms',
  async (status, retryAfterMs, ms) => {
    const { one, other } = given();
    const before = Date.now();
    await finish(one.observe({ ...answer(status), retryAfterMs }, 'standard'));
    const state = await other.read();
    expect((state.pausedUntil ?? 0) - before).toBe(ms);
    expect(state.search.pausedUntil).toBeGreaterThan(before);
  },
);

it('a 503 stops nobody else: it is one call that failed', async () => {
  const { one, other } = given();
  await finish(one.observe({ ...answer(503), retryAfterMs: 60_000 }, 'standard'));
  expect((await other.read()).pausedUntil).toBeUndefined();
});

it('a request that is booked and not sent when the pause begins waits for its end', async () => {
  const { one } = given();
  await ask(one, 'urgent');
  let granted = 0;
  void one.acquire('urgent', 'standard').then(() => {
    granted = Date.now();
  });
  await pass(1);
  const now = Date.now();
  await finish(one.observe({ ...answer(429), retryAfterMs: 2_000 }, 'standard'));
  await pass(3_000);
  expect(granted).toBeGreaterThanOrEqual(now + 2_000);
  expect((await one.read()).used).toBe(2);
});

it('and is not sent into a pause of which the others cannot be told', async () => {
  const { one, store } = given();
  await ask(one, 'urgent');
  let fate = 'waits';
  const settle = (what: string) => () => {
    fate = what;
  };
  void one.acquire('urgent', 'standard').then(settle('sent'), settle('sent away'));
  await pass(1);
  store.failure = new RetryLater('STORAGE_UNREACHABLE', 'Away.');
  await finish(one.observe({ ...answer(429), retryAfterMs: 2_000 }, 'standard'));
  await pass(1_000);
  expect(fate).toBe('sent away');
});

it.each([200, 400, 409])(
  'once the day is used up, one request in ten minutes finds out whether it has begun anew: %i',
  async (status) => {
    const { one, other } = given();
    await ask(one, 'urgent');
    await finish(one.observe({ ...answer(429), policy: 'daily' }, 'standard'));

    const refused = await ask(other, 'urgent');
    expect(refused).toMatchObject({ what: 'refused', waitedMs: expect.any(Number) });
    expect(refused.afterMs).toBeGreaterThan(9 * MINUTE);
    expect(await ask(other, 'bulk', 'search')).toMatchObject({ what: 'refused' });
    expect((await one.read()).dayUsedUpSince).toBeGreaterThanOrEqual(START);

    await pass(10 * MINUTE);
    const fates = await Promise.all([ask(one, 'bulk'), ask(other, 'urgent'), ask(one, 'urgent')]);
    expect(fates.filter(({ what }) => what === 'granted')).toHaveLength(1);

    await finish(other.observe(answer(status, { daily: 1_000, dailyRemaining: 990 }), 'standard'));
    await pass(1_000); // Knowledge may be a second old.
    expect(await ask(one, 'bulk')).toMatchObject({ what: 'granted' });
    expect(await ask(one, 'bulk', 'search')).toMatchObject({ what: 'granted' });
  },
);

it('answers that were under way when the day ended do not begin a new one', async () => {
  const { one, other } = given();
  await finish(one.observe({ ...answer(429), policy: 'daily' }, 'standard'));
  await pass(2_000);
  await finish(other.observe(answer(200, { daily: 1_000, dailyRemaining: 3 }), 'standard'));
  expect(await ask(other, 'urgent')).toMatchObject({ what: 'refused' });
});
