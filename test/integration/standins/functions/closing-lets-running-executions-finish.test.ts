import { expect, test } from 'vitest';
import { startApp } from './support/startApp.ts';
import { createTestQueue } from './support/testQueue.ts';

test('a run that is under way ends well and its message is deleted', async () => {
  const queue = await createTestQueue();
  const app = await startApp('queues', queue.settings);
  await queue.send({ do: 'sleep', ms: 500 });
  await app.until((event) => event.type === 'start');

  await app.host.close();

  expect(app.events.at(-1)).toMatchObject({ type: 'end', result: 'succeeded', settled: 'deleted' });
  expect(app.host.workerPid()).toBeUndefined();
});

test('a run that outlasts the drain is given up and its message released', async () => {
  const queue = await createTestQueue();
  const app = await startApp('queues', queue.settings, { drainMs: 200 });
  await queue.send({ do: 'hang' });
  await app.until((event) => event.type === 'start');

  await app.host.close();

  expect(app.events.at(-1)).toMatchObject({ type: 'end', result: 'failed', settled: 'released' });
});
