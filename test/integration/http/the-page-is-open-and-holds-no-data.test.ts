import { readFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../../standins/functions/startFunctionsHost.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let host: FunctionsHost;

beforeAll(async () => {
  const canary = 'Server=canary.example;User Id=canary;Password=canary';
  const env = {
    AzureWebJobsStorage: ownAccount(),
    SQL_CONNECTION_STRING: canary,
    HUBSPOT_ACCESS_TOKEN: 'canary',
  };
  host = await startFunctionsHost({ appDir: dist, env });
});
afterAll(() => host?.close());

/** As a browser asks: without a key. `fetch` would unpack the answer. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${host.baseUrl}/api/${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });
}

/** The addresses of assets that the shell names. */
function assetsOf(shell: Buffer): readonly string[] {
  return [...shell.toString().matchAll(/(?:src|href)="(operations\/[^"]+)"/g)].flatMap(
    ([, path]) => path ?? [],
  );
}

it('answers the shell without a key, and it is what was built: nothing of this system is in it', async () => {
  const { status, headers, body } = await ask('operations');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(body.equals(readFileSync(`${dist}/web/page.html`))).toBe(true);
  expect(body.toString()).not.toMatch(/canary|https?:|coope/i);
});

it('lets the browser load, call and show nothing but what comes from here', async () => {
  const { headers } = await ask('operations');
  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
  });
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

it('answers every asset that the shell names, to be kept for ever, with the same policy', async () => {
  const { body } = await ask('operations');
  const assets = assetsOf(body);
  expect(assets.map((path) => path.replace(/-[^-.]+\./, '.')).sort()).toEqual([
    'operations/favicon.svg',
    'operations/main.js',
    'operations/style.css',
  ]);
  for (const path of assets) {
    const { status, headers } = await ask(path);
    expect(status, path).toBe(200);
    expect(headers['cache-control'], path).toBe('public, max-age=31536000, immutable');
    expect(headers['content-security-policy'], path).toContain("default-src 'none'");
  }
});

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip;q=1.0, br;q=0', 'gzip', gunzipSync],
  ['zstd', undefined, (body: Buffer) => body],
] as const)('sends what Accept-Encoding "%s" allows as %s', async (accepted, encoding, unpack) => {
  for (const path of ['operations', ...assetsOf((await ask('operations')).body)]) {
    const { headers, body } = await ask(path, { 'accept-encoding': accepted });
    expect(headers['content-encoding'], path).toBe(encoding);
    expect(unpack(body).equals((await ask(path)).body), path).toBe(true);
  }
});

it('answers 304 to who has it already', async () => {
  const { headers } = await ask('operations');
  const again = await ask('operations', { 'if-none-match': String(headers.etag) });
  expect({ status: again.status, length: again.body.length }).toEqual({ status: 304, length: 0 });
  expect((await ask('operations', { 'if-none-match': '"another"' })).status).toBe(200);
});

it.each([
  'operations/main-00000000.js',
  'operations/page.html',
  'operations/..%2Fmain.js',
  'operations/%2e%2e%2fhost.json',
  'operations/main.js.br',
])('answers 404 to %s, and nobody keeps that', async (path) => {
  const { status, headers, body } = await ask(path);
  expect({ status, length: body.length }).toEqual({ status: 404, length: 0 });
  expect(headers['cache-control']).toBe('no-store');
});
