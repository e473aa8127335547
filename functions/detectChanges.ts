import { app, type InvocationContext, type Timer } from '@azure/functions';
import { logOf, settingOr, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

const EVERY_FIVE_MINUTES = '0 */5 * * * *';

/** Timer: finds changed rows and puts batches of their keys on the queue. A failed run is repeated by the next tick. */
export async function runDetectChanges(_timer: Timer, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  try {
    await theApp().detectChanges(log);
  } catch (error) {
    logFailure(log, 'DETECT', error);
    throw error;
  }
}

app.timer('detectChanges', {
  schedule: settingOr('SYNC_SCHEDULE', EVERY_FIVE_MINUTES),
  handler: runDetectChanges,
});
