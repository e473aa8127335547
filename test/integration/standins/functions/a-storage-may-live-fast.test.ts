import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../../standins/storage/startAzurite.ts';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue, encode } from './support/testQueue.ts';

/** Ten minutes are a second. */
const SPEED = 600;

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ clock: { from: Date.now(), speed: SPEED } });
});
afterAll(() => azurite.close());

test('what is invisible for fifteen minutes is soon delivered', async () => {
  const queue = await createTestQueue(azurite.connectionString);
  await using app = await startApp('queues', queue.settings, { storageSpeed: SPEED });

  await queue.queue.sendMessage(encode('{"number":1}'), { visibilityTimeout: 900 });

  expect(await app.until(ended)).toMatchObject([{ settled: 'deleted', dequeueCount: 1 }]);
});

test('a run that outlasts its lease on that clock keeps its message', async () => {
  const queue = await createTestQueue(azurite.connectionString);
  await using app = await startApp('queues', queue.settings, { storageSpeed: SPEED });

  await queue.send({ do: 'sleep', ms: 2_500 });

  expect(await app.until(ended)).toMatchObject([{ settled: 'deleted', dequeueCount: 1 }]);
  expect(app.host.invocations()['work']?.started).toBe(1);
});
