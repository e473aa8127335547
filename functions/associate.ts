import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { numeroAsociadoOf } from './numeroAsociadoOf.ts';
import { problem, problemOf } from './problem.ts';

/** HTTP: the latest outcome of one associate. */
export async function runReadAssociate(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const numeroAsociado = numeroAsociadoOf(request);
  try {
    return toResponse(await theApp().readAssociate(numeroAsociado), numeroAsociado);
  } catch (error) {
    logFailure(logOf(context), 'STATUS', error);
    return problemOf(error);
  }
}

/** HTTP: removes all that our tables hold of one associate, and says what remains elsewhere. */
export async function runEraseAssociate(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const log = logOf(context);
  const numeroAsociado = numeroAsociadoOf(request);
  try {
    return toResponse(await theApp().eraseAssociate(numeroAsociado, log), numeroAsociado);
  } catch (error) {
    logFailure(log, 'ERASE', error);
    return problemOf(error);
  }
}

function toResponse(answer: object | undefined, numeroAsociado: string): HttpResponseInit {
  return answer
    ? { status: 200, jsonBody: answer }
    : problem(404, 'ASSOCIATE_UNKNOWN', `Nothing is held of associate ${numeroAsociado}.`);
}

const route = 'associates/{numeroAsociado}';
app.http('readAssociate', { methods: ['GET'], route, authLevel: 'function', handler: runReadAssociate });
app.http('eraseAssociate', { methods: ['DELETE'], route, authLevel: 'function', handler: runEraseAssociate });
