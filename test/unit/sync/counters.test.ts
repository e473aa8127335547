import { describe, expect, it } from 'vitest';
import { LostRace } from '../../../shared/errors.ts';
import { DAY_MS, HOUR_MS, META_ROW } from '../../../shared/sync/counters/hours.ts';
import { parseMeta } from '../../../shared/sync/counters/meta.ts';
import { readMetrics } from '../../../shared/sync/counters/readMetrics.ts';
import { rollUp } from '../../../shared/sync/counters/rollUp.ts';
import type { CounterRows } from '../../../shared/sync/ports/counterRows.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import type { AccountedBatch } from '../../../shared/sync/ports/runAccount.ts';
import { counterRowsInMemory } from '../../support/inMemory.ts';

const NOON = Date.parse('2026-11-27T12:00:00Z');
const MINUTE = 60_000;

const batchAt = (endedAt: number, updated: number, more: Partial<AccountedBatch> = {}): AccountedBatch => ({
  ...{
    size: updated,
    counts: { updated },
    rejectedByCode: {},
    othersByCode: {},
    notInHubSpot: 0,
    isCompared: false,
  },
  end: { endedAt, durationMs: 1_000, calls: 1 },
  ...more,
});

/** Counters over accounts in memory; the clock is the test's. */
function setUp() {
  const world = { now: NOON, losses: 0, tries: 0 };
  const accounts = new Map<string, readonly AccountedBatch[]>();
  const inMemory = counterRowsInMemory();
  const rows: CounterRows = {
    ...inMemory,
    commit: async (changes) => {
      world.tries++;
      return world.losses > 0 && world.losses-- > 0 ? false : inMemory.commit(changes);
    },
  };
  const records = {
    changed: async () => [...accounts.keys()],
    record: async (runId: string) => ({
      batches: accounts.get(runId) ?? [],
      note: undefined,
      storedAt: undefined,
    }),
    forget: () => Promise.reject(new Error('Not part of this test.')),
  };
  const parts = { records, rows, clock: { now: () => world.now }, countDue: () => 1 };
  const measured = async () => ({
    ...{
      now: world.now,
      missedNow: 0,
      lagSince: world.now,
      reviews: 0,
      verification: undefined,
      standing: undefined,
    },
  });
  const metrics = (from: number, to: number, step: 'minute' | 'hour' | 'day') =>
    readMetrics({ from, to, step }, { rows, measured });
  const sample = (beganAt: number, lagMs: number) => ({
    ...{
      id: String(beganAt),
      beganAt,
      hasEnded: true,
      lagMs,
      queueBatches: 3,
      queueAgeMs: 40,
      quotaPercent: null,
    },
  });
  const meta = async () => parseMeta((await rows.read([META_ROW])).get(META_ROW));
  return { world, accounts, parts, metrics, meta, sample };
}

describe('the counters', () => {
  it('are told by minutes, hours and days; a step that was not counted is null', async () => {
    const { world, accounts, parts, metrics } = setUp();
    await rollUp(undefined, parts);
    const run = newRunId(NOON);
    accounts.set(run, [
      batchAt(NOON + 5 * MINUTE, 100),
      batchAt(NOON + 65 * MINUTE, 40),
      batchAt(NOON + 65 * MINUTE, 2),
    ]);
    world.now = NOON + 70 * MINUTE;
    await rollUp(undefined, parts);

    const hours = await metrics(NOON - HOUR_MS, NOON + 3 * HOUR_MS, 'hour');
    expect(hours.columns).toMatchObject({
      ...{ records: [null, 100, 42, null], updated: [null, 100, 42, null], created: [null, 0, 0, null] },
      ...{ batches: [null, 1, 2, null], calls: [null, 1, 2, null], busyMs: [null, 1_000, 1_000, null] },
      // No timer has looked.
      ...{ lagMaxMs: [null, null, null, null], ticksEnded: [null, 0, 0, null] },
    });
    expect(hours.counted).toEqual({
      since: new Date(NOON).toISOString(),
      until: new Date(world.now).toISOString(),
    });
    expect(hours.totals).toMatchObject({ records: 142, batches: 3, batchMs: { mean: 1_000 } });
    expect(hours.peak).toEqual({ at: new Date(NOON + 5 * MINUTE).toISOString(), records: 100, ofHour: 100 });

    const minutes = await metrics(NOON + 64 * MINUTE, NOON + 72 * MINUTE, 'minute');
    expect(minutes.columns).toEqual({ records: [0, 42, 0, 0, 0, 0, null, null] });
    const days = await metrics(NOON - 2 * DAY_MS, NOON + DAY_MS, 'day');
    expect(days.columns.records).toEqual([null, null, 142]);
  });

  it('have nothing before anything was counted', async () => {
    const { metrics } = setUp();
    const nothing = await metrics(NOON, NOON + HOUR_MS, 'hour');
    expect(nothing).toMatchObject({ counted: null, peak: null, lagMs: null, columns: { records: [null] } });
  });

  it('know half and nearly all of the lags that the timer saw, and the longest', async () => {
    const { world, parts, metrics, sample } = setUp();
    world.now = NOON + 1;
    for (let tick = 0; tick < 20; tick++)
      await rollUp(sample(NOON + tick, tick < 18 ? 1_000 : 60_000 * (tick - 17)), parts);
    const { lagMs, columns } = await metrics(NOON, NOON + HOUR_MS, 'hour');
    // A tenth too long at most.
    expect(lagMs?.p50).toBeGreaterThanOrEqual(1_000);
    expect(lagMs?.p50).toBeLessThanOrEqual(1_100);
    expect(lagMs?.p95).toBeGreaterThanOrEqual(60_000);
    expect(lagMs?.p95).toBeLessThanOrEqual(66_000);
    expect(lagMs?.max).toBe(120_000);
    expect(columns).toMatchObject({
      ticksEnded: [20],
      lagMaxMs: [120_000],
      queueMaxBatches: [3],
      queueMaxAgeMs: [40],
    });
  });

  it('move with a batch that ends again, by the difference, and say which runs are not at their end', async () => {
    const { world, accounts, parts, metrics, meta } = setUp();
    const [run, other] = [newRunId(NOON), newRunId(NOON)];
    accounts.set(run, [batchAt(NOON, 60, { size: 100 })]);
    accounts.set(other, [batchAt(NOON, 5)]);
    await rollUp(undefined, parts);
    expect((await meta())?.open).toEqual({ [run]: 40 });

    const again = { endedAt: NOON + HOUR_MS, durationMs: 3_000, calls: 2 };
    accounts.set(run, [batchAt(NOON, 100, { end: again })]);
    world.now = NOON + HOUR_MS + 1;
    await rollUp(undefined, parts);
    expect((await meta())?.open).toEqual({});
    const { columns, totals } = await metrics(NOON, NOON + 2 * HOUR_MS, 'hour');
    expect(columns.records).toEqual([5, 100]);
    expect(totals).toMatchObject({ records: 105, batches: 2, calls: 3, batchMs: { mean: 2_000 } });
  });

  it('try again when others are faster, and leave it to the next timer when they always are', async () => {
    const { world, accounts, parts, metrics } = setUp();
    accounts.set(newRunId(NOON), [batchAt(NOON, 7)]);
    world.losses = 4;
    await rollUp(undefined, parts);
    expect((await metrics(NOON, NOON + HOUR_MS, 'hour')).totals.records).toBe(7);

    accounts.set(newRunId(NOON), [batchAt(NOON, 3)]);
    [world.losses, world.tries] = [100, 0];
    await expect(rollUp(undefined, parts)).rejects.toThrow(LostRace);
    expect(world.tries).toBe(5);
  });
});
