import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { inventAssociate } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const system = useSystem({ settings: { WEBSITE_AUTH_ENABLED: 'true' } });
const PRINCIPAL = '0f9e8d7c-6b5a-4938-a716-151413121110';

/** A path that leads to something, of each route. */
const pathOf = (path: string) =>
  path
    .replace('{numeroAsociado}', 'A-000001')
    .replace('{runId}', '20261122T192500Z-3f2a91c4')
    .replace('{week}', '2026-11-23');
const fetchRoute = (method: string, path: string, init: RequestInit = {}) =>
  fetch(`${system().host.baseUrl}${path}`, { method, ...init });
const keyed = () => ({ 'x-functions-key': system().host.functionKey });
/** The page's shell and assets hold no data: see the-page-is-open-and-holds-no-data.test.ts. */
const all = ROUTES.filter(({ open }) => !open).map(({ method, path }) => [method, pathOf(path)] as const);
const withBody = all.filter(([method, path]) => method === 'POST' && !path.endsWith('/resync'));

it.each(all)('%s %s asks for the key, and says nothing to whoever has none', async (method, path) => {
  const wrong = 'x'.repeat(56);
  for (const [url, headers] of [
    [path, {}],
    [path, { 'x-functions-key': wrong }],
    [`${path}?code=${wrong}`, {}],
  ] as const) {
    const response = await fetchRoute(method, url, { headers });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
  }
});

it.each(all)(
  '%s %s takes no parameter that it does not know, and none of the wrong case',
  async (method, path) => {
    for (const name of ['dryrun', 'DryRun', 'constructor', 'reviewcode', 'Top']) {
      const response = await fetchRoute(method, `${path}?${name}=true`, { headers: keyed() });
      expect([name, response.status]).toEqual([name, 400]);
      expect(await response.json()).toMatchObject({
        code: 'BAD_REQUEST',
        parameters: { field: name, fault: 'notKnown' },
      });
    }
  },
);

it.each(all)(
  '%s %s answers nobody else’s page, is kept by no cache, and is never guessed to be a page',
  async (method, path) => {
    const response = await fetchRoute(method, path, {
      headers: { ...keyed(), origin: 'https://example.com' },
    });
    const { headers } = response;
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toMatch(/^(no-store|private, no-cache)$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
    expect(headers.get('content-language')).toBe('en');
    const preflight = await fetchRoute('OPTIONS', path, {
      headers: { origin: 'https://example.com', 'access-control-request-method': method },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  },
);

describe('a body', () => {
  it.each(withBody)('of %s %s that is no JSON object is called that', async (method, path) => {
    const bodies = [
      ['', 'missing'],
      ['{"mode":', 'json'],
      ["{'mode':'full'}", 'json'],
      ['[]', 'object'],
      ['null', 'object'],
      ['"full"', 'object'],
    ] as const;
    for (const [body, fault] of bodies) {
      const response = await fetchRoute(method, path, { headers: keyed(), body });
      expect([body, response.status]).toEqual([body, 400]);
      const answer = await response.text();
      expect(JSON.parse(answer)).toMatchObject({ code: 'BAD_REQUEST', parameters: { field: 'body', fault } });
      expect(answer).not.toMatch(/\bat .*\.js|SyntaxError|Unexpected token/);
    }
  });

  it.each(withBody)('of %s %s that is too large is refused before it is read', async (method, path) => {
    const body = JSON.stringify({ keys: ['x'.repeat(300_000)] });
    const response = await fetchRoute(method, path, { headers: keyed(), body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ parameters: { fault: 'tooLarge', max: 262_144 } });
  });

  it('cannot reach what objects inherit', async () => {
    for (const body of ['{"__proto__":{"mode":"full"}}', '{"mode":"full","constructor":1}']) {
      const response = await fetchRoute('POST', '/api/sync', { headers: keyed(), body });
      expect(response.status).toBe(400);
    }
  });
});

describe('a path', () => {
  it.each(['GET', 'DELETE'])('%s with a number of nothing but blanks names nobody', async (method) => {
    for (const blank of ['%20', '%20%09', '%C2%A0']) {
      const response = await fetchRoute(method, `/api/associates/${blank}`, { headers: keyed() });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        parameters: { field: 'numeroAsociado', fault: 'empty' },
      });
    }
    expect((await fetchRoute('POST', '/api/associates/%20/resync', { headers: keyed() })).status).toBe(400);
  });

  it.each([
    "' or PartitionKey ne '",
    '../../outcomes',
    'A-1"; DROP TABLE dbo.hb_contacts --',
    '{"$ne":1}',
    '%0d%0aset-cookie: a=b',
  ])('that holds %s finds nobody, and changes nothing', async (text) => {
    await system().members.insert([
      inventAssociate(Math.floor(Math.random() * 9e5) + 1e4, '2026-01-05T00:00:00.000'),
    ]);
    for (const path of [
      `/api/associates/${encodeURIComponent(text)}`,
      `/api/sync/${encodeURIComponent(text)}`,
    ]) {
      const response = await fetchRoute('GET', path, { headers: keyed() });
      expect(response.status).toBe(404);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.text()).not.toContain(text);
    }
  });
});

describe('an audit line', () => {
  const audits = () =>
    system()
      .logLines()
      .filter(({ operation }) => operation === 'AUDIT');

  it('names who signed in, where sign-in is on', async () => {
    await fetchRoute('DELETE', '/api/associates/A-000001', {
      headers: { ...keyed(), 'x-ms-client-principal-id': PRINCIPAL },
    });
    expect(audits().at(-1)).toMatchObject({ principal_id: PRINCIPAL });
  });

  it('repeats nothing that is no id', async () => {
    await fetchRoute('DELETE', '/api/associates/A-000001', {
      headers: {
        ...keyed(),
        'x-ms-client-principal-id': 'María "operation":"AUDIT"'.normalize('NFD').replace(/[^ -~]/g, ''),
      },
    });
    expect(audits().at(-1)).not.toHaveProperty('principal_id');
  });
});
