import { expect, test } from 'vitest';
import { startApp } from './support/startApp.ts';

const EVERY_SECOND = '* * * * * *';

test('a timer fires every second, on the second, and is not monitored', async () => {
  await using app = await startApp('timers', { SCHEDULE: EVERY_SECOND });

  await app.until((event) => event.type === 'end' && event.result === 'succeeded', 3);

  expect(app.logged('tick').slice(0, 1)).toEqual([
    { schedule: { adjustForDST: true }, scheduleStatus: null, isPastDue: false },
  ]);
});

test('runs that take longer than the interval never overlap', async () => {
  await using app = await startApp('timers', { SCHEDULE: EVERY_SECOND, RUN_MS: '1300' });

  await app.until((event) => event.type === 'end', 3);

  const order = app.events.map((event) => event.type);
  expect(order.slice(0, 6)).toEqual(['start', 'end', 'start', 'end', 'start', 'end']);
});

test('a paused timer is silent and goes on after resume', async () => {
  await using app = await startApp('timers', { SCHEDULE: EVERY_SECOND });
  await app.until((event) => event.type === 'end');

  await app.host.pause('tick');
  const before = app.host.invocations()['tick']?.started ?? 0;
  await app.host.runTimer('yearly');
  app.host.resume('tick');

  await app.until((event) => event.type === 'end' && event.functionName === 'tick', before + 1);
});

test('a timer can be run now and reports how it went', async () => {
  await using app = await startApp('timers', { SCHEDULE: '0 0 0 1 1 *' });
  await using failing = await startApp('timers', { SCHEDULE: '0 0 0 1 1 *', YEARLY_FAILS: '1' });

  expect(await app.host.runTimer('yearly')).toMatchObject({ succeeded: true });
  expect(await failing.host.runTimer('yearly')).toMatchObject({
    succeeded: false,
    error: expect.stringContaining('asked to fail'),
  });
  await expect(app.host.runTimer('nobody')).rejects.toThrow('nobody');
});

test('the admin API runs a timer, with the master key only', async () => {
  await using app = await startApp('timers', { SCHEDULE: '0 0 0 1 1 *' });
  const run = (key: string) =>
    fetch(`${app.host.baseUrl}/admin/functions/yearly`, {
      method: 'POST',
      headers: { 'x-functions-key': key, 'content-type': 'application/json' },
      body: '{"input":""}',
    });

  expect((await run(app.host.functionKey)).status).toBe(401);
  expect((await run(app.host.masterKey)).status).toBe(202);
  await app.until((event) => event.type === 'end' && event.functionName === 'yearly');
});

test('a setting disables one function', async () => {
  await using app = await startApp('timers', {
    SCHEDULE: EVERY_SECOND,
    'AzureWebJobs.tick.Disabled': 'true',
  });

  expect(app.host.functions()).toMatchObject([
    { name: 'tick', disabled: true },
    { name: 'yearly', disabled: false },
  ]);
  app.host.resume('tick');
  await app.until((event) => event.type === 'end' && event.functionName === 'tick');
});
