import { beforeEach, describe, expect, it } from 'vitest';
import { RetryLater } from '../../../shared/errors.ts';
import type { DetectChangesResult } from '../../../shared/sync/detect/detectChanges.ts';
import { type Watch, withRun } from '../../../shared/sync/health/openRuns.ts';
import { withHealth } from '../../../shared/sync/health/withHealth.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import type { RunTotals } from '../../../shared/sync/ports/runAccount.ts';
import type { EventName, EventOf, SyncEvent } from '../../../shared/telemetry/events.ts';

const START = Date.parse('2026-11-23T02:00:00.000Z');
const MINUTE = 60_000;

let now = START;
let stored: { text: string; etag: string } | undefined;
let events: SyncEvent[] = [];
const accounts = new Map<string, RunTotals>();
const surroundings = { dayRemaining: 1_000, isStorageAway: false };

beforeEach(() => {
  [now, stored, events] = [START, undefined, []];
  accounts.clear();
  Object.assign(surroundings, { dayRemaining: 1_000, isStorageAway: false });
});

const parts = {
  watch: {
    read: async () => {
      if (surroundings.isStorageAway) throw new RetryLater('STORAGE_UNREACHABLE', 'Away.');
      return stored;
    },
    save: async (text: string) => {
      stored = { text, etag: 'e' };
      return 'e';
    },
  },
  queues: { read: async () => ({ length: 2, oldestMs: 5, poisonLength: 1 }) },
  accounts: {
    read: async (runId: string) => accounts.get(runId) ?? totals(0, 0),
  },
  circuit: { read: async () => undefined },
  limits: async () => ({
    used: 3,
    limit: 100,
    windowMs: 10_000,
    pausedUntil: undefined,
    day: { limit: 1_000, remaining: surroundings.dayRemaining },
  }),
  clock: { now: () => now },
  telemetry: { emit: (event: SyncEvent) => void events.push(event), flush: async () => undefined },
};

function totals(created: number, pending: number): RunTotals {
  const none = { updated: 0, unchanged: 0, adopted: 0, rejected: 0, conflict: 0, failed: 0, deleted: 0 };
  return {
    detected: created + pending,
    counts: { created, pending, ...none },
    rejectedByCode: {},
    othersByCode: {},
    notInHubSpot: 0,
  };
}

/** A tick that finds `detected` changes, of which the account says `account`. */
async function tick(
  detected: number,
  account: RunTotals = totals(detected, 0),
  stoppedBy: DetectChangesResult['stoppedBy'] = 'end',
): Promise<string> {
  const runId = newRunId(now);
  accounts.set(runId, account);
  await withHealth(parts, async () => ({ runId, detected, batches: 1, stoppedBy }));
  return runId;
}

function of<N extends EventName>(name: N): readonly EventOf<N>[] {
  return events.filter((event): event is Extract<SyncEvent, EventOf<N>> => event.name === name);
}

describe('the lag', () => {
  it('is nothing while every tick finds its end and every batch is done', async () => {
    await tick(3);
    now += 5 * MINUTE;
    await tick(0);
    expect(of('Health').map(({ measurements }) => measurements.lagMs)).toEqual([0, 0]);
    expect(of('Health').at(-1)?.measurements).toMatchObject({
      changesWait: 0,
      queueLength: 2,
      oldestMessageMs: 5,
      poisonLength: 1,
      rateUsed: 3,
      rateLimit: 100,
      dayUsedPercent: 0,
    });
  });

  it('is the age of the watermark while ticks do not reach the end, or fail', async () => {
    await tick(0);
    now += 5 * MINUTE;
    await tick(1_000, totals(1_000, 0), 'queueFull');
    now += 5 * MINUTE;
    const failure = withHealth(parts, () => Promise.reject(new RetryLater('SQL_UNREACHABLE', 'Away.')));
    await expect(failure).rejects.toMatchObject({ code: 'SQL_UNREACHABLE' });
    expect(of('Health').map(({ measurements: { lagMs, changesWait } }) => [lagMs, changesWait])).toEqual([
      [0, 0],
      [5 * MINUTE, 1],
      [10 * MINUTE, 1],
    ]);
  });

  it('is the age of the oldest run that has something pending, however often its batches were put back', async () => {
    const stuck = await tick(2, totals(1, 1));
    now += 5 * MINUTE;
    await tick(1);
    now += 60 * MINUTE;
    await tick(0);
    expect(of('Health').at(-1)?.measurements).toMatchObject({ lagMs: 65 * MINUTE, watermarkAgeMs: 0 });
    accounts.set(stuck, totals(2, 0));
    await tick(0);
    expect(of('Health').at(-1)?.measurements.lagMs).toBe(0);
  });
});

it('of more open runs than a hundred the newer ones are not watched', () => {
  const [first, ...others] = Array.from({ length: 101 }, (_, at) => ({ runId: `r${at}`, detected: 1 }));
  const none: Watch = { caughtUpAt: START, runs: [], quotaLow: false };
  const all = [first, ...others].flatMap((run) => run ?? []).reduce(withRun, none);
  expect([all.runs.length, all.runs[0]]).toEqual([100, first]);
  expect(withRun(none, { runId: 'empty', detected: 0 })).toBe(none);
});

describe('the account of a run', () => {
  it('is told once, when nothing of it is pending any more', async () => {
    const runId = await tick(2, totals(1, 1));
    expect(of('RunAccount')).toEqual([]);
    accounts.set(runId, totals(2, 0));
    await tick(0);
    await tick(0);
    expect(of('RunAccount')).toMatchObject([
      { dimensions: { runId }, measurements: { detected: 2, created: 2, pending: 0, imbalance: 0 } },
    ]);
  });

  it('that does not add up is told with what is missing', async () => {
    await tick(5, totals(3, 0));
    expect(of('RunAccount')).toMatchObject([{ measurements: { detected: 5, created: 3, imbalance: 2 } }]);
  });
});

it('a low quota of the day is told once each time it is crossed', async () => {
  const seen: number[] = [];
  for (const remaining of [300, 199, 150, 100, 900, 120]) {
    surroundings.dayRemaining = remaining;
    await tick(0);
    seen.push(of('QuotaLow').length);
  }
  expect(seen).toEqual([0, 1, 1, 1, 1, 2]);
  expect(of('QuotaLow')[0]?.measurements).toMatchObject({ dayLimit: 1_000, dayRemaining: 199 });
});

it('a storage that is away does not make a run fail that was done', async () => {
  surroundings.isStorageAway = true;
  await tick(1);
  expect(events).toEqual([]);
});
