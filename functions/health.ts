import { app } from '@azure/functions';
import { type Answer, answering, noQuery } from './answering.ts';
import { theApp } from './app.ts';

/** HTTP: how things are, for those who ask again and again; 503 when something is wrong, with the same answer. */
export const runHealth = answering({ operation: 'STATUS', query: noQuery }, async (): Promise<Answer> => {
  const health = await theApp().readHealth();
  return { status: health.healthy ? 200 : 503, json: health, revalidates: true };
});

app.http('health', { methods: ['GET'], route: 'health', authLevel: 'function', handler: runHealth });
