import type { Report, Reports } from '../../../../shared/answers/reports.ts';
import { metricsOf } from './metrics.ts';
import { ago, DAY, MINUTE } from './moments.ts';
import type { State } from './state.ts';
import { totalsOf } from './totals.ts';

const WEEKS = ['2026-11-16', '2026-11-09'] as const;

export function reportsOf(state: State): Reports {
  return {
    reports: state === 'empty' ? [] : WEEKS.map((week) => ({ week, ...spanOf(week) })),
  };
}

function spanOf(week: string) {
  const from = `${week}T06:00:00.000Z`;
  return { from, to: new Date(Date.parse(from) + 7 * DAY).toISOString() };
}

/** A report; the oldest one has no week before. */
export function reportOf(state: State, week: string): Report {
  return {
    week,
    ...spanOf(week),
    madeAt: ago(0),
    counted: {
      since: week === WEEKS[0] ? '2026-11-03T15:00:00.000Z' : '2026-11-11T15:00:00.000Z',
      until: ago(MINUTE),
    },
    figures: figuresOf(1.07, 812_000),
    before: week === WEEKS[0] ? figuresOf(1, 418_000) : null,
    targets: metricsOf(state, new URLSearchParams()).targets,
    oldestReviews: [
      { code: 'EMAIL_INVALID', since: ago(12 * DAY), reviews: 68 },
      { code: 'EMAIL_TAKEN', since: ago(10 * DAY), reviews: 23 },
    ],
  };
}

function weekOf(outcomes: Parameters<typeof totalsOf>[0]) {
  return { ...totalsOf(outcomes), batches: 2_107, calls: 4_480, busyMs: 12_400_000 };
}

function figuresOf(factor: number, longestMs: number): Report['figures'] {
  return {
    detected: Math.round(41_800 * factor),
    totals: weekOf({
      updated: Math.round(38_000 * factor),
      created: 120,
      unchanged: 2_400,
      rejected: 420,
      conflict: 90,
      failed: 5,
    }),
    inHubSpotPercent: factor > 1 ? 98.8 : 98.5,
    lagMs: { p50: 38_000 * factor, p95: 240_000, max: longestMs },
    quotaMaxPercent: 3.2,
    drifted: { contacts: Math.round(31 * factor), of: 47_981, at: ago(5 * DAY) },
    openReviews: Math.round(214 * factor),
    byCode: [
      { code: 'EMAIL_INVALID', outcome: 'rejected', records: 188 },
      { code: 'CEDULA_INVALID', outcome: 'rejected', records: 121 },
      { code: 'EMAIL_TAKEN', outcome: 'conflict', records: 71 },
      { code: 'REQUIRED_MISSING', outcome: 'rejected', records: 60 },
      { code: 'EMAIL_FILLER', outcome: 'rejected', records: 40 },
      { code: 'NAME_INVALID', outcome: 'rejected', records: 20 },
      { code: 'CEDULA_PASSPORT', outcome: 'rejected', records: 12 },
      { code: 'POISON', outcome: 'failed', records: 3 },
    ],
  };
}
