import type { Report } from '../../answers/reports.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { Log } from '../ports/log.ts';

/** What nobody knows; a measurement is a number. */
const UNKNOWN = -1;

/** Tells of a report that was made: a line of the log, and the event that the mail is made of. */
export function tellReport(report: Report, telemetry: Telemetry, log: Log): void {
  const { week, figures, before, targets } = report;
  const { totals, lagMs } = figures;
  const { rejected, conflict, failed } = totals.outcomes;
  log({
    level: 'info',
    operation: 'REPORT',
    status: 'SUCCESS',
    message: `${week}: ${totals.records} records`,
  });
  telemetry.emit({
    name: 'WeeklySummary',
    dimensions: { week },
    measurements: {
      records: totals.records,
      recordsBefore: before?.totals.records ?? UNKNOWN,
      inHubSpotPercent: figures.inHubSpotPercent ?? UNKNOWN,
      rejected,
      conflict,
      failed,
      lagP50Ms: lagMs?.p50 ?? UNKNOWN,
      lagP95Ms: lagMs?.p95 ?? UNKNOWN,
      lagMaxMs: lagMs?.max ?? UNKNOWN,
      quotaMaxPercent: figures.quotaMaxPercent ?? UNKNOWN,
      drifted: figures.drifted?.contacts ?? UNKNOWN,
      openReviews: figures.openReviews ?? UNKNOWN,
      targetsMissed: targets.filter(({ met }) => met === false).length,
    },
  });
}
