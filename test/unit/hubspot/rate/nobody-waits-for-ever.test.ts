import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RetryLater } from '../../../../shared/errors.ts';
import { createRateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import { EMPTY_ROW } from '../../../../shared/hubspot/rate/rateRow.ts';
import {
  ask,
  clockOff,
  createMemoryStore,
  type Fate,
  finish,
  NO_RATE,
  pass,
  START,
  useVirtualTime,
} from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

const granted = (fates: readonly Fate[]) => fates.filter(({ what }) => what === 'granted');
const refused = (fates: readonly Fate[]) => fates.filter(({ what }) => what === 'refused');

describe('patience', () => {
  it('who would wait longer than the lane allows is sent away at once, with the time until there is room', async () => {
    const limiter = createRateLimiter(createMemoryStore(), clockOff(), { limit: 10 });
    const urgent = await Promise.all(Array.from({ length: 20 }, () => ask(limiter, 'urgent')));
    expect(granted(urgent)).toHaveLength(10);
    for (const { waitedMs, afterMs = 0 } of refused(urgent)) {
      expect(waitedMs).toBeLessThan(1_000);
      expect(afterMs).toBeGreaterThan(5_000);
      expect(afterMs).toBeLessThanOrEqual(10_340);
    }
    const bulk = await ask(limiter, 'bulk');
    expect(bulk.what).toBe('refused');
    await pass(bulk.afterMs ?? 0);
    expect(await ask(limiter, 'bulk')).toMatchObject({ what: 'granted' });
  });

  it('incremental goes before bulk, and both behind urgent', async () => {
    const limiter = createRateLimiter(createMemoryStore(), clockOff(), { limit: 5 });
    const order: string[] = [];
    const asking = (['bulk', 'bulk', 'incremental', 'urgent', 'incremental'] as const).map((lane) =>
      limiter.acquire(lane, 'standard').then(() => order.push(lane)),
    );
    await pass(12_000);
    await Promise.all(asking);
    expect(order).toEqual(['urgent', 'incremental', 'incremental', 'bulk', 'bulk']);
  });
});

describe('a store that fails', () => {
  it('rejects all who wait with its own error, and is asked again by the next', async () => {
    const store = createMemoryStore();
    const limiter = createRateLimiter(store, clockOff(), { limit: 10 });
    store.failure = new RetryLater('STORAGE_UNREACHABLE', 'gone');
    const fates = await Promise.all([ask(limiter, 'urgent'), ask(limiter, 'bulk'), ask(limiter, 'bulk')]);
    expect(fates.map(({ code }) => code)).toEqual(Array(3).fill('STORAGE_UNREACHABLE'));
    store.failure = undefined;
    expect(await ask(limiter, 'bulk')).toMatchObject({ what: 'granted' });
  });

  it('does not make an observation throw, and the observation is not forgotten', async () => {
    const store = createMemoryStore();
    const [one, other] = [0, 1].map(() => createRateLimiter(store, clockOff(), { limit: 10 }));
    if (!one || !other) throw new Error('There are two.');
    store.failure = new RetryLater('STORAGE_UNREACHABLE', 'gone');
    await finish(one.observe({ status: 429, retryAfterMs: 60_000, rate: NO_RATE }, 'standard'));
    store.failure = undefined;
    expect(await ask(other, 'urgent')).toMatchObject({ what: 'granted' });
    expect(await ask(one, 'urgent')).toMatchObject({ what: 'refused' });
  });

  it('ends the waiting where it says each time that another was faster', async () => {
    const store = createMemoryStore();
    store.save = async () => undefined;
    const limiter = createRateLimiter(store, clockOff(), { limit: 10 });
    expect(await ask(limiter, 'urgent')).toMatchObject({ what: 'refused', code: 'HUBSPOT_RATE_LIMITED' });
  });
});

describe('a slot that cannot be used in time', () => {
  it('is given up for another one, and does not count', async () => {
    const store = createMemoryStore();
    const limiter = createRateLimiter(store, clockOff(), { limit: 10 });
    await ask(limiter, 'urgent');
    const asking = limiter.acquire('urgent', 'standard').then(() => Date.now());
    await pass(1);
    const slot = store.rows.get('standard')?.state?.slots.at(-1) ?? 0;
    vi.setSystemTime(slot + 500); // The process stood still.
    await pass(1_000);
    const leftAt = await asking;
    const slots = store.rows.get('standard')?.state?.slots ?? [];
    expect(slots).toHaveLength(2);
    expect(slots).not.toContain(slot);
    expect(leftAt - (slots.at(-1) ?? 0)).toBeLessThan(20);
  });
});

describe('a row that cannot be right', () => {
  it('counts as a full window where it cannot be read', async () => {
    const store = createMemoryStore();
    store.rows.set('standard', { state: undefined, etag: 'v0' });
    const limiter = createRateLimiter(store, clockOff(), { limit: 10 });
    const { afterMs = 0 } = await ask(limiter, 'urgent');
    expect(afterMs).toBeGreaterThan(10_000);
    await pass(afterMs);
    expect(await ask(limiter, 'urgent')).toMatchObject({ what: 'granted' });
  });

  it('counts as a full window where it comes from a clock that is hours ahead', async () => {
    const store = createMemoryStore();
    const state = { ...EMPTY_ROW, slots: [START + 7_200_000], pausedUntil: START + 7_200_000 };
    store.rows.set('standard', { state, etag: 'v0' });
    const limiter = createRateLimiter(store, clockOff(), { limit: 10 });
    for (;;) {
      const { what, afterMs = 0 } = await ask(limiter, 'bulk');
      if (what === 'granted') break;
      await pass(afterMs);
    }
    expect(Date.now() - START).toBeGreaterThan(10_000);
    expect(Date.now() - START).toBeLessThan(400_000);
  });
});
