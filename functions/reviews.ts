import { app } from '@azure/functions';
import * as z from 'zod';
import { SEEN_MARKS } from '../shared/answers/associate.ts';
import { RESENT, SEEN } from '../shared/answers/reviews.ts';
import { isKnownCode } from '../shared/outcomes/codeMeaning.ts';
import { isPlace } from '../shared/sync/reviews/findReviews.ts';
import { REPLAY_PAGE } from '../shared/sync/reviews/replayReviews.ts';
import { type Answer, answering, answeringBody, noQuery } from './answering.ts';
import { theApp } from './app.ts';
import { pageSize, runName } from './forms.ts';
import { badRequest, fault } from './problem.ts';

const REPLAY = 'POST /api/reviews/replay';
const MARK = 'POST /api/reviews/seen';

const codeSchema = z.string({ error: fault('text') }).refine(isKnownCode, fault('code'));
const timeSchema = z.iso.datetime({ offset: true, error: fault('time') });
const keysSchema = z
  .array(
    z.string({ error: fault('text') }).refine((key) => key.trim() !== '', fault('empty')),
    { error: fault('keyList') },
  )
  .min(1, fault('empty'))
  .max(REPLAY_PAGE, fault('tooManyKeys', { max: REPLAY_PAGE }));

const filters = {
  since: timeSchema.optional(),
  until: timeSchema.optional(),
  resent: z.enum(RESENT, { error: fault('oneOf', { values: RESENT.join(', ') }) }).optional(),
  seen: z.enum(SEEN, { error: fault('oneOf', { values: SEEN.join(', ') }) }).optional(),
};
const inOrder = ({
  since,
  until,
}: {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}) => since === undefined || until === undefined || Date.parse(since) <= Date.parse(until);
const notBefore = { path: ['until'], error: fault('notBefore', { other: 'since' }) };

const querySchema = z
  .strictObject({
    reviewCode: codeSchema.optional(),
    ...filters,
    continuation: z.string().refine(isPlace, fault('notOfPage')).optional(),
    top: pageSize,
  })
  .refine(inOrder, notBefore);

const limit = z
  .int({ error: fault('wholeNumber', { min: 1, max: REPLAY_PAGE }) })
  .min(1, fault('wholeNumber', { min: 1, max: REPLAY_PAGE }))
  .max(REPLAY_PAGE, fault('wholeNumber', { min: 1, max: REPLAY_PAGE }));

const replaySchema = z
  .strictObject({
    keys: keysSchema.optional(),
    code: codeSchema.optional(),
    runId: z
      .string({ error: fault('text') })
      .min(1, fault('empty'))
      .optional(),
    ...filters,
    limit: limit.optional(),
    name: runName,
  })
  .refine(
    ({ limit: _, name: __, ...marks }) => Object.values(marks).some((mark) => mark !== undefined),
    fault('selection'),
  )
  .superRefine(({ keys, name: _, ...others }, context) => {
    const beside = Object.entries(others).find(([, value]) => value !== undefined)?.[0];
    if (keys && beside !== undefined)
      context.addIssue({ code: 'custom', path: [beside], message: fault('withKeys') });
  })
  .refine(inOrder, notBefore);

const seenSchema = z.strictObject({
  keys: keysSchema,
  mark: z.enum(SEEN_MARKS, { error: fault('oneOf', { values: SEEN_MARKS.join(', ') }) }),
});

/** HTTP: a page of what waits for a person, newest first. */
export const runListReviews = answering(
  // `code` is the host's: of these it is one that somebody took for the filter, and he would see all reviews.
  { operation: 'STATUS', query: querySchema, refuse: refuseCode },
  async ({ query: { reviewCode, ...page } }): Promise<Answer> => ({
    status: 200,
    json: await theApp().listReviews({ code: reviewCode, ...page }),
  }),
);

function refuseCode(hostCode: string | null) {
  return hostCode !== null && isKnownCode(hostCode) ? badRequest('code', 'useReviewCode') : undefined;
}

/** HTTP: how many wait, by code. */
export const runCountReviews = answering(
  { operation: 'STATUS', query: noQuery },
  async (): Promise<Answer> => ({ status: 200, json: await theApp().countReviews() }),
);

/** HTTP: puts reviews on the queue again, in a run of their own; 202 with its id. */
export const runReplayReviews = answeringBody(
  {
    operation: 'REPLAY',
    query: noQuery,
    body: replaySchema,
    audit: ({ body: { keys, code } }) => ({
      message: `${REPLAY} of ${keys ? `${keys.length} numbers` : (code ?? 'a selection')}`,
      contactId: keys?.length === 1 ? keys[0] : undefined,
    }),
  },
  async ({ body: { keys, runId: ofRun, limit: most, name, ...selection } }): Promise<Answer> => {
    const replayed = await (keys
      ? theApp().replayKeys(keys, name)
      : theApp().replaySelection({ ...selection, ofRun }, { limit: most, name }));
    return { status: 202, json: replayed, headers: { location: `../sync/${replayed.runId}` } };
  },
);

/** HTTP: notes what a person has done about reviews. */
export const runMarkReviews = answeringBody(
  {
    operation: 'REPLAY',
    query: noQuery,
    body: seenSchema,
    audit: ({ body: { keys, mark } }) => ({
      message: `${MARK} of ${keys.length} numbers: ${mark}`,
      contactId: keys.length === 1 ? keys[0] : undefined,
    }),
  },
  async ({ body: { keys, mark } }): Promise<Answer> => ({
    status: 200,
    json: await theApp().markReviews(keys, mark),
  }),
);

const authLevel = 'function';
app.http('listReviews', { methods: ['GET'], route: 'reviews', authLevel, handler: runListReviews });
app.http('countReviews', { methods: ['GET'], route: 'reviews/counts', authLevel, handler: runCountReviews });
app.http('replayReviews', {
  methods: ['POST'],
  route: 'reviews/replay',
  authLevel,
  handler: runReplayReviews,
});
app.http('markReviews', { methods: ['POST'], route: 'reviews/seen', authLevel, handler: runMarkReviews });
