import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { Log } from '../shared/sync/ports.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { problem, problemOf } from './problem.ts';

const flag = z.boolean({ error: 'must be true or false' }).default(false);

const requestSchema = z.discriminatedUnion(
  'mode',
  [
    z.strictObject({ mode: z.literal('adopt'), dryRun: flag }),
    z.strictObject({ mode: z.literal('verify'), repair: flag }),
    z.strictObject({ mode: z.literal('releaseDeletes') }),
  ],
  { error: 'must be "adopt", "verify" or "releaseDeletes"' },
);

const OPERATIONS = { adopt: 'ADOPT', verify: 'VERIFY', releaseDeletes: 'DELETE' } as const;

/** HTTP: starts a run that takes longer than a request, or resumes the one under way; 202 with its id. */
export async function runStartSync(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const parsed = requestSchema.safeParse(await readJson(request));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'The body';
    return problem(400, 'BAD_REQUEST', `${field} ${issue?.message ?? 'is not valid'}.`);
  }
  try {
    const started = await start(parsed.data, logOf(context));
    return { status: 202, headers: { location: `sync/${started.runId}` }, jsonBody: started };
  } catch (error) {
    logFailure(logOf(context), OPERATIONS[parsed.data.mode], error);
    return problemOf(error);
  }
}

function start(request: z.output<typeof requestSchema>, log: Log): Promise<{ readonly runId: string }> {
  switch (request.mode) {
    case 'adopt':
      return theApp().startAdoption(request.dryRun);
    case 'verify':
      return theApp().startVerification(request.repair);
    case 'releaseDeletes':
      return theApp().releaseDeletes(log);
  }
}

/** HTTP: how a run is: its account, and what an adoption or a verification found. */
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

async function readJson(request: HttpRequest): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

app.http('startSync', { methods: ['POST'], route: 'sync', authLevel: 'function', handler: runStartSync });
app.http('readSync', {
  methods: ['GET'],
  route: 'sync/{runId}',
  authLevel: 'function',
  handler: runReadSync,
});
