import { expect, test } from 'vitest';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue } from './support/testQueue.ts';

test('an array becomes one message per element and a return value goes to its queue', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('outputs', queue.settings);

  const response = await fetch(`${app.host.baseUrl}/api/enqueue`, {
    method: 'POST',
    body: '[{"n":1},{"n":2}]',
  });

  expect(response.status).toBe(202);
  await app.until((event) => ended(event) && event.functionName === 'relay', 2);
  expect((await queue.take('-relayed')).sort()).toEqual(['{"relayed":{"n":1}}', '{"relayed":{"n":2}}']);
});

test('a failed run writes nothing', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('outputs', queue.settings);
  await app.host.pause('relay');

  const response = await fetch(`${app.host.baseUrl}/api/enqueue?then=throw`, { method: 'POST', body: '[1]' });

  expect(response.status).toBe(500);
  expect(await queue.length()).toBe(0);
});

test('an output that storage refuses fails the run after its work was done', async () => {
  const queue = await createTestQueue();
  await using app = await startApp('outputs', queue.settings);

  const tooLarge = JSON.stringify('x'.repeat(65 * 1024));
  const response = await fetch(`${app.host.baseUrl}/api/enqueue`, { method: 'POST', body: tooLarge });

  expect(response.status).toBe(500);
  expect(app.host.invocations()['enqueue']).toEqual({ started: 1, succeeded: 0, failed: 1 });
});
