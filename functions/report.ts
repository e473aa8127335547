import { app } from '@azure/functions';
import { DEFAULT_SCHEDULES } from '../shared/config/settings.ts';
import { settingOr, theApp } from './app.ts';
import { onTimer } from './onTimer.ts';

/** Timer: makes the report of the last whole week, once. */
export const runReport = onTimer('REPORT', (log) => theApp().report(log));

app.timer('report', {
  schedule: settingOr('REPORT_SCHEDULE', DEFAULT_SCHEDULES.REPORT_SCHEDULE),
  handler: runReport,
});
