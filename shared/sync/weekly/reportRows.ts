import { type Report, reportSchema } from '../../answers/reports.ts';
import { reportRow } from '../counters/hours.ts';
import type { CounterRows } from '../ports/counterRows.ts';

const BEHIND_REPORTS = 'report}';

/** Undefined where there is none; what an earlier version stored in another form counts as none. */
export async function readReport(week: string, rows: CounterRows): Promise<Report | undefined> {
  const name = reportRow(week);
  const row = (await rows.read([name])).get(name);
  return row && reportSchema.safeParse(JSON.parse(row.text)).data;
}

/** Answers false, having stored nothing, where the week has its report already. */
export function storeReport(report: Report, rows: CounterRows): Promise<boolean> {
  return rows.commit([{ name: reportRow(report.week), text: JSON.stringify(report), etag: undefined }]);
}

/** The weeks that have a report, newest first. */
export async function reportedWeeks(rows: CounterRows): Promise<readonly string[]> {
  const names = await rows.names(reportRow(''), BEHIND_REPORTS);
  return names.map((name) => name.slice(reportRow('').length)).reverse();
}
