import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { chooseEncoding, pageFiles, SHELL } from './pageFiles.ts';

/** Scripts, styles and calls of our own and nothing else; no text becomes a script anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'accept-encoding',
} as const;

const A_YEAR_S = 31_536_000;

/** HTTP: the shell of the operations page. It holds no data, and is open: a browser sends no key when it opens an address. */
export async function runOperations(request: HttpRequest): Promise<HttpResponseInit> {
  // Asked for anew each time: it names the assets of this version.
  return send(request, SHELL, 'no-cache');
}

/** HTTP: an asset of the operations page. Its name changes with its content, so it may be kept for ever. */
export async function runOperationsAsset(request: HttpRequest): Promise<HttpResponseInit> {
  const name = request.params['file'] ?? '';
  return send(request, name === SHELL ? '' : name, `public, max-age=${A_YEAR_S}, immutable`);
}

function send(request: HttpRequest, name: string, caching: string): HttpResponseInit {
  const file = pageFiles().get(name);
  // Of a former version, perhaps.
  if (!file) return { status: 404, headers: { ...HEADERS, 'cache-control': 'no-store' } };
  const headers = { ...HEADERS, 'cache-control': caching, etag: file.etag };
  if (request.headers.get('if-none-match') === file.etag) return { status: 304, headers };
  const encoding = chooseEncoding(request.headers.get('accept-encoding'));
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': file.type,
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    },
    body: file.body[encoding],
  };
}

app.http('operations', {
  methods: ['GET'],
  route: 'operations',
  authLevel: 'anonymous',
  handler: runOperations,
});
app.http('operationsAsset', {
  methods: ['GET'],
  route: 'operations/{file}',
  authLevel: 'anonymous',
  handler: runOperationsAsset,
});
