import { beforeEach, describe, expect, it } from 'vitest';
import { recordsIn } from '../../../shared/outcomes/countOutcomes.ts';
import { createCounterRows } from '../../../shared/state/counterRows.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createRunRecords } from '../../../shared/state/runRecords.ts';
import { DAY_MS, HOUR_MS, type TickSample } from '../../../shared/sync/counters/hours.ts';
import { readDays, readHours, readRecent, sumOf } from '../../../shared/sync/counters/readPeriods.ts';
import { type RollUpParts, rollUp } from '../../../shared/sync/counters/rollUp.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import type { BatchEnd } from '../../../shared/sync/ports/runAccount.ts';
import { STORES, useTables } from '../../support/useTables.ts';

/** A full hour in the past of Storage's own clock, which stamps what is stored. */
const NOW = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
let now = NOW;
const result = (updated: number, rejected = 0) => ({
  counts: { updated, ...(rejected > 0 ? { rejected } : {}) },
  rejectedByCode: rejected > 0 ? { EMAIL_INVALID: rejected } : {},
  othersByCode: {},
  notInHubSpot: 0,
});
const end = (endedAt: number, more: Partial<BatchEnd> = {}): BatchEnd => ({
  endedAt,
  durationMs: 800,
  calls: 1,
  ...more,
});
const runAt = (at: number) => newRunId(at);

describe.each(STORES)('the counters in the %s store', (kind) => {
  const tables = useTables(kind);
  let tests = 0;
  beforeEach(() => {
    now = Date.now();
    tests++;
  });
  // Each instance has clients of its own.
  const instance = (): RollUpParts & { readonly account: ReturnType<typeof createRunAccount> } => {
    const table = tables()(`counters${tests}`);
    return {
      account: createRunAccount(table),
      records: createRunRecords(table),
      rows: createCounterRows(table),
      clock: { now: () => now },
      countDue: (after, upTo) => Math.floor((upTo - after) / 300_000),
    };
  };
  const hoursNow = () => readHours(NOW - 2 * DAY_MS, NOW + 2 * DAY_MS, instance().rows);
  const recordsByHour = async () =>
    [...(await hoursNow())].map(([begin, { tally }]) => [(begin - NOW) / HOUR_MS, recordsIn(tally.outcomes)]);

  it('have each batch in the hour and minute of its end, with its calls and its time', async () => {
    const { account, ...parts } = instance();
    const run = runAt(NOW - HOUR_MS);
    await account.addDetected(run, [
      { batchId: `${run}-1`, size: 100 },
      { batchId: `${run}-2`, size: 40 },
      { batchId: `${run}-3`, size: 7 },
    ]);
    await account.finishBatch(run, `${run}-1`, 100, result(97, 3), end(NOW - 1_000));
    await account.finishBatch(
      run,
      `${run}-2`,
      40,
      result(40),
      end(NOW + 61_000, { calls: 3, durationMs: 2_000 }),
    );
    await rollUp(undefined, parts);

    const hours = await hoursNow();
    expect(hours.get(NOW - HOUR_MS)?.tally).toMatchObject({
      outcomes: { updated: 97, rejected: 3 },
      rejectedByCode: { EMAIL_INVALID: 3 },
      batches: 1,
      calls: 1,
      busyMs: 800,
      minutes: { 59: 100 },
    });
    expect(hours.get(NOW)?.tally).toMatchObject({ calls: 3, timedMs: 2_000, minutes: { 1: 40 } });
    const days = await readDays(NOW - 3 * DAY_MS, NOW + 3 * DAY_MS, parts.rows);
    expect(recordsIn(sumOf(days.values()).tally.outcomes)).toBe(140);
    expect((await readRecent(NOW, parts.rows)).meta?.open).toEqual({ [run]: 7 });
  });

  it('have a batch once that ends again: it moves to its new hour', async () => {
    const { account, ...parts } = instance();
    const run = runAt(NOW - HOUR_MS);
    await account.finishBatch(run, `${run}-1`, 100, result(60, 40), end(NOW - 1));
    await rollUp(undefined, parts);
    await account.finishBatch(run, `${run}-1`, 100, result(100), end(NOW + 1));
    await rollUp(undefined, parts);
    expect(await recordsByHour()).toEqual([
      [-1, 0],
      [0, 100],
    ]);
    expect((await hoursNow()).get(NOW)?.tally.rejectedByCode).toEqual({});
  });

  it('are the same however many instances count, however often, while batches end', async () => {
    const runs = Array.from({ length: 12 }, (_, at) => runAt(NOW - at * 60_000));
    await Promise.all(
      runs.map(async (run, at) => {
        const { account, ...parts } = instance();
        for (const batch of [1, 2, 3]) {
          await account.finishBatch(run, `${run}-${batch}`, 10, result(10), end(NOW + at * 600_000));
          // Whoever loses the race too often leaves the rest to the next one.
          await rollUp(undefined, parts).catch(() => undefined);
        }
      }),
    );
    await rollUp(undefined, instance());
    const { tally } = sumOf((await hoursNow()).values());
    expect({ records: recordsIn(tally.outcomes), batches: tally.batches, calls: tally.calls }).toEqual({
      records: 360,
      batches: 36,
      calls: 36,
    });
  });

  it('of a run over more hours than one transaction takes are whole', async () => {
    const { account, ...parts } = instance();
    const run = runAt(NOW - 6 * DAY_MS);
    const hours = Array.from({ length: 130 }, (_, at) => at);
    await Promise.all(
      hours.map((at) =>
        account.finishBatch(run, `${run}-${at}`, 1, result(1), end(NOW - 6 * DAY_MS + at * HOUR_MS)),
      ),
    );
    await rollUp(undefined, parts);
    const counted = await readHours(NOW - 7 * DAY_MS, NOW + DAY_MS, parts.rows);
    expect([...counted.values()].map(({ tally }) => tally.batches)).toEqual(hours.map(() => 1));
  });

  it('leave out rows that were only compared, and what was split in two', async () => {
    const { account, ...parts } = instance();
    const run = runAt(NOW);
    await account.finishBatch(run, `${run}-same`, 48_000, result(48_000), 'compared');
    await account.addDetected(run, [{ batchId: `${run}-1`, size: 4 }]);
    await account.split(run, `${run}-1`, [
      { batchId: `${run}-1a`, size: 2 },
      { batchId: `${run}-1b`, size: 2 },
    ]);
    await account.finishBatch(run, `${run}-1a`, 2, result(2), end(NOW));
    await rollUp(undefined, parts);
    expect(await recordsByHour()).toEqual([[0, 2]]);
  });

  it('have each run of the timer once, and those that were due and never came', async () => {
    const { account: _, ...parts } = instance();
    const sample = (id: string, beganAt: number, more: Partial<TickSample> = {}): TickSample => ({
      id,
      beganAt,
      hasEnded: true,
      lagMs: 300_000,
      queueBatches: 2,
      queueAgeMs: 50,
      quotaPercent: 1.2,
      ...more,
    });
    await rollUp(sample('a', NOW), parts);
    await rollUp(sample('a', NOW), parts);
    await rollUp(sample('b', NOW + 300_000, { hasEnded: false, lagMs: 600_000, quotaPercent: null }), parts);
    await rollUp(sample('c', NOW + 1_200_000, { queueBatches: 9 }), parts);
    expect((await hoursNow()).get(NOW)?.ticks).toMatchObject({
      ended: 2,
      missed: 3,
      lagMaxMs: 600_000,
      queueMaxBatches: 9,
      quotaMaxPercent: 1.2,
    });
  });

  it('stay when the accounts are removed after their time', async () => {
    const { account, ...parts } = instance();
    const run = runAt(NOW - DAY_MS);
    await account.finishBatch(run, `${run}-1`, 10, result(10), end(NOW - DAY_MS));
    await rollUp(undefined, parts);
    expect(await parts.records.forget(NOW, 1_000)).toBe(1);
    await rollUp(undefined, parts);
    expect(await recordsByHour()).toEqual([[-24, 10]]);
  });
});
