import type { Metrics, Target, TargetName } from '../../../../shared/answers/metrics.ts';
import { ago, DAY, HOUR, MINUTE } from './moments.ts';
import type { State } from './state.ts';
import { TOTALS } from './totals.ts';

const STEPS_MS = { minute: MINUTE, hour: HOUR, day: DAY } as const;

/** Activity as it is in a cooperative: nothing at night, one night run, the days busy. */
export function metricsOf(state: State, query: URLSearchParams): Metrics {
  const step = query.get('step') === 'minute' ? 'minute' : query.get('step') === 'day' ? 'day' : 'hour';
  const [from, to] = [query.get('from') ?? ago(DAY), query.get('to') ?? ago(0)];
  const stepMs = STEPS_MS[step];
  const length = Math.round((Date.parse(to) - Date.parse(from)) / stepMs);
  const isCounted = state !== 'empty' && state !== 'unmeasured';
  const begins = Array.from({ length }, (_, index) => Date.parse(from) + index * stepMs);
  const records = begins.map((begin) => (isCounted ? recordsIn(begin, stepMs) : null));
  const share = (part: number) => records.map((count) => (count === null ? null : Math.round(count * part)));
  const outcomes = {
    created: share(0.01),
    updated: share(0.9),
    unchanged: share(0.05),
    adopted: share(0.01),
    rejected: share(0.02),
    conflict: share(0.006),
    failed: share(0.004),
    deleted: share(0),
    batches: share(0.02),
  };
  return {
    from,
    to,
    step,
    stepMs,
    counted: isCounted ? { since: ago(40 * DAY), until: ago(MINUTE) } : null,
    columns: { records, calls: share(0.02), ...(step !== 'minute' && outcomes) },
    totals: TOTALS,
    peak: isCounted ? peakOf(Date.parse(from), Date.parse(to)) : null,
    lagMs: { p50: 38_000, p95: 240_000, max: 420_000 },
    quotaMaxPercent: 3.1,
    targets: targetsOf(state, isCounted),
  };
}

/** Of the minute that begins then. */
function recordsAt(at: number): number {
  const [hour, minute] = [new Date(at - 6 * HOUR).getUTCHours(), Math.floor(at / MINUTE)];
  const wave = 0.8 + 0.3 * Math.sin(minute / 9) + 0.1 * Math.sin(minute * 2.3);
  if (hour === 2) return Math.round(30 * wave);
  return hour >= 7 && hour <= 16 ? Math.round(9 * wave) : minute % 8 === 0 ? 1 : 0;
}

/** The sum of the minutes of a time. */
function recordsIn(begin: number, lengthMs: number): number {
  let sum = 0;
  for (let at = begin; at < begin + lengthMs; at += MINUTE) sum += recordsAt(at);
  return sum;
}

/** The minute that the chart shows as its highest, and what the table has for its hour. */
function peakOf(from: number, to: number): Metrics['peak'] {
  let best = from;
  for (let at = from; at < to; at += MINUTE) if (recordsAt(at) > recordsAt(best)) best = at;
  const hour = Math.floor(best / HOUR) * HOUR;
  return { at: new Date(best).toISOString(), records: recordsAt(best), ofHour: recordsIn(hour, HOUR) };
}

function targetsOf(state: State, isMeasured: boolean): Target[] {
  const lag = state === 'sqlServerAway' ? 322 * MINUTE : state === 'hubspotPaused' ? 165 * MINUTE : 250_000;
  const target = (name: TargetName, value: number, more: Partial<Target>): Target => ({
    name,
    unit: 'percent',
    bound: 100,
    has: 'all',
    met: isMeasured ? true : null,
    from: isMeasured ? ago(30 * DAY) : null,
    to: isMeasured ? ago(MINUTE) : null,
    part: null,
    whole: null,
    extremeMs: null,
    ...more,
    value: isMeasured ? value : null,
  });
  const [isLate, lookedAt] = [lag > HOUR, isMeasured ? ago(5 * DAY) : null];
  const lastNight = isMeasured ? ago(12 * HOUR) : null;
  const night = { from: lastNight, to: lastNight };
  return [
    target('throughput', 11_940, { unit: 'perHour', bound: 1_000, has: 'above' }),
    target('accuracy', 99.93, {
      bound: 99.5,
      has: 'above',
      from: lookedAt,
      to: lookedAt,
      part: 47_948,
      whole: 47_981,
    }),
    target('lag', lag, {
      unit: 'ms',
      bound: HOUR,
      has: 'below',
      met: isMeasured ? !isLate : null,
      extremeMs: 7 * MINUTE,
    }),
    target('coverage', 99.6, { ...night, met: isMeasured ? false : null, part: 47_996, whole: 48_210 }),
    target('errors', 0.03, { bound: 0.1, has: 'below', part: 2, whole: 6_318 }),
    target('batchTime', 840, { unit: 'ms', bound: 2_000, has: 'below', extremeMs: 1_600 }),
    target('availability', 99.93, { bound: 99.9, has: 'above', part: 8_634, whole: 8_640 }),
    target('compliance', 100, { ...night, part: 47_996, whole: 47_996 }),
  ];
}
