import type { Metrics, Step } from '../../answers/metrics.ts';
import { recordsIn } from '../../outcomes/countOutcomes.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { percentileOf } from './histogram.ts';
import { DAY_MS, HOUR_MS, META_ROW, type Period } from './hours.ts';
import { parseMeta } from './meta.ts';
import { type Periods, readDays, readHours, sumOf } from './readPeriods.ts';
import { type Measured, measureTargets } from './targets.ts';
import { toTotals } from './toTotals.ts';

export const STEP_MS = { minute: 60_000, hour: HOUR_MS, day: DAY_MS } as const satisfies Record<Step, number>;
const MONTH_MS = 30 * DAY_MS;

export interface MetricsQuery {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

export interface MetricsParts {
  readonly rows: CounterRows;
  /** What is measured elsewhere. */
  readonly measured: () => Promise<
    Pick<Measured, 'missedNow' | 'lagSince' | 'verification' | 'standing' | 'now'>
  >;
}

/**
 * The counters over a time, by steps, and the targets. A step is null where nothing was counted: before the counters began, and
 * after they counted last. `from` is cut to whole steps; a day is 24 hours from there, so that whoever asks decides when it begins.
 */
export async function readMetrics({ from, to, step }: MetricsQuery, parts: MetricsParts): Promise<Metrics> {
  const stepMs = STEP_MS[step];
  const grid = Math.min(stepMs, HOUR_MS);
  const first = Math.floor(from / grid) * grid;
  const behind = first + Math.ceil((to - first) / stepMs) * stepMs;
  const hours = await readHours(Math.floor(first / HOUR_MS) * HOUR_MS, behind, parts.rows);
  const meta = parseMeta((await parts.rows.read([META_ROW])).get(META_ROW));
  const counted = meta ? { since: meta.since, until: meta.until } : null;
  const begins = Array.from({ length: (behind - first) / stepMs }, (_, at) => first + at * stepMs);
  const isCounted = (begin: number) =>
    counted !== null && begin + stepMs > Date.parse(counted.since) && begin < Date.parse(counted.until);
  const sum = sumOf(hours.values());
  return {
    from: new Date(first).toISOString(),
    to: new Date(behind).toISOString(),
    step,
    stepMs,
    counted,
    columns:
      step === 'minute' ? minutes(hours, begins, isCounted) : columns(hours, begins, stepMs, isCounted),
    totals: toTotals(sum.tally),
    peak: peakOf(hours),
    lagMs: lagOf(sum),
    quotaMaxPercent: sum.ticks.quotaMaxPercent,
    targets: [...measureTargets(await measure(parts, meta !== undefined))],
  };
}

async function measure({ rows, measured }: MetricsParts, isCounting: boolean): Promise<Measured> {
  const rest = await measured();
  if (!isCounting) return { ...rest, month: undefined, day: undefined };
  const { now } = rest;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const thisHour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const [monthFrom, dayFrom] = [today + DAY_MS - MONTH_MS, thisHour + HOUR_MS - DAY_MS];
  const [days, hours] = await Promise.all([
    readDays(monthFrom, today + DAY_MS, rows),
    readHours(dayFrom, thisHour + HOUR_MS, rows),
  ]);
  return {
    ...rest,
    month: { from: monthFrom, to: now, period: sumOf(days.values()) },
    day: { from: dayFrom, to: now, period: sumOf(hours.values()) },
  };
}

type Columns = Metrics['columns'];

function minutes(hours: Periods, begins: readonly number[], isCounted: (begin: number) => boolean): Columns {
  return {
    records: begins.map((begin) => {
      if (!isCounted(begin)) return null;
      const hour = hours.get(Math.floor(begin / HOUR_MS) * HOUR_MS);
      return hour?.tally.minutes[String((begin % HOUR_MS) / 60_000)] ?? 0;
    }),
  };
}

function columns(
  hours: Periods,
  begins: readonly number[],
  stepMs: number,
  isCounted: (begin: number) => boolean,
): Columns {
  const steps = begins.map((begin) => {
    if (!isCounted(begin)) return undefined;
    const ofStep = Array.from({ length: stepMs / HOUR_MS }, (_, at) => hours.get(begin + at * HOUR_MS));
    return sumOf(ofStep.flatMap((hour) => hour ?? []));
  });
  const column = (read: (period: Period) => number | null) =>
    steps.map((period) => (period ? read(period) : null));
  const outcome = (name: keyof Period['tally']['outcomes']) =>
    column(({ tally }) => tally.outcomes[name] ?? 0);
  return {
    records: column(({ tally }) => recordsIn(tally.outcomes)),
    created: outcome('created'),
    updated: outcome('updated'),
    unchanged: outcome('unchanged'),
    adopted: outcome('adopted'),
    rejected: outcome('rejected'),
    conflict: outcome('conflict'),
    failed: outcome('failed'),
    deleted: outcome('deleted'),
    batches: column(({ tally }) => tally.batches),
    calls: column(({ tally }) => tally.calls),
    busyMs: column(({ tally }) => tally.busyMs),
    ...tickColumns(column),
  };
}

/** What the timer saw is not known of a time in which it did not run. */
function tickColumns(column: (read: (period: Period) => number | null) => (number | null)[]): Columns {
  const seen = (read: (ticks: Period['ticks']) => number | null) =>
    column(({ ticks }) => (ticks.ended + ticks.missed > 0 ? read(ticks) : null));
  return {
    lagMaxMs: seen((ticks) => ticks.lagMaxMs),
    queueMaxBatches: seen((ticks) => ticks.queueMaxBatches),
    queueMaxAgeMs: seen((ticks) => ticks.queueMaxAgeMs),
    quotaMaxPercent: seen((ticks) => ticks.quotaMaxPercent),
    ticksEnded: column(({ ticks }) => ticks.ended),
    ticksMissed: column(({ ticks }) => ticks.missed),
  };
}

function peakOf(hours: Periods): Metrics['peak'] {
  let peak: Metrics['peak'] = null;
  for (const [begin, { tally }] of hours) {
    for (const [minute, records] of Object.entries(tally.minutes)) {
      if (records <= (peak?.records ?? 0)) continue;
      const at = new Date(begin + Number(minute) * 60_000).toISOString();
      peak = { at, records, ofHour: recordsIn(tally.outcomes) };
    }
  }
  return peak;
}

function lagOf({ ticks }: Period): Metrics['lagMs'] {
  const [p50, p95] = [0.5, 0.95].map((share) => percentileOf(ticks.lag, share));
  return p50 === undefined || p95 === undefined ? null : { p50, p95, max: ticks.lagMaxMs };
}
