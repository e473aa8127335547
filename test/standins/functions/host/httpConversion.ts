import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IncomingHttp, OutgoingCookie, OutgoingHttp } from '../protocol.ts';

/** Headers about the connection; Node sets its own. */
const CONNECTION_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);
const SAME_SITE: Readonly<Record<string, string>> = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' };

/** Reads the whole body: the host hands requests to the worker in one piece. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

/** What the worker gets for a request. Values that come several times are joined by commas, as the host does. */
export function toIncomingHttp(
  request: IncomingMessage,
  url: URL,
  params: Record<string, string>,
  body: Buffer,
): IncomingHttp {
  const names = new Set(url.searchParams.keys());
  const query = [...names].map((name) => [name, url.searchParams.getAll(name).join(',')] as const);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: request.method ?? 'GET',
    url: url.href,
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(query),
    params,
    ...(body.length > 0 && { body: { bytes: body } }),
  };
}

/** Writes the worker's answer; a handler that returned nothing answers 204. */
export function writeHttpResponse(response: ServerResponse, answer: OutgoingHttp | undefined): void {
  if (answer === undefined) {
    response.writeHead(204).end();
    return;
  }
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) response.setHeader(name, value);
  }
  for (const cookie of answer.cookies) response.appendHeader('set-cookie', toSetCookie(cookie));
  response.writeHead(Number(answer.statusCode)).end(answer.body?.bytes);
}

/** Ends a request with a status and no body. */
export function answerStatus(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function toSetCookie(cookie: OutgoingCookie): string {
  const sameSite = SAME_SITE[cookie.sameSite ?? ''];
  return [
    `${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`,
    cookie.domain && `Domain=${cookie.domain.value}`,
    cookie.path && `Path=${cookie.path.value}`,
    cookie.expires && `Expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`,
    cookie.maxAge && `Max-Age=${cookie.maxAge.value}`,
    cookie.secure?.value && 'Secure',
    cookie.httpOnly?.value && 'HttpOnly',
    sameSite && `SameSite=${sameSite}`,
  ]
    .filter((part) => typeof part === 'string')
    .join('; ');
}
