import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { problemOf } from './problem.ts';

/** HTTP: how every dependency is, and where detection stands. 503 when something is wrong, with the same answer. */
export async function runStatus(
  _request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const status = await theApp().readStatus();
    return { status: status.healthy ? 200 : 503, jsonBody: status };
  } catch (error) {
    logFailure(logOf(context), 'STATUS', error);
    return problemOf(error);
  }
}

app.http('status', { methods: ['GET'], route: 'status', authLevel: 'function', handler: runStatus });
