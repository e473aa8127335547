import { app } from '@azure/functions';
import * as z from 'zod';
import { STEPS } from '../shared/answers/metrics.ts';
import { STEP_MS } from '../shared/sync/counters/readMetrics.ts';
import { type Answer, answering } from './answering.ts';
import { theApp } from './app.ts';
import { badRequest, fault } from './problem.ts';

const DAY_MS = 86_400_000;
/** A day by minutes, and room. */
const MOST_STEPS = 1_500;

const time = z.iso.datetime({ offset: true, error: fault('time') }).transform((text) => Date.parse(text));
const querySchema = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  step: z.enum(STEPS, { error: fault('oneOf', { values: STEPS.join(', ') }) }).default('hour'),
});

/** HTTP: counters over a time by steps, and the targets as measured; the last 24 hours where nothing else is asked for. */
export const runMetrics = answering(
  { operation: 'STATUS', query: querySchema },
  async ({ query: { step, ...asked } }): Promise<Answer> => {
    const to = asked.to ?? Date.now();
    const from = asked.from ?? to - DAY_MS;
    if (from >= to) return { problem: badRequest('from', 'before', { other: 'to' }) };
    if ((to - from) / STEP_MS[step] > MOST_STEPS)
      return { problem: badRequest('step', 'tooManySteps', { max: MOST_STEPS }) };
    const metrics = await theApp().readMetrics({ from, to, step });
    return { status: 200, json: metrics, revalidates: true };
  },
);

app.http('metrics', { methods: ['GET'], route: 'metrics', authLevel: 'function', handler: runMetrics });
