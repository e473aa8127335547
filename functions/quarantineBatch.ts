import { app, type InvocationContext } from '@azure/functions';
import { POISON_QUEUE, storageConnectionName } from '../shared/state/storageClients.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

/** Poison queue: gives every record of a batch that crashed the code its outcome. */
export async function runQuarantineBatch(message: unknown, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  try {
    await theApp().quarantineBatch(message, log);
  } catch (error) {
    logFailure(log, 'QUARANTINE', error);
    throw error;
  }
}

app.storageQueue('quarantineBatch', {
  queueName: POISON_QUEUE,
  connection: storageConnectionName(process.env),
  handler: runQuarantineBatch,
});
