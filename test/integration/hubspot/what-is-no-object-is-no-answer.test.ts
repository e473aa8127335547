import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeAnswer } from '../../../shared/hubspot/answers.ts';
import { createHubSpotClient } from '../../../shared/hubspot/client.ts';

let server: Server;
let reply = { status: 200, body: '' };
beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

function upsert() {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = createHubSpotClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: 'token',
    apiVersion: '2026-09',
    timeoutMs: 5_000,
  });
  return client.upsertContacts([]);
}

it.each(['null', '[]', '"done"', '1', '<html>'])('a success that says %s is in doubt', async (body) => {
  reply = { status: 200, body };
  const answer = await upsert();
  expect(() => judgeAnswer(answer)).toThrow(
    expect.objectContaining({ code: 'HUBSPOT_UNREADABLE', outcomeUnknown: true }),
  );
});

it.each(['null', '[]', '"bad"'])('a refusal that says %s is a refusal without a reason', async (body) => {
  reply = { status: 400, body };
  const answer = await upsert();
  expect(judgeAnswer(answer)).toBe('refused');
  expect(answer.body).toBeUndefined();
});
