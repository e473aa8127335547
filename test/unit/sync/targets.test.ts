import { expect, it } from 'vitest';
import { addSample, EMPTY, HOUR_MS, NO_TICKS, type Period } from '../../../shared/sync/counters/hours.ts';
import { type Measured, measureTargets } from '../../../shared/sync/counters/targets.ts';

const NOW = Date.parse('2026-11-27T20:00:00Z');
const at = (epochMs: number) => new Date(epochMs).toISOString();
const [MONTH_AGO, DAY_AGO] = [NOW - 720 * HOUR_MS, NOW - 24 * HOUR_MS];

const period = (tally: Partial<Period['tally']>, ticks: Partial<Period['ticks']> = {}): Period => ({
  tally: { ...EMPTY.tally, ...tally },
  ticks: { ...NO_TICKS, ...ticks },
});

/** 2,000 records in an hour of work, each target just met. */
const GOOD: Measured = {
  now: NOW,
  month: {
    from: MONTH_AGO,
    to: NOW,
    period: period(
      {
        ...{ outcomes: { updated: 1_990, rejected: 10, pending: 500 }, busyMs: HOUR_MS },
        ...{ timed: 20, timedMs: 20_000, durations: { 70: 20 } },
      },
      { ended: 9_991, missed: 9 },
    ),
  },
  day: {
    from: DAY_AGO,
    to: NOW,
    period: period({ outcomes: { updated: 1_999, failed: 1 } }, { lagMaxMs: 400_000 }),
  },
  missedNow: 0,
  lagSince: NOW - 300_000,
  verification: { endedAt: at(DAY_AGO), same: 1_000, checked: 1_000 },
  standing: { at: at(DAY_AGO), associates: 1_000, inHubSpot: 990, passing: 990, reviewed: 0 },
};

const targetsOf = (change: Partial<Measured>) =>
  new Map(measureTargets({ ...GOOD, ...change }).map((target) => [target.name, target]));

it('each target says what was measured, over which time and out of what', () => {
  const [month, day, now] = [
    { from: at(MONTH_AGO), to: at(NOW) },
    { from: at(DAY_AGO), to: at(NOW) },
    { from: at(NOW), to: at(NOW) },
  ];
  const then = { from: at(DAY_AGO), to: at(DAY_AGO) };
  const none = { part: null, whole: null, extremeMs: null };
  const [above, below, all] = [{ has: 'above' }, { has: 'below' }, { has: 'all', bound: 100 }];
  expect([...targetsOf({}).values()].map(({ met, ...target }) => (met ? target : undefined))).toEqual([
    {
      name: 'throughput',
      unit: 'perHour',
      bound: 1_000,
      ...above,
      ...month,
      ...none,
      value: 2_000,
      whole: 2_000,
    },
    {
      name: 'accuracy',
      unit: 'percent',
      bound: 99.5,
      ...above,
      ...then,
      ...none,
      value: 100,
      part: 1_000,
      whole: 1_000,
    },
    {
      name: 'lag',
      unit: 'ms',
      bound: HOUR_MS,
      ...below,
      ...now,
      ...none,
      value: 300_000,
      extremeMs: 400_000,
    },
    { name: 'coverage', unit: 'percent', ...all, ...then, ...none, value: 100, part: 1_000, whole: 1_000 },
    {
      name: 'errors',
      unit: 'percent',
      bound: 0.1,
      ...below,
      ...day,
      ...none,
      value: 0.05,
      part: 1,
      whole: 2_000,
    },
    {
      name: 'batchTime',
      unit: 'ms',
      bound: 2_000,
      ...below,
      ...month,
      ...none,
      value: 1_000,
      whole: 20,
      extremeMs: 790,
    },
    {
      name: 'availability',
      unit: 'percent',
      bound: 99.9,
      ...above,
      ...month,
      ...none,
      value: 99.91,
      part: 9_991,
      whole: 10_000,
    },
    { name: 'compliance', unit: 'percent', ...all, ...then, ...none, value: 100, part: 990, whole: 990 },
  ]);
});

/** What is at the bound of a target that has to be above or below it, or just beside one that has to be all. */
const missed: Readonly<Record<string, Partial<Measured>>> = {
  throughput: {
    month: { from: MONTH_AGO, to: NOW, period: period({ outcomes: { updated: 1_000 }, busyMs: HOUR_MS }) },
  },
  accuracy: { verification: { endedAt: at(NOW), same: 995, checked: 1_000 } },
  lag: { lagSince: NOW - HOUR_MS },
  coverage: { standing: { at: at(NOW), associates: 1_000, inHubSpot: 990, passing: 990, reviewed: 1 } },
  errors: { day: { from: DAY_AGO, to: NOW, period: period({ outcomes: { updated: 999, failed: 1 } }) } },
  batchTime: { month: { from: MONTH_AGO, to: NOW, period: period({ timed: 2, timedMs: 4_000 }) } },
  availability: { month: { from: MONTH_AGO, to: NOW, period: period({}, { ended: 999, missed: 1 }) } },
  compliance: { standing: { at: at(NOW), associates: 1_000, inHubSpot: 990, passing: 989, reviewed: 0 } },
};

it.each(Object.entries(missed))('%s is not met at its bound', (name, change) => {
  const met = [...targetsOf(change).values()].filter((target) => target.met === false);
  expect(met.map((target) => target.name)).toEqual([name]);
});

it('what nobody has looked at, or of which there was nothing, is neither met nor missed', () => {
  const nothing = {
    month: undefined,
    day: undefined,
    lagSince: undefined,
    verification: undefined,
    standing: undefined,
  };
  const empty = (from: number) => ({ from, to: NOW, period: EMPTY });
  const ofNone = {
    ...{ month: empty(MONTH_AGO), day: empty(DAY_AGO), lagSince: undefined },
    verification: { endedAt: at(NOW), same: 0, checked: 0 },
    standing: { at: at(NOW), associates: 0, inHubSpot: 0, passing: 0, reviewed: 0 },
  };
  for (const change of [nothing, ofNone])
    for (const { name, value, met } of targetsOf(change).values())
      expect([name, value, met]).toEqual([name, null, null]);
});

it('the longest lag of the day may be the one that still lasts', () => {
  expect(targetsOf({ lagSince: NOW - 500_000 }).get('lag')).toMatchObject({
    value: 500_000,
    extremeMs: 500_000,
  });
  expect(targetsOf({ lagSince: NOW + 1 }).get('lag')).toMatchObject({ value: 0 });
});

it('a quota that HubSpot has not told is none, and of several the highest counts', () => {
  const sample = (quotaPercent: number | null) => ({
    ...{ id: 'a', beganAt: NOW, hasEnded: true, lagMs: 0.5, queueBatches: 0, queueAgeMs: 0, quotaPercent },
  });
  const after = (all: readonly (number | null)[]) =>
    all.reduce((ticks, percent) => addSample(ticks, sample(percent), 0), NO_TICKS);
  expect(after([null]).quotaMaxPercent).toBeNull();
  expect(after([null, 3, null, 2]).quotaMaxPercent).toBe(3);
  // Whatever is below a millisecond is in the first bucket.
  expect(after([null]).lag).toEqual({ 0: 1 });
});
