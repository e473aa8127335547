import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import { answer, ask, clockOff, createMemoryStore, finish, pass, useVirtualTime } from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

const HOUR = 3_600_000;

function given(limit = 100) {
  const store = createMemoryStore();
  const one = createRateLimiter(store, clockOff(), { limit });
  const other = createRateLimiter(store, clockOff(), { limit });
  /** One request of `one`, answered with what HubSpot counts. */
  const request = async (max: number, remaining: number) => {
    await ask(one, 'urgent');
    await finish(one.observe(answer(200, { max, remaining, intervalMs: 10_000 }), 'standard'));
    // The next booking takes it along.
    await ask(one, 'urgent');
  };
  return { one, other, request };
}

it('a lower limit of HubSpot holds for all instances, for an hour after it was last seen', async () => {
  const { other, request } = given(190);
  await request(100, 99);
  expect((await other.read()).limit).toBe(97);
  await pass(HOUR - 10_000);
  expect((await other.read()).limit).toBe(97);
  await pass(10_000);
  expect((await other.read()).limit).toBe(190);
});

it('the last three percent of HubSpot’s own limit are left to others, by default too', async () => {
  const { other, request } = given(100);
  expect((await other.read()).limit).toBe(100);
  await request(100, 99);
  expect((await other.read()).limit).toBe(97);
});

it('a higher one changes nothing, and ends a lower one', async () => {
  const { other, request } = given(100);
  await request(50, 49);
  expect((await other.read()).limit).toBe(48);
  await request(190, 188);
  expect((await other.read()).limit).toBe(100);
});

it('what others send with our token is left to them for ten seconds', async () => {
  const { other, request } = given(100);
  await request(100, 69); // One of the 31 is ours.
  expect((await other.read()).limit).toBe(67);
  await pass(10_000);
  expect((await other.read()).limit).toBe(97);
});

it('a few that are not ours may be answers on their way', async () => {
  const { other, request } = given(100);
  await request(100, 94);
  expect((await other.read()).limit).toBe(97);
});

it('what others send does not matter while HubSpot has room for both', async () => {
  const { other, request } = given(100);
  await request(190, 150);
  expect((await other.read()).limit).toBe(100);
});

it('one request is always allowed, or nobody would learn that there is room again', async () => {
  const { other, request } = given(100);
  await request(100, 0);
  expect((await other.read()).limit).toBe(1);
});
