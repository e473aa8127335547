import type { Schedule } from '../../config/ncrontab.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { readReport } from './reportRows.ts';
import { lastWholeWeek } from './week.ts';

/** The timer's own try may still be under way. */
const GRACE_MS = 600_000;

/** Whether the last whole week should have had its report by now, as the timer is due (epoch milliseconds), and has none. */
export async function isReportMissed(
  schedule: Schedule | undefined,
  now: number,
  rows: CounterRows,
): Promise<boolean> {
  const { week, to } = lastWholeWeek(now);
  const due = schedule?.previous(now - GRACE_MS);
  return due !== undefined && due >= to && (await readReport(week, rows)) === undefined;
}
