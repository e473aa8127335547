import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from './support/startApp.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp('http');
});
afterAll(() => app.host.close());

const call = (path: string, init?: RequestInit) => fetch(`${app.host.baseUrl}${path}`, init);
const withKey = (key: string) => ({ headers: { 'x-functions-key': key } });

test('parameters, query, headers, body, status, headers and cookies pass through', async () => {
  const response = await call('/api/things/A%20b/parts?x=1&x=2&y=', {
    method: 'POST',
    headers: { 'x-functions-key': app.host.functionKey, 'x-sent': 'seen' },
    body: 'cuerpo ñ',
  });

  expect(response.status).toBe(201);
  expect(response.headers.get('x-seen')).toBe('seen');
  expect(response.headers.getSetCookie()).toEqual(['crumb=a%20b; HttpOnly; SameSite=Lax']);
  expect(await response.json()).toEqual({
    method: 'POST',
    path: '/api/things/A%20b/parts',
    params: { id: 'A b' },
    query: { x: '1,2', y: '' },
    body: 'cuerpo ñ',
  });
});

test('an optional parameter is taken when it is there', async () => {
  const response = await call('/api/things/1/parts/2', withKey(app.host.functionKey));
  expect(await response.json()).toMatchObject({ params: { id: '1', part: '2' } });
});

test('keys open what their level allows', async () => {
  const { functionKey, masterKey } = app.host;
  const statuses = async (path: string) => [
    (await call(path)).status,
    (await call(path, withKey('wrong'))).status,
    (await call(path, withKey(functionKey))).status,
    (await call(path, withKey(masterKey))).status,
    (await call(`${path}?code=${masterKey}`)).status,
  ];

  expect(await statuses('/api/nothing')).toEqual([204, 204, 204, 204, 204]);
  expect(await statuses('/api/things/1/parts')).toEqual([401, 401, 201, 201, 201]);
  expect(await statuses('/api/secured')).toEqual([401, 401, 401, 200, 200]);
});

test('an unknown route, a wrong method and an unfit parameter are all 404', async () => {
  expect((await call('/api/unknown')).status).toBe(404);
  expect((await call('/nothing')).status).toBe(404);
  expect((await call('/api/nothing', { method: 'POST' })).status).toBe(404);
  expect((await call('/api/numbers/seven')).status).toBe(404);
  expect(await (await call('/API/Numbers/7')).text()).toBe('7');
});

test('a literal route goes before one with parameters', async () => {
  expect(await (await call('/api/things/special/parts')).text()).toBe('literal');
});

test('a handler that throws answers 500 and says nothing', async () => {
  const response = await call('/api/throws');
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('');
});

test('bytes stay bytes', async () => {
  const response = await call('/api/binary', { method: 'POST', body: new Uint8Array([0, 255, 128, 10]) });
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([10, 128, 255, 0]);
});

test('requests run side by side', async () => {
  const both = await Promise.all([call('/api/meet'), call('/api/meet')]);
  expect(await Promise.all(both.map((response) => response.text()))).toEqual(['met', 'met']);
});

test('a paused function has no route', async () => {
  await app.host.pause('nothing');
  expect((await call('/api/nothing')).status).toBe(404);
  app.host.resume('nothing');
  expect((await call('/api/nothing')).status).toBe(204);
});
