import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { OutgoingHttp } from '../protocol.ts';
import type { Execution, Executor } from './executor.ts';
import { answerStatus, readBody, toIncomingHttp, writeHttpResponse } from './httpConversion.ts';
import type { HttpTrigger, UsableFunction } from './indexedFunction.ts';
import { outputValue } from './queueOutputs.ts';

export interface Keys {
  readonly functionKey: string;
  readonly masterKey: string;
}

export interface HttpListenerOptions {
  readonly port: number;
  readonly frontEnd: 'local' | 'azure';
  readonly keys: Keys;
  readonly executor: Executor;
  /** Paused and disabled functions have no route. */
  readonly isListening: (functionName: string) => boolean;
  /** POST /admin/functions/<name>, the key being checked already; answers a status. */
  readonly runManually: (functionName: string, body: Buffer) => number;
}

export interface HttpListener {
  readonly baseUrl: string;
  /** From here on there are routes; before it everything is 404. */
  serve(functions: readonly HttpFunction[]): void;
  /** Takes no new connections. */
  stop(): void;
  /** Cuts what is left. */
  close(): Promise<void>;
}

type HttpFunction = UsableFunction<HttpTrigger>;

const rank = (fn: HttpFunction) => fn.trigger.template.rank;

const ADMIN_FUNCTIONS = ['admin', 'functions'];

/** Opens the HTTP side of the host on 127.0.0.1. Requests run side by side. */
export async function openHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
  let routes: readonly HttpFunction[] = [];
  const server = createServer((request, response) => {
    handle(request, response, routes, options).catch(() => {
      if (response.headersSent) response.destroy();
      else answerStatus(response, 500);
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    serve: (functions) => {
      routes = functions.toSorted((left, right) => rank(left).localeCompare(rank(right)));
    },
    stop: () => {
      server.close();
      server.closeIdleConnections();
    },
    close: async () => {
      const closed = server.listening ? once(server, 'close') : undefined;
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly HttpFunction[],
  options: HttpListenerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  const path = decodePath(url.pathname, options.frontEnd);
  if (path === undefined) return answerStatus(response, 400);
  const method = request.method ?? 'GET';
  const key = keyOf(request, url);
  if (isAdminCall(path)) {
    if (key !== options.keys.masterKey) return answerStatus(response, 401);
    if (method !== 'POST') return answerStatus(response, 404);
    return answerStatus(response, options.runManually(path[2] ?? '', await readBody(request)));
  }
  const found = findRoute(routes, method, path, options);
  if (found === undefined) return answerStatus(response, 404);
  const { fn, params } = found;
  if (!isAllowed(fn.trigger.authLevel, key, options.keys)) return answerStatus(response, 401);
  const http = toIncomingHttp(request, url, params, await readBody(request));
  const execution = await options.executor.execute(fn, {
    inputData: [{ name: fn.trigger.bindingName, data: { http } }],
    triggerMetadata: {},
  });
  if (!execution.succeeded) return answerStatus(response, 500);
  writeHttpResponse(response, httpAnswer(fn, execution));
}

/** A wrong method is 404, not 405: the host's router sees no route then. */
function findRoute(
  routes: readonly HttpFunction[],
  method: string,
  path: readonly string[],
  options: HttpListenerOptions,
): { fn: HttpFunction; params: Record<string, string> } | undefined {
  for (const fn of routes) {
    const { methods, template } = fn.trigger;
    if (methods.length > 0 && !methods.includes(method)) continue;
    const params = template.match(path);
    if (params !== undefined && options.isListening(fn.name)) return { fn, params };
  }
  return undefined;
}

function httpAnswer(fn: UsableFunction, execution: Execution): OutgoingHttp | undefined {
  const binding = fn.outputs.find((output) => output.kind === 'http');
  if (binding === undefined || execution.answer === undefined) return undefined;
  return outputValue(execution.answer, binding.bindingName)?.http;
}

const keyOf = (request: IncomingMessage, url: URL) =>
  request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? undefined;

function isAllowed(level: HttpTrigger['authLevel'], key: string | string[] | undefined, keys: Keys): boolean {
  if (level === 'anonymous') return true;
  return key === keys.masterKey || (level === 'function' && key === keys.functionKey);
}

const isAdminCall = (path: readonly string[]) =>
  path.length === 3 && ADMIN_FUNCTIONS.every((part, index) => path[index]?.toLowerCase() === part);

/** The decoded segments of a path, or undefined when it is not valid percent-encoding. */
function decodePath(pathname: string, frontEnd: 'local' | 'azure'): string[] | undefined {
  const trimmed = pathname.replace(/^\/|\/$/g, '');
  try {
    // azure-functions-host issues 9290, 3998 and 5619: `%2F` is 404, and only `%252F` arrives, decoded once.
    if (frontEnd === 'azure') return decodeURIComponent(trimmed).split('/');
    return trimmed.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
