import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from './support/startApp.ts';

test('what the host cannot index is reported by name and the rest runs', async () => {
  await using app = await startApp('unresolved', {
    // Nobody listens there: the queue function by URI is indexed all the same.
    ByUri__queueServiceUri: 'http://127.0.0.1:9/account?sig=none',
    Jobs: 'UseDevelopmentStorage=true',
  });

  const errors = Object.fromEntries(app.host.functions().map(({ name, error }) => [name, error]));
  expect(errors).toEqual({
    healthy: undefined,
    byUri: undefined,
    noQueueName: expect.stringContaining("'%MISSING_QUEUE%' does not resolve to a value"),
    noConnection: expect.stringContaining("'MissingConnection' does not exist"),
    noSchedule: expect.stringContaining("'%MISSING_SCHEDULE%' does not resolve to a value"),
    badSchedule: expect.stringContaining("'61' is not a valid minute"),
    otherTrigger: expect.stringContaining('serviceBusTrigger'),
    otherOutput: expect.stringContaining("type 'table'"),
  });
  expect(await (await fetch(`${app.host.baseUrl}/api/healthy`)).text()).toBe('well');
});

test('an app that throws while it loads offers no function and says why', async () => {
  await using app = await startApp('broken');

  expect(app.host.functions()).toEqual([]);
  expect(app.host.startupError()).toContain(
    'Worker was unable to load entry point "main.mjs": a setting is missing',
  );
  expect((await fetch(`${app.host.baseUrl}/api/healthy`)).status).toBe(404);
  expect(app.logs).toContainEqual(expect.objectContaining({ level: 'error', category: 'Host.Startup' }));
});

test('an app whose process dies while it loads is tried again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dies-once-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await using app = await startApp(
    'dies-once',
    { MARKER: join(folder, 'has-died') },
    { restartDelayMs: 200 },
  );

  expect(app.host.startupError()).toContain('node exited with code 7');
  await expect.poll(() => app.host.startupError()).toBeUndefined();
  await expect
    .poll(async () => (await fetch(`${app.host.baseUrl}/api/healthy`)).status, { timeout: 10_000 })
    .toBe(200);
});
