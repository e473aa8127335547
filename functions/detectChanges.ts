import { app } from '@azure/functions';
import { DEFAULT_SCHEDULES } from '../shared/config/settings.ts';
import { settingOr, theApp } from './app.ts';
import { onTimer } from './onTimer.ts';

/** Timer: finds changed rows and puts batches of their keys on the queue. A failed run is repeated by the next tick. */
export const runDetectChanges = onTimer('DETECT', (log) => theApp().tick(log));

app.timer('detectChanges', {
  schedule: settingOr('SYNC_SCHEDULE', DEFAULT_SCHEDULES.SYNC_SCHEDULE),
  handler: runDetectChanges,
});
