import { app } from '@azure/functions';
import { z } from 'zod';
import { isKnownCode } from '../shared/outcomes/codeMeaning.ts';
import { isContinuation } from '../shared/state/reviewIndex.ts';
import { REPLAY_PAGE } from '../shared/sync/reviews/replayReviews.ts';
import { type Answer, answering, answeringBody, noQuery } from './answering.ts';
import { theApp } from './app.ts';
import { pageSize } from './forms.ts';
import { fault } from './problem.ts';

const codeSchema = z.string({ error: fault('text') }).refine(isKnownCode, fault('code'));
const timeSchema = z.iso.datetime({ offset: true, error: fault('time') });

const querySchema = z.strictObject({
  reviewCode: codeSchema.optional(),
  continuation: z.string().refine(isContinuation, fault('notOfPage')).optional(),
  top: pageSize,
});

const replaySchema = z
  .strictObject({
    keys: z
      .array(
        z.string({ error: fault('text') }).refine((key) => key.trim() !== '', fault('empty')),
        { error: fault('keyList') },
      )
      .min(1, fault('empty'))
      .max(REPLAY_PAGE, fault('tooManyKeys', { max: REPLAY_PAGE }))
      .optional(),
    code: codeSchema.optional(),
    runId: z
      .string({ error: fault('text') })
      .min(1, fault('empty'))
      .optional(),
    since: timeSchema.optional(),
    until: timeSchema.optional(),
  })
  .refine(
    ({ keys, code, runId, since, until }) => (keys ?? code ?? runId ?? since ?? until) !== undefined,
    fault('selection'),
  )
  .refine(
    ({ since, until }) =>
      since === undefined || until === undefined || Date.parse(since) <= Date.parse(until),
    { path: ['until'], error: fault('notBefore', { other: 'since' }) },
  );

/** HTTP: a page of what waits for a person. */
export const runListReviews = answering(
  { operation: 'STATUS', query: querySchema },
  async ({ query: { reviewCode, ...page } }): Promise<Answer> => ({
    status: 200,
    json: await theApp().listReviews({ code: reviewCode, ...page }),
  }),
);

/** HTTP: puts reviews on the queue again, in a run of their own; 202 with its id. */
export const runReplayReviews = answeringBody(
  {
    operation: 'REPLAY',
    query: noQuery,
    body: replaySchema,
    audit: ({ body: { keys, code } }) => ({
      message: `POST /api/reviews/replay of ${keys ? `${keys.length} numbers` : (code ?? 'a selection')}`,
      contactId: keys?.length === 1 ? keys[0] : undefined,
    }),
  },
  async ({ body: { keys, runId: ofRun, ...selection } }): Promise<Answer> => {
    const replayed = await (keys
      ? theApp().replayKeys(keys)
      : theApp().replaySelection({ ...selection, ofRun }));
    return { status: 202, json: replayed, headers: { location: `../sync/${replayed.runId}` } };
  },
);

const authLevel = 'function';
app.http('listReviews', { methods: ['GET'], route: 'reviews', authLevel, handler: runListReviews });
app.http('replayReviews', {
  methods: ['POST'],
  route: 'reviews/replay',
  authLevel,
  handler: runReplayReviews,
});
