import type { Report } from '../../answers/reports.ts';
import { number, percent } from '../speech/numbers.ts';
import { say } from '../speech/say.ts';
import { span } from '../speech/times.ts';

type Figures = Report['figures'];

const HOUR_MS = 3_600_000;

/** A figure of two weeks beside each other. */
export interface Change {
  readonly key: string;
  readonly name: string;
  readonly now: string;
  readonly before: string;
  /** How they differ, in words; undefined where one of them is not known. */
  readonly difference: string | undefined;
  /** Whether that is good; undefined where it is neither. */
  readonly isBetter: boolean | undefined;
}

interface Measure {
  readonly key:
    | 'records'
    | 'throughput'
    | 'inHubspot'
    | 'lag50'
    | 'lag95'
    | 'lagMax'
    | 'quota'
    | 'drift'
    | 'open';
  readonly of: (figures: Figures) => number | null | undefined;
  readonly unit: 'count' | 'percent' | 'ms';
  /** Which way is good; undefined: neither. */
  readonly good?: 'more' | 'less';
}

const MEASURES: readonly Measure[] = [
  { key: 'records', of: ({ totals }) => totals.records, unit: 'count' },
  { key: 'throughput', of: ({ totals }) => perHour(totals), unit: 'count', good: 'more' },
  { key: 'inHubspot', of: ({ inHubSpotPercent }) => inHubSpotPercent, unit: 'percent', good: 'more' },
  { key: 'lag50', of: ({ lagMs }) => lagMs?.p50, unit: 'ms', good: 'less' },
  { key: 'lag95', of: ({ lagMs }) => lagMs?.p95, unit: 'ms', good: 'less' },
  { key: 'lagMax', of: ({ lagMs }) => lagMs?.max, unit: 'ms', good: 'less' },
  { key: 'quota', of: ({ quotaMaxPercent }) => quotaMaxPercent, unit: 'percent' },
  { key: 'drift', of: ({ drifted }) => drifted?.contacts, unit: 'count', good: 'less' },
  { key: 'open', of: ({ openReviews }) => openReviews, unit: 'count', good: 'less' },
];

/** Every measure of the report, this week against the week before. */
export function changesOf({ figures, before }: Report): readonly Change[] {
  return MEASURES.map((measure) => {
    const now = measure.of(figures) ?? undefined;
    const then = before ? (measure.of(before) ?? undefined) : undefined;
    return {
      key: measure.key,
      name: say(`rep.${measure.key}`),
      now: written(now, measure.unit),
      before: written(then, measure.unit),
      ...compare(measure, now, then),
    };
  });
}

/** Counting only the time in which there was work, as the target does. */
function perHour({ records, busyMs }: Figures['totals']): number | undefined {
  return busyMs > 0 ? (records / busyMs) * HOUR_MS : undefined;
}

function compare(
  { unit, good }: Measure,
  now: number | undefined,
  then: number | undefined,
): Pick<Change, 'difference' | 'isBetter'> {
  if (now === undefined || then === undefined) return { difference: undefined, isBetter: undefined };
  const size = Math.abs(now - then);
  const shown = unit === 'ms' ? Math.round(size / 1000) : Math.round(size * 10) / 10;
  if (shown === 0) return { difference: say('rep.same'), isBetter: undefined };
  const d =
    unit === 'ms'
      ? span(size / 1000)
      : unit === 'percent'
        ? say('rep.points', { v: number(size, 1) })
        : number(size);
  const isMore = now > then;
  if (good === undefined) return { difference: `${isMore ? '+' : '−'}${d}`, isBetter: undefined };
  const isBetter = isMore === (good === 'more');
  return { difference: say(isBetter ? 'rep.better' : 'rep.worse', { d }), isBetter };
}

function written(value: number | undefined, unit: Measure['unit']): string {
  if (value === undefined) return say('rep.unknown');
  if (unit === 'ms') return span(value / 1000);
  return unit === 'percent' ? percent(value) : number(value);
}
