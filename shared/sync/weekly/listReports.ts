import type { Reports } from '../../answers/reports.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { reportedWeeks } from './reportRows.ts';
import { weekNamed } from './week.ts';

/** The weeks that have a report, newest first. @throws RetryLater when Storage does not answer. */
export async function listReports(rows: CounterRows): Promise<Reports> {
  const weeks = await reportedWeeks(rows);
  return {
    reports: weeks.flatMap((name) => {
      const week = weekNamed(name);
      if (!week) return [];
      return [{ week: name, from: new Date(week.from).toISOString(), to: new Date(week.to).toISOString() }];
    }),
  };
}
