import { app } from '@azure/functions';
import * as z from 'zod';
import { WRITE_OPERATIONS } from '../shared/outcomes/writeOperation.ts';
import type { Log } from '../shared/sync/ports/log.ts';
import { isRunContinuation } from '../shared/sync/runs/listRuns.ts';
import { type Answer, answering, answeringBody, noQuery } from './answering.ts';
import { theApp } from './app.ts';
import { pageSize, runName } from './forms.ts';
import { badRequest, fault, problem } from './problem.ts';

const flag = z.boolean({ error: fault('flag') }).default(false);
const operation = z
  .enum(WRITE_OPERATIONS, { error: fault('oneOf', { values: 'insert, update, upsert' }) })
  .optional();
const resume = z.string({ error: fault('text') }).optional();

const requestSchema = z.discriminatedUnion(
  'mode',
  [
    z.strictObject({ mode: z.literal('incremental'), operation, name: runName }),
    z.strictObject({ mode: z.literal('full'), operation, name: runName, resume }),
    z.strictObject({ mode: z.literal('adopt'), dryRun: flag, operation, name: runName, resume }),
    z.strictObject({ mode: z.literal('verify'), repair: flag, operation, name: runName, resume }),
    z.strictObject({ mode: z.literal('releaseDeletes'), name: runName }),
  ],
  { error: fault('oneOf', { values: 'incremental, full, adopt, verify, releaseDeletes' }) },
);
type StartRequest = z.output<typeof requestSchema>;

/** HTTP: starts a run that takes longer than a request, or resumes the one under way; 202 with its id. */
export const runStartSync = answeringBody(
  {
    operation: 'DETECT',
    query: noQuery,
    body: requestSchema,
    audit: ({ body }) => ({ message: `POST /api/sync ${describe(body)}` }),
  },
  async ({ body, log }): Promise<Answer> => {
    const wanted = 'operation' in body ? body.operation : undefined;
    const configured = theApp().operation();
    // Fingerprints say what was acknowledged under one operation: all runs and instances have the same.
    if (wanted !== undefined && wanted !== configured)
      return { problem: badRequest('operation', 'operationFixed', { configured }) };
    const started = await start(body, log);
    if (!started) return { problem: problem(409, 'RUN_NOT_RESUMABLE') };
    return { status: 202, json: started, headers: { location: `sync/${started.runId}` } };
  },
);

function start(request: StartRequest, log: Log): Promise<{ readonly runId: string } | undefined> {
  switch (request.mode) {
    case 'incremental':
    case 'full':
      return theApp().startDetection(request.mode, request);
    case 'adopt':
      return theApp().startAdoption(request.dryRun, request);
    case 'verify':
      return theApp().startVerification(request.repair, request);
    case 'releaseDeletes':
      return theApp().releaseDeletes(log, request);
  }
}

function describe(request: StartRequest): string {
  const { mode } = request;
  if (mode === 'adopt' && request.dryRun) return `${mode}, dry run`;
  return mode === 'verify' && request.repair ? `${mode} and repair` : mode;
}

/** HTTP: how a run is: its account and pace, and what an adoption or a verification found. */
export const runReadSync = answering(
  { operation: 'STATUS', query: noQuery },
  async ({ params: { runId = '' } }): Promise<Answer> => {
    const run = await theApp().readRun(runId);
    return run ? { status: 200, json: run } : { problem: problem(404, 'RUN_UNKNOWN') };
  },
);

/** HTTP: a page of runs, newest first. */
export const runListSyncs = answering(
  {
    operation: 'STATUS',
    query: z.strictObject({
      top: pageSize,
      continuation: z.string().refine(isRunContinuation, fault('notOfPage')).optional(),
    }),
  },
  async ({ query }): Promise<Answer> => ({ status: 200, json: await theApp().listRuns(query) }),
);

const NOT_CANCELLED = {
  unknown: [404, 'RUN_UNKNOWN'],
  ended: [409, 'RUN_ENDED'],
  notCancellable: [409, 'RUN_NOT_CANCELLABLE'],
} as const;

/** HTTP: stops what a run produces; 202 while what is on the queue is still written. */
export const runCancelSync = answering(
  {
    operation: 'STATUS',
    query: noQuery,
    audit: ({ params: { runId } }) => ({ message: 'DELETE /api/sync/{runId}', runId }),
  },
  async ({ params: { runId = '' } }): Promise<Answer> => {
    const cancelled = await theApp().cancelRun(runId);
    if (typeof cancelled !== 'string')
      return { status: cancelled.state === 'cancelled' ? 200 : 202, json: cancelled };
    const [status, code] = NOT_CANCELLED[cancelled];
    return { problem: problem(status, code) };
  },
);

const authLevel = 'function';
const route = 'sync/{runId}';
app.http('startSync', { methods: ['POST'], route: 'sync', authLevel, handler: runStartSync });
app.http('listSyncs', { methods: ['GET'], route: 'sync', authLevel, handler: runListSyncs });
app.http('readSync', { methods: ['GET'], route, authLevel, handler: runReadSync });
app.http('cancelSync', { methods: ['DELETE'], route, authLevel, handler: runCancelSync });
