import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';

/** Does what the message asks for: `{"do": …, "until": n}` misbehaves only while it was delivered fewer than n times. */
async function work(message, context) {
  context.log(JSON.stringify({ message, metadata: context.triggerMetadata }));
  const healed = message.until !== undefined && context.triggerMetadata.dequeueCount >= message.until;
  if (healed) return;
  if (message.do === 'fail') throw new Error('asked to fail');
  if (message.do === 'sleep') await sleep(message.ms);
  if (message.do === 'exit') process.exit(3);
  if (message.do === 'reject') Promise.reject(new Error('nobody awaits this'));
  if (message.do === 'reject' || message.do === 'hang') await new Promise(() => undefined);
}

app.storageQueue('work', { queueName: '%QUEUE%', connection: 'Jobs', handler: work });
app.storageQueue('quarantine', { queueName: '%QUEUE%-poison', connection: 'Jobs', handler: work });
