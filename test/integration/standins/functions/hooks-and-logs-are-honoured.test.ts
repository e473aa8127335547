import { expect, test } from 'vitest';
import { startApp } from './support/startApp.ts';

test('hooks see, change and forgive what runs, and rewrite the log', async () => {
  const app = await startApp('hooks');

  const well = await app.host.runTimer('well');
  const forgiven = await app.host.runTimer('forgiven');
  await app.host.close();

  expect([well.succeeded, forgiven.succeeded]).toEqual([true, true]);
  expect(app.logs.filter(({ category }) => category.endsWith('.User'))).toMatchObject([
    { level: 'warning', functionName: 'well', invocationId: well.invocationId, message: 'cedula [cedula]' },
    { level: 'information', functionName: 'well', message: 'post well: done wrapped' },
    { level: 'information', functionName: 'forgiven', message: 'post forgiven: forgiven' },
  ]);
  const console = app.logs.filter(({ category }) => category === 'Host.Function.Console');
  expect(console.map(({ message }) => message)).toEqual(['hook appStart', 'hook appTerminate']);
});
