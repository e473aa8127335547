import { app, type InvocationContext, type Timer } from '@azure/functions';
import { DEFAULT_SCHEDULES } from '../shared/config/settings.ts';
import { logOf, settingOr, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

/** Timer: finds changed rows and puts batches of their keys on the queue. A failed run is repeated by the next tick. */
export async function runDetectChanges(_timer: Timer, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  try {
    await theApp().tick(log);
  } catch (error) {
    logFailure(log, 'DETECT', error);
    throw error;
  }
}

app.timer('detectChanges', {
  schedule: settingOr('SYNC_SCHEDULE', DEFAULT_SCHEDULES.SYNC_SCHEDULE),
  handler: runDetectChanges,
});
