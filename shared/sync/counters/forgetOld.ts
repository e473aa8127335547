import type { Clock } from '../ports/clock.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import type { RunRecords } from '../ports/runAccount.ts';
import { DAY_MS, dayRow, hourOf, hourRow, reportRow } from './hours.ts';
import { runRowsBefore } from './tallyRun.ts';

/** A year of days, and a month to compare it with. */
const DAYS_KEPT = 400;
/** Of each kind in one night: more follow in the next. */
const MOST = 5_000;

/** Removes accounts, runs and hours that are older than so many days, and the days and reports of more than a year. */
export async function forgetOld(
  retentionDays: number,
  {
    records,
    rows,
    clock,
  }: { readonly records: RunRecords; readonly rows: CounterRows; readonly clock: Clock },
): Promise<void> {
  const before = clock.now() - retentionDays * DAY_MS;
  const daysBefore = clock.now() - Math.max(retentionDays, DAYS_KEPT) * DAY_MS;
  await records.forget(before, MOST);
  await rows.forget(runRowsBefore(before), 'run}', MOST);
  await rows.forget('hour|', hourRow(hourOf(before)), MOST);
  const firstDay = hourOf(daysBefore).slice(0, 10);
  await rows.forget('day|', dayRow(firstDay), MOST);
  await rows.forget('report|', reportRow(firstDay), MOST);
}
