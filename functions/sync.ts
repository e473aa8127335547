import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { WRITE_OPERATIONS } from '../shared/sync/hubspotPorts.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { badRequest, problem, problemOf } from './problem.ts';
import { readJson } from './readJson.ts';

const requestSchema = z
  .strictObject({
    mode: z.enum(['incremental', 'full', 'adopt'], { error: 'must be incremental, full or adopt' }),
    dryRun: z.boolean({ error: 'must be true or false' }).default(false),
    operation: z.enum(WRITE_OPERATIONS, { error: 'must be insert, update or upsert' }).optional(),
  })
  .refine(({ mode, dryRun }) => mode === 'adopt' || !dryRun, {
    path: ['dryRun'],
    error: 'goes with adopt only',
  });

/** HTTP: starts a run that takes longer than a request, or resumes the one under way; 202 with its id. */
export async function runStartSync(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const parsed = requestSchema.safeParse(await readJson(request));
  if (!parsed.success) return badRequest(parsed.error);
  const { mode, dryRun, operation } = parsed.data;
  try {
    const configured = theApp().operation();
    if (operation !== undefined && operation !== configured) {
      // Fingerprints say what was acknowledged under one operation: all runs and instances have the same.
      const detail = `The operation is ${configured} for every run; the setting SYNC_OPERATION changes it.`;
      return problem(400, 'BAD_REQUEST', detail);
    }
    const started =
      mode === 'adopt' ? await theApp().startAdoption(dryRun) : await theApp().startDetection(mode);
    return { status: 202, headers: { location: `sync/${started.runId}` }, jsonBody: started };
  } catch (error) {
    logFailure(logOf(context), mode === 'adopt' ? 'ADOPT' : 'DETECT', error);
    return problemOf(error);
  }
}

/** HTTP: how a run is: its account and pace, and for an adoption what it found. */
export async function runReadSync(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const runId = request.params['runId'] ?? '';
  try {
    const progress = await theApp().readRun(runId);
    return progress
      ? { status: 200, jsonBody: progress }
      : problem(404, 'RUN_UNKNOWN', `There is no run ${runId}.`);
  } catch (error) {
    logFailure(logOf(context), 'STATUS', error);
    return problemOf(error);
  }
}

app.http('startSync', { methods: ['POST'], route: 'sync', authLevel: 'function', handler: runStartSync });
app.http('readSync', {
  methods: ['GET'],
  route: 'sync/{runId}',
  authLevel: 'function',
  handler: runReadSync,
});
