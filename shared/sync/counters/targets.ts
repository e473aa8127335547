import { TARGETS, type Target, type TargetName } from '../../answers/metrics.ts';
import { recordsIn } from '../../outcomes/countOutcomes.ts';
import { percentileOf } from './histogram.ts';
import { HOUR_MS, type Period } from './hours.ts';

/** A time and what was counted in it; epoch milliseconds. */
export interface Counted {
  readonly from: number;
  readonly to: number;
  readonly period: Period;
}

/** What the targets are measured by. Undefined is what nobody has looked at yet. */
export interface Measured {
  readonly now: number;
  /** The last 30 days, by whole days. */
  readonly month: Counted | undefined;
  /** The last 24 hours, by whole hours. */
  readonly day: Counted | undefined;
  /** Detections that are due and have not come, since the last one. */
  readonly missedNow: number;
  /** Since when changes may not be in HubSpot. */
  readonly lagSince: number | undefined;
  /** The verification that ended last. */
  readonly verification:
    | { readonly endedAt: string; readonly same: number; readonly checked: number }
    | undefined;
  /** Associates at the last reconciliation, and how they stood. */
  readonly standing:
    | {
        readonly at: string;
        readonly associates: number;
        readonly inHubSpot: number;
        readonly passing: number;
        readonly reviewed?: number | undefined;
      }
    | undefined;
}

/** The bounds of the document, each with the side on which it is met. */
const BOUNDS = {
  throughput: { unit: 'perHour', bound: 1_000, has: 'above' },
  accuracy: { unit: 'percent', bound: 99.5, has: 'above' },
  lag: { unit: 'ms', bound: HOUR_MS, has: 'below' },
  coverage: { unit: 'percent', bound: 100, has: 'all' },
  errors: { unit: 'percent', bound: 0.1, has: 'below' },
  batchTime: { unit: 'ms', bound: 2_000, has: 'below' },
  availability: { unit: 'percent', bound: 99.9, has: 'above' },
  compliance: { unit: 'percent', bound: 100, has: 'all' },
} as const satisfies Readonly<Record<TargetName, Pick<Target, 'unit' | 'bound' | 'has'>>>;

export const LAG_BOUND_MS = BOUNDS.lag.bound;

type Found = Pick<Target, 'value'> & Partial<Pick<Target, 'from' | 'to' | 'part' | 'whole' | 'extremeMs'>>;

const UNKNOWN: Found = { value: null };

/** The eight targets as they are measured. */
export function measureTargets(measured: Measured): readonly Target[] {
  const found = {
    throughput: throughput(measured),
    accuracy: accuracy(measured),
    lag: lag(measured),
    coverage: coverage(measured),
    errors: errors(measured),
    batchTime: batchTime(measured),
    availability: availability(measured),
    compliance: compliance(measured),
  } satisfies Readonly<Record<TargetName, Found>>;
  return TARGETS.map((name) => toTarget(name, found[name]));
}

function toTarget(name: TargetName, found: Found): Target {
  const { bound, has, unit } = BOUNDS[name];
  const { value, from = null, to = null, part = null, whole = null, extremeMs = null } = found;
  return { name, value, unit, bound, has, met: isMet(value, bound, has), from, to, part, whole, extremeMs };
}

function isMet(value: number | null, bound: number, has: Target['has']): boolean | null {
  if (value === null) return null;
  if (has === 'above') return value > bound;
  return has === 'below' ? value < bound : value === bound;
}

/** Records an hour, counting only the time in which there was work. */
function throughput({ month }: Measured): Found {
  if (!month) return UNKNOWN;
  const { outcomes, busyMs } = month.period.tally;
  const records = recordsIn(outcomes);
  return { ...timeOf(month), value: busyMs > 0 ? (records / busyMs) * HOUR_MS : null, whole: records };
}

/** Contacts equal to their row in the verification that ended last. */
function accuracy({ verification }: Measured): Found {
  if (!verification) return UNKNOWN;
  const { endedAt, same, checked } = verification;
  return { ...shareOf(same, checked), from: endedAt, to: endedAt };
}

function lag({ now, lagSince, day }: Measured): Found {
  const extremeMs = day ? Math.max(day.period.ticks.lagMaxMs, now - (lagSince ?? now)) : null;
  const at = new Date(now).toISOString();
  return { value: lagSince === undefined ? null : Math.max(0, now - lagSince), from: at, to: at, extremeMs };
}

/** Associates that no review kept from being in HubSpot as their row was. */
function coverage({ standing }: Measured): Found {
  if (standing?.reviewed === undefined) return UNKNOWN;
  return {
    ...shareOf(standing.associates - standing.reviewed, standing.associates),
    from: standing.at,
    to: standing.at,
  };
}

/** Records that ended failed; what is not valid is no failure. */
function errors({ day }: Measured): Found {
  if (!day) return UNKNOWN;
  const { outcomes } = day.period.tally;
  return { ...shareOf(outcomes.failed ?? 0, recordsIn(outcomes)), ...timeOf(day) };
}

function batchTime({ month }: Measured): Found {
  if (!month) return UNKNOWN;
  const { timed, timedMs, durations } = month.period.tally;
  const value = timed > 0 ? timedMs / timed : null;
  return { ...timeOf(month), value, whole: timed, extremeMs: percentileOf(durations, 0.95) ?? null };
}

/** Detections that ended well, of those that were due. */
function availability({ month, missedNow }: Measured): Found {
  if (!month) return UNKNOWN;
  const { ended, missed } = month.period.ticks;
  return { ...shareOf(ended, ended + missed + missedNow), ...timeOf(month) };
}

/** Of the contacts that HubSpot has, those whose row passes every rule. */
function compliance({ standing }: Measured): Found {
  if (!standing) return UNKNOWN;
  return { ...shareOf(standing.passing, standing.inHubSpot), from: standing.at, to: standing.at };
}

function shareOf(part: number, whole: number): Found {
  return { value: whole > 0 ? (part / whole) * 100 : null, part, whole };
}

function timeOf({ from, to }: Counted): Pick<Target, 'from' | 'to'> {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
