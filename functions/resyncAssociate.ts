import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import type { ResyncResult } from '../shared/sync/associate/resyncAssociate.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { numeroAsociadoOf } from './numeroAsociadoOf.ts';
import { problem, problemOf } from './problem.ts';

/** HTTP: re-reads, maps, validates and upserts one associate now; `?dryRun=true` only shows what would change. */
export async function runResyncAssociate(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const log = logOf(context);
  const numeroAsociado = numeroAsociadoOf(request);
  const dryRun = request.query.get('dryRun');
  if (numeroAsociado === '') return problem(400, 'BAD_REQUEST', 'The path names no numeroAsociado.');
  if (dryRun !== null && dryRun !== 'true' && dryRun !== 'false') {
    return problem(400, 'BAD_REQUEST', 'dryRun must be true or false.');
  }
  try {
    return toResponse(await theApp().resyncAssociate(numeroAsociado, dryRun === 'true', log), numeroAsociado);
  } catch (error) {
    logFailure(log, 'RESYNC', error);
    return problemOf(error);
  }
}

function toResponse(result: ResyncResult, numeroAsociado: string): HttpResponseInit {
  if (result.kind === 'notFound') {
    return problem(404, 'NOT_IN_SQL_SERVER', `There is no associate ${numeroAsociado} in SQL Server.`);
  }
  if (result.kind === 'queued')
    return { status: 202, jsonBody: { numeroAsociado, outcome: 'pending', ...result } };
  const { kind: _, fingerprint: __, ...body } = result;
  if (result.outcome === 'rejected') return problem(422, result.code, 'The record was rejected.', body);
  if (result.outcome === 'conflict') {
    return problem(409, result.code, 'Another contact holds an identifier of this associate.', body);
  }
  return { status: 200, jsonBody: body };
}

app.http('resyncAssociate', {
  methods: ['POST'],
  route: 'associates/{numeroAsociado}/resync',
  authLevel: 'function',
  handler: runResyncAssociate,
});
