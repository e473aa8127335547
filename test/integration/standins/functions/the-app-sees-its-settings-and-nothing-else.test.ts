import { expect, test, vi } from 'vitest';
import { appDir, startApp } from './support/startApp.ts';

test("the worker's environment is the app's settings and PATH, its folder the app's", async () => {
  vi.stubEnv('OF_THE_PARENT', 'must not be seen');
  await using app = await startApp('settings', { HUBSPOT_BASE_URL: 'http://127.0.0.1:1' });

  const response = await fetch(`${app.host.baseUrl}/api/environment`);

  expect(await response.json()).toEqual({
    env: { PATH: process.env['PATH'], HUBSPOT_BASE_URL: 'http://127.0.0.1:1' },
    cwd: appDir('settings'),
  });
});
