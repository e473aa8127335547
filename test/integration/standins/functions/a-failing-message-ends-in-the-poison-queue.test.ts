import { expect, test } from 'vitest';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue } from './support/testQueue.ts';

test('a failing message comes back until maxDequeueCount and is then copied to the poison queue', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.send({ do: 'fail' });

  expect(await app.until(ended, 3)).toMatchObject([
    { dequeueCount: 1, result: 'failed', settled: 'released' },
    { dequeueCount: 2, result: 'failed', settled: 'released' },
    {
      dequeueCount: 3,
      result: 'failed',
      settled: 'poisoned',
      error: expect.stringContaining('asked to fail'),
    },
  ]);
  expect(await queue.take('-poison')).toEqual(['{"do":"fail"}']);
  expect(await queue.length()).toBe(0);
});

test('a message that recovers is not poisoned', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.send({ do: 'fail', until: 2 });

  expect(await app.until(ended, 2)).toMatchObject([{ settled: 'released' }, { settled: 'deleted' }]);
  expect(await queue.length('-poison')).toBe(0);
});

test('a message above maxDequeueCount is poisoned without running', async () => {
  const queue = await createTestQueue();
  await queue.send({ batch: 1 });
  for (let delivery = 0; delivery < 3; delivery++) {
    const { receivedMessageItems } = await queue.queue.receiveMessages({ visibilityTimeout: 60 });
    for (const message of receivedMessageItems) {
      await queue.queue.updateMessage(message.messageId, message.popReceipt, undefined, 0);
    }
  }
  await using app = await startApp('queues', queue.settings);

  expect(await app.until((event) => event.type === 'skipped')).toMatchObject([
    { functionName: 'work', dequeueCount: 4, settled: 'poisoned' },
  ]);
  expect(app.host.invocations()['work']?.started).toBe(0);
  expect(await queue.take('-poison')).toEqual(['{"batch":1}']);
});

test('a message in the wrong encoding is poisoned without running', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);

  await queue.queue.sendMessage('{"not":"base64"}');

  expect(await app.until((event) => event.type === 'skipped')).toMatchObject([{ settled: 'poisoned' }]);
  expect(await queue.length('-poison')).toBe(1);
});

test('a poison queue has no poison queue: its failing message stays until the lease ends', async () => {
  const queue = await createTestQueue();
  await using app = await startApp(
    'queues',
    { ...queue.settings, 'AzureWebJobs.quarantine.Disabled': 'false' },
    { leaseMs: 1_000 },
  );

  await queue.send({ do: 'fail' });

  const quarantined = await app.until((event) => ended(event) && event.functionName === 'quarantine', 2);
  expect(quarantined).toMatchObject([
    { dequeueCount: 1, result: 'failed', settled: 'left' },
    { dequeueCount: 2, result: 'failed', settled: 'left' },
  ]);
});
