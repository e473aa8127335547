import { app, type InvocationContext } from '@azure/functions';
import { BATCH_QUEUE, storageConnectionName } from '../shared/state/storageClients.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';

/** Queue: brings the associates of one batch to HubSpot, or carries a longer run on. */
export async function runUpsertBatch(message: unknown, context: InvocationContext): Promise<void> {
  const log = logOf(context);
  const delivery = Number(context.triggerMetadata?.['dequeueCount'] ?? 1);
  try {
    await theApp().workOn(message, delivery, log);
  } catch (error) {
    logFailure(log, 'BATCH', error);
    throw error;
  }
}

app.storageQueue('upsertBatch', {
  queueName: BATCH_QUEUE,
  connection: storageConnectionName(process.env),
  handler: runUpsertBatch,
});
