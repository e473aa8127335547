import { app } from '@azure/functions';
import { answering, noQuery } from './answering.ts';
import { theApp } from './app.ts';

/** HTTP: how every dependency is, and where detection stands. 503 when something is wrong, with the same answer. */
export const runStatus = answering({ operation: 'STATUS', query: noQuery }, async () => {
  const status = await theApp().readStatus();
  return { status: status.healthy ? 200 : 503, json: status };
});

app.http('status', { methods: ['GET'], route: 'status', authLevel: 'function', handler: runStatus });
