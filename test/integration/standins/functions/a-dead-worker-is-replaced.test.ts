import { expect, test } from 'vitest';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue } from './support/testQueue.ts';

test('messages of a killed worker come back, with their delivery counted, to the next worker', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', queue.settings);
  const firstPid = app.host.workerPid();
  await queue.send({ do: 'hang', until: 2, number: 1 });
  await queue.send({ do: 'hang', until: 2, number: 2 });
  await app.until((event) => event.type === 'start', 2);

  await app.host.killWorker();

  const runs = await app.until(ended, 4);
  expect(runs.slice(0, 2)).toMatchObject([
    { result: 'failed', settled: 'released', dequeueCount: 1 },
    { result: 'failed', settled: 'released', dequeueCount: 1 },
  ]);
  expect(runs.slice(2)).toMatchObject([
    { result: 'succeeded', settled: 'deleted', dequeueCount: 2 },
    { result: 'succeeded', settled: 'deleted', dequeueCount: 2 },
  ]);
  expect(app.host.workerPid()).not.toBe(firstPid);
  expect(await queue.length()).toBe(0);
});

test.each(['exit', 'reject'])(
  'a handler that ends the process (%s) takes its neighbour down too',
  async (how) => {
    const queue = await createTestQueue();
    await using app = await startApp('queues', queue.settings);
    await queue.send({ do: 'hang', until: 2 });
    await app.until((event) => event.type === 'start');

    await queue.send({ do: how, until: 2 });

    const runs = await app.until(ended, 4);
    expect(runs.map((run) => run.type === 'end' && run.settled)).toEqual([
      'released',
      'released',
      'deleted',
      'deleted',
    ]);
  },
);

test('a run above functionTimeout costs the worker process', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('queues', {
    ...queue.settings,
    AzureFunctionsJobHost__functionTimeout: '00:00:01',
  });
  const firstPid = app.host.workerPid();

  await queue.send({ do: 'hang', until: 2 });

  expect(await app.until(ended, 2)).toMatchObject([
    {
      result: 'failed',
      error: expect.stringContaining('Timeout value of 1 s exceeded'),
      settled: 'released',
    },
    { result: 'succeeded', settled: 'deleted' },
  ]);
  expect(app.host.workerPid()).not.toBe(firstPid);
});

test('a request whose worker is killed gets 500, the next one waits for the new worker', async () => {
  await using app = await startApp('http', {}, { restartDelayMs: 100 });
  const call = (path: string) => fetch(`${app.host.baseUrl}/api/${path}`);
  const lost = call('meet'); // Waits for a second guest who never comes.
  await app.until((event) => event.type === 'start');

  await app.host.killWorker('SIGTERM');

  expect((await lost).status).toBe(500);
  expect((await call('nothing')).status).toBe(204);
});
