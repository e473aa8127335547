import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from '@azure/functions';
import { type Answer, answering, noQuery } from './answering.ts';

/** Once it is read; what could not be read this time may be another time. */
let document: object | undefined;

/** HTTP: the routes as OpenAPI 3.1; the build writes it beside the app. */
export const runOpenApi = answering({ operation: 'STATUS', query: noQuery }, async (): Promise<Answer> => {
  const read = async (): Promise<object> =>
    JSON.parse(await readFile(join(import.meta.dirname, 'openapi.json'), 'utf8'));
  document ??= await read();
  return { status: 200, json: document, revalidates: true };
});

app.http('openapi', { methods: ['GET'], route: 'openapi.json', authLevel: 'function', handler: runOpenApi });
