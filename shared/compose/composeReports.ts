import type { Report, Reports } from '../answers/reports.ts';
import type { Log } from '../sync/ports/log.ts';
import { countReviews } from '../sync/reviews/countReviews.ts';
import { readVerification } from '../sync/verify/verificationState.ts';
import { isReportMissed } from '../sync/weekly/isReportMissed.ts';
import { listReports } from '../sync/weekly/listReports.ts';
import { makeReport } from '../sync/weekly/makeReport.ts';
import { readReport } from '../sync/weekly/reportRows.ts';
import { tellReport } from '../sync/weekly/tellReport.ts';
import type { composeHealth } from './composeHealth.ts';
import type { Parts } from './composeParts.ts';

/** The weekly reports. */
export interface ReportRequests {
  listReports(): Promise<Reports>;
  /** By the Monday of its week; undefined where there is none. */
  readReport(week: string): Promise<Report | undefined>;
  /** What the timer runs: makes the report of the last whole week, once. */
  report(log: Log): Promise<{ readonly stoppedBy: 'end' }>;
}

export function composeReports(
  parts: Parts,
  { metricsOver, counting }: Pick<ReturnType<typeof composeHealth>, 'metricsOver' | 'counting'>,
): ReportRequests & {
  /** Makes the report that the timer should have made and has not. */
  reportIfMissed(log: Log): Promise<void>;
} {
  const { clock, settings, timers, documents, telemetry } = parts;

  const makeNow = async (log: Log) => {
    const { RETENTION_DAYS: retentionDays } = settings();
    await counting();
    const report = await makeReport({
      metrics: metricsOver,
      rows: parts.counterRows(),
      reviews: () => countReviews({ reviews: parts.reviews(), accounts: parts.accounts(), clock }),
      verification: async () => (await readVerification(documents.verification())).last,
      retentionDays,
      clock,
    });
    if (report) tellReport(report, telemetry(), log);
    return { stoppedBy: 'end' } as const;
  };
  const report = (log: Log) => timers.noting('report', () => makeNow(log));

  return {
    listReports: async () => listReports(parts.counterRows()),
    readReport: async (week) => readReport(week, parts.counterRows()),
    report,

    async reportIfMissed(log) {
      if (await isReportMissed(timers.schedule('report'), clock.now(), parts.counterRows()))
        await makeNow(log);
    },
  };
}
