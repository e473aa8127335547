import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { WRITE_OPERATIONS } from '../shared/outcomes/writeOperation.ts';
import type { Log } from '../shared/sync/ports/log.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { badRequest, problem, problemOf } from './problem.ts';
import { readJson } from './readJson.ts';

const flag = z.boolean({ error: 'must be true or false' }).default(false);
const operation = z.enum(WRITE_OPERATIONS, { error: 'must be insert, update or upsert' }).optional();

const requestSchema = z.discriminatedUnion(
  'mode',
  [
    z.strictObject({ mode: z.enum(['incremental', 'full']), operation }),
    z.strictObject({ mode: z.literal('adopt'), dryRun: flag, operation }),
    z.strictObject({ mode: z.literal('verify'), repair: flag, operation }),
    z.strictObject({ mode: z.literal('releaseDeletes') }),
  ],
  { error: 'must be incremental, full, adopt, verify or releaseDeletes' },
);
type StartRequest = z.output<typeof requestSchema>;

const OPERATIONS = {
  incremental: 'DETECT',
  full: 'DETECT',
  adopt: 'ADOPT',
  verify: 'VERIFY',
  releaseDeletes: 'DELETE',
} as const satisfies Record<StartRequest['mode'], string>;

/** HTTP: starts a run that takes longer than a request, or resumes the one under way; 202 with its id. */
export async function runStartSync(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const parsed = requestSchema.safeParse(await readJson(request));
  if (!parsed.success) return badRequest(parsed.error);
  try {
    const wanted = 'operation' in parsed.data ? parsed.data.operation : undefined;
    const configured = theApp().operation();
    if (wanted !== undefined && wanted !== configured) {
      // Fingerprints say what was acknowledged under one operation: all runs and instances have the same.
      const detail = `The operation is ${configured} for every run; the setting SYNC_OPERATION changes it.`;
      return problem(400, 'BAD_REQUEST', detail);
    }
    const started = await start(parsed.data, logOf(context));
    return { status: 202, headers: { location: `sync/${started.runId}` }, jsonBody: started };
  } catch (error) {
    logFailure(logOf(context), OPERATIONS[parsed.data.mode], error);
    return problemOf(error);
  }
}

function start(request: StartRequest, log: Log): Promise<{ readonly runId: string }> {
  switch (request.mode) {
    case 'incremental':
    case 'full':
      return theApp().startDetection(request.mode);
    case 'adopt':
      return theApp().startAdoption(request.dryRun);
    case 'verify':
      return theApp().startVerification(request.repair);
    case 'releaseDeletes':
      return theApp().releaseDeletes(log);
  }
}

/** HTTP: how a run is: its account and pace, and what an adoption or a verification found. */
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
