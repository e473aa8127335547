/**
 * Loaded into the worker before the app (`--import`): counts the requests to Table Storage and tells whoever connects to
 * BENCH_METER_PORT what the process has spent so far, as one JSON object.
 */
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { createServer } from 'node:net';

const { BENCH_METER_PORT = '0', BENCH_TABLE_PORT = '' } = process.env;

const requests: Record<string, number> = {};

subscribe('http.client.request.start', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  const { request } = message;
  if (!(request instanceof ClientRequest)) return;
  if (request.getHeader('host') !== `127.0.0.1:${BENCH_TABLE_PORT}`) return;
  // The account, and the table with or without the address of an entity.
  const what = /^\/[^/]+\/([^?(]*)/.exec(request.path)?.[1] ?? '';
  const name = `${request.method} ${what}`;
  requests[name] = (requests[name] ?? 0) + 1;
});

const server = createServer((socket) => {
  const { user, system } = process.cpuUsage();
  socket.end(JSON.stringify({ cpuMicros: user + system, rss: process.memoryUsage.rss(), requests }));
});
// The app would go on without it, and must be able to end with it.
server.listen(Number(BENCH_METER_PORT), '127.0.0.1').unref();
