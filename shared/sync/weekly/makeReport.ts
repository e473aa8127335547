import type { Metrics } from '../../answers/metrics.ts';
import type { Report } from '../../answers/reports.ts';
import type { ReviewCounts } from '../../answers/reviews.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import { DAY_MS } from '../counters/hours.ts';
import type { MetricsQuery } from '../counters/readMetrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { figuresOf } from './figuresOf.ts';
import { readReport, storeReport } from './reportRows.ts';
import { lastWholeWeek, type Week, weekBefore } from './week.ts';

const OLDEST = 5;

export interface MakeReportParts {
  /** As `GET /api/metrics` answers them, so that the report says the same. */
  readonly metrics: (query: MetricsQuery) => Promise<Metrics>;
  readonly rows: CounterRows;
  readonly reviews: () => Promise<InBoth<ReviewCounts>>;
  /** The verification that ended last. */
  readonly verification: () => Promise<LastVerification | undefined>;
  /** How long hours are kept. */
  readonly retentionDays: number;
  readonly clock: Clock;
}

interface LastVerification {
  readonly endedAt: string;
  readonly counts: { readonly checked: number; readonly same: number };
}

/**
 * Makes the report of the last whole week out of the counters and stores it. Undefined where the week has one, for it is made once, and
 * where the counters began after it.
 *
 * @throws RetryLater when Storage does not answer.
 */
export async function makeReport(parts: MakeReportParts): Promise<Report | undefined> {
  const { rows, clock } = parts;
  const week = lastWholeWeek(clock.now());
  if (await readReport(week.week, rows)) return undefined;
  const metrics = await metricsOf(week, parts);
  if (metrics.counted === null || Date.parse(metrics.counted.since) >= week.to) return undefined;
  const [reviews, last] = await Promise.all([parts.reviews(), parts.verification()]);
  const drifted = last && {
    contacts: last.counts.checked - last.counts.same,
    of: last.counts.checked,
    at: last.endedAt,
  };
  const beside = { drifted: drifted ?? null, openReviews: reviews.total };
  const report: Report = {
    week: week.week,
    from: isoOf(week.from),
    to: isoOf(week.to),
    madeAt: isoOf(clock.now()),
    counted: metrics.counted,
    figures: await figuresOf(week, metrics, beside, rows),
    before: await figuresBefore(weekBefore(week), metrics.counted, parts),
    targets: metrics.targets,
    oldestReviews: reviews.byCode
      .toSorted((a, b) => (a.oldestSince < b.oldestSince ? -1 : 1))
      .slice(0, OLDEST)
      .map(({ code, oldestSince, reviews: count }) => ({ code, since: oldestSince, reviews: count })),
  };
  return (await storeReport(report, rows)) ? report : undefined;
}

/** As its own report says; where it has none, as the counters say, if they have all of it. */
async function figuresBefore(
  week: Week,
  counted: Metrics['counted'],
  parts: MakeReportParts,
): Promise<Report['figures'] | null> {
  const { rows, clock, retentionDays } = parts;
  const report = await readReport(week.week, rows);
  if (report) return report.figures;
  const isWhole = counted !== null && Date.parse(counted.since) <= week.from;
  if (!isWhole || week.from < clock.now() - retentionDays * DAY_MS) return null;
  const unknown = { drifted: null, openReviews: null };
  return figuresOf(week, await metricsOf(week, parts), unknown, rows);
}

function metricsOf({ from, to }: Week, { metrics }: MakeReportParts): Promise<Metrics> {
  return metrics({ from, to, step: 'hour' });
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
