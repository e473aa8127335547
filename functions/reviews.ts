import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { isKnownCode } from '../shared/outcomes/codeMeaning.ts';
import { isContinuation } from '../shared/state/reviewIndex.ts';
import { REPLAY_PAGE } from '../shared/sync/reviews/replayReviews.ts';
import { logOf, theApp } from './app.ts';
import { logFailure } from './logFailure.ts';
import { badRequest, problemOf } from './problem.ts';
import { readJson } from './readJson.ts';

const MOST = 200;

const codeSchema = z
  .string({ error: 'must be text' })
  .refine(isKnownCode, 'is none of docs/reference/codes.md');
const timeSchema = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-22T19:25:00Z' });

const querySchema = z.strictObject({
  code: codeSchema.optional(),
  continuation: z.string().refine(isContinuation, 'is none that a page ended with').optional(),
  top: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .catch(Number.NaN)
    .refine(Number.isFinite, `must be a whole number from 1 to ${MOST}`)
    .default(50),
});

const replaySchema = z
  .strictObject({
    keys: z
      .array(
        z.string().refine((key) => key.trim() !== '', 'is empty'),
        { error: 'must be a list of associate numbers' },
      )
      .min(1, 'is empty')
      .max(REPLAY_PAGE, `holds more than ${REPLAY_PAGE}; select by code, runId or since`)
      .optional(),
    code: codeSchema.optional(),
    runId: z.string({ error: 'must be text' }).min(1, 'is empty').optional(),
    since: timeSchema.optional(),
    until: timeSchema.optional(),
  })
  .refine(
    ({ keys, code, runId, since }) =>
      [keys, code, runId, since].filter((mark) => mark !== undefined).length === 1,
    'must name exactly one of keys, code, runId and since',
  )
  .refine(({ since, until }) => until === undefined || since !== undefined, {
    path: ['until'],
    error: 'goes with since',
  })
  .refine(
    ({ since, until }) =>
      since === undefined || until === undefined || Date.parse(since) <= Date.parse(until),
    { path: ['until'], error: 'is before since' },
  );

/** HTTP: a page of what waits for a person. */
export async function runListReviews(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const query = querySchema.safeParse(Object.fromEntries(request.query));
  if (!query.success) return badRequest(query.error);
  try {
    return { status: 200, jsonBody: await theApp().listReviews(query.data) };
  } catch (error) {
    logFailure(logOf(context), 'STATUS', error);
    return problemOf(error);
  }
}

/** HTTP: puts reviews on the queue again, in a run of their own; 202 with its id. */
export async function runReplayReviews(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const body = replaySchema.safeParse(await readJson(request));
  if (!body.success) return badRequest(body.error);
  const { keys, runId: ofRun, ...selection } = body.data;
  try {
    const replayed = await (keys
      ? theApp().replayKeys(keys)
      : theApp().replaySelection({ ...selection, ofRun }));
    return { status: 202, headers: { location: `../sync/${replayed.runId}` }, jsonBody: replayed };
  } catch (error) {
    logFailure(logOf(context), 'REPLAY', error);
    return problemOf(error);
  }
}

app.http('listReviews', {
  methods: ['GET'],
  route: 'reviews',
  authLevel: 'function',
  handler: runListReviews,
});
app.http('replayReviews', {
  methods: ['POST'],
  route: 'reviews/replay',
  authLevel: 'function',
  handler: runReplayReviews,
});
