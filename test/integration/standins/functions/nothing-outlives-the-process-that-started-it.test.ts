import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { appDir } from './support/startApp.ts';

const standins = new URL('../../../standins/', import.meta.url).href;

/** Starts a storage and a host, tells their process ids and dies without a chance to clean up. */
const PROGRAM = `
  import { startAzurite } from '${standins}storage/startAzurite.ts';
  import { startFunctionsHost } from '${standins}functions/startFunctionsHost.ts';
  const azurite = await startAzurite();
  const host = await startFunctionsHost({ appDir: ${JSON.stringify(appDir('settings'))}, env: {} });
  process.stdout.write(JSON.stringify([azurite.pid, host.workerPid()]), () => process.kill(process.pid, 'SIGKILL'));
`;

test('Azurite and the worker end when their parent is killed', async () => {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pids: unknown = JSON.parse(await text(parent.stdout));

  expect(pids).toEqual([expect.any(Number), expect.any(Number)]);
  await expect.poll(() => [pids].flat().filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

function isRunning(pid: unknown): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
