import { app, type InvocationContext, type Timer } from '@azure/functions';
import { DEFAULT_SCHEDULES } from '../shared/config/settings.ts';
import { logOf, settingOr, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

/** Timer: compares the whole table with the outcomes and puts on the queue what differs. */
export async function runReconcile(_timer: Timer, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  try {
    await theApp().night(log);
  } catch (error) {
    logFailure(log, 'RECONCILE', error);
    throw error;
  }
}

app.timer('reconcile', {
  schedule: settingOr('RECONCILE_SCHEDULE', DEFAULT_SCHEDULES.RECONCILE_SCHEDULE),
  handler: runReconcile,
});
