import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startAzurite } from '../../../standins/storage/startAzurite.ts';
import { ended, startApp } from './support/startApp.ts';
import { createTestQueue } from './support/testQueue.ts';

test('the listener goes on when storage is back on its ports', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'azurite-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const before = await startAzurite({ dataDir });
  const queue = await createTestQueue(before.connectionString);
  await using app = await startApp('queues', queue.settings);
  await queue.send({ number: 1 });
  await app.until(ended);

  await before.close();
  await expect.poll(() => app.logs.some(({ message }) => message.includes('ECONNREFUSED'))).toBe(true);
  const { queuePort, tablePort } = before;
  const after = await startAzurite({ queuePort, tablePort, dataDir });
  onTestFinished(() => after.close());
  await queue.send({ number: 2 });

  expect(await app.until(ended, 2)).toMatchObject([{ settled: 'deleted' }, { settled: 'deleted' }]);
  expect(app.logged('work')).toMatchObject([{ message: { number: 1 } }, { message: { number: 2 } }]);
});
