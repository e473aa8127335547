import { expect, test } from 'vitest';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue, encode } from './support/testQueue.ts';

test('a message reaches its function as a value, with its metadata, and is gone afterwards', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.send({ batch: 7, keys: ['A-1'] });

  expect(await app.until(ended)).toMatchObject([
    { functionName: 'work', result: 'succeeded', settled: 'deleted', dequeueCount: 1 },
  ]);
  const [run] = app.logged('work');
  expect(run).toMatchObject({
    message: { batch: 7, keys: ['A-1'] },
    metadata: { dequeueCount: 1, batch: 7, id: expect.any(String), popReceipt: expect.any(String) },
  });
  expect(run).not.toHaveProperty('metadata.keys');
  expect(await queue.length()).toBe(0);
  expect(app.host.invocations()).toEqual({ work: { started: 1, succeeded: 1, failed: 0 } });
});

test('properties of the payload cover the metadata of the message, in any case', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.send({ ID: 'mine', dequeueCount: 99 });

  await app.until(ended);
  expect(app.logged('work')).toMatchObject([{ metadata: { id: 'mine', dequeueCount: 99 } }]);
});

test('text that is not JSON stays text', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.queue.sendMessage(encode('00123'));

  await app.until(ended);
  expect(app.logged('work')).toMatchObject([{ message: '00123' }]);
});

test('a queue that does not exist yet is looked for until it does', async () => {
  const queue = await createTestQueue();
  await queue.queue.delete();
  await using app = await startApp('queues', queue.settings);

  await queue.queue.create();
  await queue.send({ batch: 1 });

  expect(await app.until(ended)).toMatchObject([{ settled: 'deleted' }]);
  expect(app.logs.filter((entry) => entry.level === 'error')).toEqual([]);
});

test('no more than batchSize + newBatchThreshold messages run at once', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', {
    ...queue.settings,
    AzureFunctionsJobHost__extensions__queues__batchSize: '2',
    AzureFunctionsJobHost__extensions__queues__newBatchThreshold: '1',
  });
  await app.host.pause('work');

  for (let number = 0; number < 12; number++) {
    await queue.send({ do: 'sleep', ms: number % 2 === 0 ? 20 : 400 });
  }
  app.host.resume('work');

  await app.until(ended, 12);

  let running = 0;
  const levels = app.events.map((event) => {
    running += event.type === 'start' ? 1 : -1;
    return running;
  });
  expect(Math.max(...levels)).toBe(3);
});

test('a long run keeps its message: the lease is renewed', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings, { leaseMs: 2_000 });

  await queue.send({ do: 'sleep', ms: 4_500 });

  expect(await app.until(ended)).toMatchObject([{ settled: 'deleted', dequeueCount: 1 }]);
  expect(app.host.invocations()['work']?.started).toBe(1);
});
