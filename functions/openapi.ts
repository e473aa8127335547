import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from '@azure/functions';
import { type Answer, answering, noQuery } from './answering.ts';

let document: Promise<object> | undefined;

/** HTTP: the routes as OpenAPI 3.1; the build writes it beside the app. */
export const runOpenApi = answering({ operation: 'STATUS', query: noQuery }, async (): Promise<Answer> => {
  document ??= readFile(join(import.meta.dirname, 'openapi.json'), 'utf8').then((text) => JSON.parse(text));
  return { status: 200, json: await document, revalidates: true };
});

app.http('openapi', { methods: ['GET'], route: 'openapi.json', authLevel: 'function', handler: runOpenApi });
