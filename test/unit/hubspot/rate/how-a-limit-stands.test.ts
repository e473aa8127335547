import { describe, expect, it } from 'vitest';
import { RetryLater } from '../../../../shared/errors.ts';
import { MAX_PAUSE_MS } from '../../../../shared/hubspot/rate/answerFindings.ts';
import { CachedRow } from '../../../../shared/hubspot/rate/cachedRow.ts';
import { dayVerdict, forbiddenLanes } from '../../../../shared/hubspot/rate/dayQuota.ts';
import { isFromWrongClock } from '../../../../shared/hubspot/rate/isFromWrongClock.ts';
import { limitInForce } from '../../../../shared/hubspot/rate/limitInForce.ts';
import { LostRaceBackoff } from '../../../../shared/hubspot/rate/lostRaceBackoff.ts';
import { planTurn, type Waiting } from '../../../../shared/hubspot/rate/planTurn.ts';
import { longestSlotSpanMs, ratePolicies } from '../../../../shared/hubspot/rate/ratePolicy.ts';
import { EMPTY_ROW, startOver } from '../../../../shared/hubspot/rate/rateRow.ts';
import { readRateState } from '../../../../shared/hubspot/rate/rateState.ts';
import { TransitGauge } from '../../../../shared/hubspot/rate/transitGauge.ts';
import { KEPT_MS, trimRow } from '../../../../shared/hubspot/rate/trimRow.ts';
import { UnsavedChanges } from '../../../../shared/hubspot/rate/unsavedChanges.ts';
import type { RateRow } from '../../../../shared/sync/ports/rateStore.ts';
import { createMemoryStore } from './support.ts';

const NOW = 1_790_000_000_000;
const policies = ratePolicies(100);
const policy = policies.standard;

const rowOf = (change: Partial<RateRow>): RateRow => ({ ...EMPTY_ROW, ...change });

describe('the quota of the day', () => {
  const day = (remaining: number, at = NOW) => rowOf({ day: { limit: 100, remaining, at } });

  it('stops lanes one after the other, and all but the urgent', () => {
    expect([11, 10, 4, 3, 0].map((remaining) => forbiddenLanes(day(remaining)))).toEqual([
      ...['', 'bulk', 'bulk', 'incremental,bulk', 'incremental,bulk'],
    ]);
    expect(forbiddenLanes(rowOf({ day: { limit: 0, remaining: 0, at: NOW } }))).toBe('');
    expect(forbiddenLanes(rowOf({ dayRefusedAt: NOW }))).toBe('urgent,incremental,bulk');
  });

  it('lets one request in ten minutes find out', () => {
    expect(dayVerdict(day(50), 'bulk', NOW)).toBe('go');
    expect(dayVerdict(day(5), 'bulk', NOW + 1_000)).toBe(599_000);
    expect(dayVerdict(day(5), 'bulk', NOW + 600_000)).toBe('probe');
    expect(dayVerdict({ ...day(5), probedAt: NOW + 5_000 }, 'bulk', NOW + 600_000)).toBe(5_000);
    expect(dayVerdict({ ...day(5), dayRefusedAt: NOW + 7_000 }, 'bulk', NOW + 600_000)).toBe(7_000);
  });
});

it('the limit is the smaller one, less what others send, for an hour, and never none', () => {
  const limit = (change: Partial<RateRow>) => limitInForce(rowOf(change), NOW, policy);
  const ceiling = (max: number, ago = 0) => ({ ceiling: { max, seenAt: NOW - ago } });
  const foreign = (count: number, until: number) => ({ foreign: { count, until } });
  expect([limit({}), limit(ceiling(50)), limit(ceiling(500)), limit(ceiling(1))]).toEqual([100, 48, 100, 1]);
  expect([limit(ceiling(50, 3_599_999)), limit(ceiling(50, 3_600_000))]).toEqual([48, 100]);
  expect(limit({ ...ceiling(100), ...foreign(30, NOW + 1) })).toBe(67);
  expect(limit({ ...ceiling(100), ...foreign(30, NOW) })).toBe(97);
  expect(limit(foreign(30, NOW + 1))).toBe(100);
});

it('a row that lies more than a minute ahead is of a wrong clock, in whatever it says', () => {
  const ahead: readonly Partial<RateRow>[] = [
    { slots: [NOW, NOW + 60_001] },
    { paceAt: NOW + 60_001 },
    { pausedUntil: NOW + MAX_PAUSE_MS + 60_001 },
    { ceiling: { max: 1, seenAt: NOW + 60_001 } },
    { foreign: { count: 1, until: NOW + 60_001 } },
    { day: { limit: 1, remaining: 1, at: NOW + 60_001 } },
    { dayRefusedAt: NOW + 60_001 },
    { probedAt: NOW + 60_001 },
  ];
  expect(ahead.map((row) => isFromWrongClock(rowOf(row), NOW))).toEqual(ahead.map(() => true));
  expect(ahead.map((row) => isFromWrongClock(rowOf(row), NOW + 1))).toEqual(ahead.map(() => false));
  expect(isFromWrongClock(EMPTY_ROW, NOW)).toBe(false);
});

describe('a turn', () => {
  const waiting = (lane: Waiting['lane'], since = NOW): Waiting => ({ lane, since });
  const plan = (row: Partial<RateRow>, ...waiters: readonly Waiting[]) =>
    planTurn(rowOf(row), waiters, { now: NOW, leadMs: 10 }, policy);

  it('books what is near, in order, and says when the first is due who must wait', () => {
    const { grants, refusals, row, firstSlot } = plan(
      {},
      waiting('urgent'),
      waiting('bulk'),
      waiting('incremental'),
    );
    expect(grants.map(({ waiter, slot }) => [waiter.lane, slot])).toEqual([
      ['urgent', NOW + 10],
      ['bulk', NOW + 10],
      ['incremental', NOW + 10],
    ]);
    expect([refusals, firstSlot, row.slots.length, row.probedAt]).toEqual([[], NOW + 10, 3, 0]);
  });

  it('has who is not urgent wait beyond the horizon, and sends away who would wait too long', () => {
    const paused = (ms: number) => ({ pausedUntil: NOW + ms });
    expect(plan(paused(310), waiting('bulk'))).toMatchObject({ grants: [{ slot: NOW + 310 }] });
    expect(plan(paused(311), waiting('bulk'))).toMatchObject({
      grants: [],
      refusals: [],
      firstSlot: NOW + 311,
    });
    expect(plan(paused(311), waiting('bulk')).row.slots).toEqual([]);
    expect(plan(paused(311), waiting('urgent'))).toMatchObject({
      grants: [{ slot: NOW + 311 }],
      firstSlot: undefined,
    });
    expect(plan(paused(5_000), waiting('urgent')).refusals).toEqual([]);
    expect(plan(paused(5_001), waiting('urgent'))).toMatchObject({
      grants: [],
      refusals: [{ afterMs: 5_001 }],
    });
    expect(plan(paused(10_000), waiting('bulk')).refusals).toEqual([]);
    expect(plan(paused(9_000), waiting('bulk', NOW - 1_001))).toMatchObject({
      refusals: [{ afterMs: 9_000 }],
    });
  });

  it('sends away whom the quota of the day stops, and notes who finds out', () => {
    const day = { day: { limit: 100, remaining: 5, at: NOW - 1_000 } };
    expect(plan(day, waiting('bulk'))).toMatchObject({
      refusals: [{ afterMs: 599_000 }],
      firstSlot: undefined,
    });
    const probe = plan({ day: { ...day.day, at: NOW - 600_000 } }, waiting('bulk'), waiting('bulk'));
    expect([probe.grants.length, probe.refusals.length, probe.row.probedAt]).toEqual([1, 1, NOW]);
  });
});

it('a row keeps its slots as long as any window may need them', () => {
  const from = NOW - longestSlotSpanMs(policy) - KEPT_MS;
  expect(trimRow(rowOf({ slots: [from - 1, from, from + 1, NOW] }), NOW, policy).slots).toEqual([
    from + 1,
    NOW,
  ]);
  expect(longestSlotSpanMs(policy)).toBe(10_760);
});

it('how limits stand is read from both rows; one that cannot be understood is as full', async () => {
  const store = createMemoryStore();
  const read = () => readRateState(store, () => NOW, policies);
  const none = { used: 0, limit: 100, windowMs: 10_000, pausedUntil: undefined };
  expect(await read()).toEqual({
    ...{ ...none, day: undefined, dayUsedUpSince: undefined },
    search: { ...none, limit: 5, windowMs: 1_000 },
  });
  const slots = [NOW - 10_000, NOW - 9_999, NOW, NOW + 1];
  const day = { limit: 9, remaining: 0, at: NOW };
  store.rows.set('standard', {
    state: rowOf({ slots, day, dayRefusedAt: NOW - 5, pausedUntil: NOW }),
    etag: 'e',
  });
  store.rows.set('search', { state: undefined, etag: 'e' });
  expect(await read()).toMatchObject({
    ...{ used: 2, pausedUntil: undefined, day, dayUsedUpSince: NOW - 5 },
    search: { pausedUntil: startOver(NOW, policies.search).pausedUntil },
  });
  expect(startOver(NOW, policies.search).pausedUntil).toBe(NOW + 2_260);
});

it('twenty answers tell how long requests are under way; the slowest of the last fifty counts', () => {
  const gauge = new TransitGauge();
  const noted = Array.from({ length: 70 }, (_, at) => gauge.note(at === 19 ? 99.5 : 10));
  expect(noted.findIndex((ms) => ms !== undefined)).toBe(19);
  expect([noted[19], noted[68], noted[69]]).toEqual([100, 100, 10]);
});

it('fifty races lost in a row are no bad luck; one that is won is forgotten', async () => {
  const races = new LostRaceBackoff(() => 0);
  for (let lost = 0; lost < 50; lost++) await races.lost();
  races.won();
  for (let lost = 0; lost < 50; lost++) await races.lost();
  await expect(races.lost()).rejects.toThrow(RetryLater);
  await races.lost();
});

it('slots are booked as far ahead as the second slowest of the last eight saves took, and a quarter more', async () => {
  const time = { now: NOW, saveMs: 0 };
  const store = createMemoryStore();
  const slow = {
    ...store,
    save: (...all: Parameters<typeof store.save>) => {
      time.now += time.saveMs;
      return store.save(...all);
    },
  };
  const cached = new CachedRow(slow, 'standard', { now: () => time.now }, policy);
  expect(cached.leadMs).toBe(62.5);
  const leads: number[] = [];
  for (const ms of [400, 200, 1, 1, 1, 1, 1, 1, 1, 1, 5_000, 5_000]) {
    time.saveMs = ms;
    expect(await cached.save(EMPTY_ROW)).toBe(true);
    leads.push(cached.leadMs);
  }
  expect(leads).toEqual([62.5, 250, 250, 250, 250, 250, 250, 250, 5, 5, 5, 1_000]);
});

it('slots that were given up are free again, once each, and what came since a save stays unsaved', () => {
  const changes = new UnsavedChanges();
  const slotsWith = (...slots: number[]) =>
    changes.applyTo(rowOf({ slots }), NOW, policy).after.slots.map((slot) => slot - NOW);
  for (const given of [NOW + 1, NOW + 3, NOW + 9]) changes.giveUpSlot(given);
  expect(slotsWith(NOW + 1, NOW + 1, NOW + 2, NOW + 3)).toEqual([1, 2]);
  const { unsaved } = changes;
  changes.giveUpSlot(NOW + 2);
  changes.markSaved(unsaved);
  expect(slotsWith(NOW + 1, NOW + 2, NOW + 3)).toEqual([1, 3]);
});
