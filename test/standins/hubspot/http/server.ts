import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerAdmin } from '../admin/adminRoutes.ts';
import { newCorrelationId } from '../random.ts';
import type { Standin } from '../standin.ts';
import { answerCall, type Incoming } from './answerCall.ts';
import type { Reply } from './reply.ts';

const utf8Json = 'application/json;charset=utf-8';

/** Longer than any test takes: a connection that ends as a call begins is a fault that nobody asked for. */
const KEEP_ALIVE_MS = 600_000;

/** The HTTP server: reads a call, has it answered, writes the answer. */
export function createStandinServer(standin: Standin): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    serve(standin, request, response).catch((error: unknown) => {
      console.error('HubSpot stand-in failed on', request.method, request.url, error);
      response.destroy();
    });
  });
  return server;
}

async function serve(standin: Standin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const text = await readBody(request);
  if (url.pathname.startsWith('/_standin/')) {
    await answerAdmin(standin, { method, url, text }, response);
    return;
  }
  const incoming: Incoming = { method, url, text, authorization: request.headers.authorization };
  const answer = await answerCall(standin, incoming);
  switch (answer.kind) {
    case 'reset':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'reply':
      writeReply(response, answer.reply, answer.headers);
      return;
    case 'truncated':
      writeTruncated(response, answer.reply, answer.headers);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function writeReply(response: ServerResponse, reply: Reply, rateHeaders: Record<string, string>): void {
  const correlationId = newCorrelationId();
  const content = serialize(reply, correlationId);
  response.writeHead(reply.status, {
    'x-hubspot-correlation-id': correlationId,
    ...rateHeaders,
    ...reply.headers,
    ...(content.type === undefined ? {} : { 'content-type': content.type }),
    ...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(content.text) }),
  });
  response.end(content.text);
}

/** The first half of a JSON answer, framed as if it were whole. */
function writeTruncated(response: ServerResponse, reply: Reply, rateHeaders: Record<string, string>): void {
  const correlationId = newCorrelationId();
  const { text } = serialize(reply, correlationId);
  const half = text.slice(0, Math.ceil(text.length / 2));
  response.writeHead(reply.status, {
    'x-hubspot-correlation-id': correlationId,
    ...rateHeaders,
    'content-type': utf8Json,
    'content-length': Buffer.byteLength(half),
  });
  response.end(half);
}

function serialize({ body }: Reply, correlationId: string): { text: string; type: string | undefined } {
  switch (body.kind) {
    case 'json':
      return { text: JSON.stringify(body.value), type: utf8Json };
    case 'error':
      return { text: JSON.stringify({ ...body.value, correlationId }), type: utf8Json };
    case 'html':
      return { text: body.text, type: 'text/html; charset=UTF-8' };
    case 'none':
      return { text: '', type: undefined };
  }
}
