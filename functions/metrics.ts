import { app } from '@azure/functions';
import * as z from 'zod';
import { STEPS } from '../shared/answers/metrics.ts';
import { MOST_STEPS } from '../shared/sync/counters/metricsSpan.ts';
import { type Answer, answering } from './answering.ts';
import { theApp } from './app.ts';
import { badRequest, fault } from './problem.ts';

const time = z.iso.datetime({ offset: true, error: fault('time') }).transform((text) => Date.parse(text));
const querySchema = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  step: z.enum(STEPS, { error: fault('oneOf', { values: STEPS.join(', ') }) }).default('hour'),
});

const REFUSED = {
  notBefore: badRequest('from', 'before', { other: 'to' }),
  tooManySteps: badRequest('step', 'tooManySteps', { max: MOST_STEPS }),
};

/** HTTP: counters over a time by steps, and the targets as measured; the last 24 hours where nothing else is asked for. */
export const runMetrics = answering(
  { operation: 'STATUS', query: querySchema },
  async ({ query }): Promise<Answer> => {
    const metrics = await theApp().readMetrics(query);
    if (typeof metrics === 'string') return { problem: REFUSED[metrics] };
    return { status: 200, json: metrics, revalidates: true };
  },
);

app.http('metrics', { methods: ['GET'], route: 'metrics', authLevel: 'function', handler: runMetrics });
