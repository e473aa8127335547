import { app, type InvocationContext, type Timer } from '@azure/functions';
import { logOf, settingOr, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

/** Two in the morning in Costa Rica. */
const EVERY_NIGHT = '0 0 8 * * *';

/** Timer: compares the whole table with the outcomes and puts on the queue what differs. */
export async function runReconcile(_timer: Timer, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  try {
    await theApp().reconcile(log);
  } catch (error) {
    logFailure(log, 'RECONCILE', error);
    throw error;
  }
}

app.timer('reconcile', {
  schedule: settingOr('RECONCILE_SCHEDULE', EVERY_NIGHT),
  handler: runReconcile,
});
