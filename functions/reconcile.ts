import { app } from '@azure/functions';
import { DEFAULT_SCHEDULES } from '../shared/config/settings.ts';
import { settingOr, theApp } from './app.ts';
import { onTimer } from './onTimer.ts';

/** Timer: compares the whole table with the outcomes and puts on the queue what differs. */
export const runReconcile = onTimer('RECONCILE', (log) => theApp().night(log));

app.timer('reconcile', {
  schedule: settingOr('RECONCILE_SCHEDULE', DEFAULT_SCHEDULES.RECONCILE_SCHEDULE),
  handler: runReconcile,
});
