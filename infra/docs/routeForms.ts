import { z } from 'zod';
import {
  associateSchema,
  erasedSchema,
  historySchema,
  resyncQueuedSchema,
  resyncRefusedSchema,
  resyncSchema,
} from '../../shared/answers/associate.ts';
import { healthSchema } from '../../shared/answers/health.ts';
import { metricsQuerySchema, metricsSchema } from '../../shared/answers/metrics.ts';
import { problemSchema } from '../../shared/answers/problem.ts';
import { reportQuerySchema, reportSchema, reportsSchema } from '../../shared/answers/reports.ts';
import {
  replayedSchema,
  replayRequestSchema,
  reviewCountsSchema,
  reviewsQuerySchema,
  reviewsSchema,
  seenRequestSchema,
  seenSchema,
} from '../../shared/answers/reviews.ts';
import {
  cancelledSchema,
  runSchema,
  runsQuerySchema,
  runsSchema,
  startedSchema,
  startRequestSchema,
} from '../../shared/answers/runs.ts';
import { statusSchema } from '../../shared/answers/status.ts';

/** What a route takes and answers, as schemas: of the description of the API, and of every answer in the tests. */
export interface RouteForms {
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The media type of the file that the route answers instead, where the query asks for it. */
  readonly file?: string;
  /** By status. Any other status is a problem. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

/** By the name of the function. */
export const ROUTE_FORMS: Readonly<Record<string, RouteForms>> = {
  health: { answers: { 200: healthSchema, 503: healthSchema } },
  status: { answers: { 200: statusSchema, 503: statusSchema } },
  metrics: { query: metricsQuerySchema, answers: { 200: metricsSchema } },
  readAssociate: { answers: { 200: associateSchema } },
  readHistory: { answers: { 200: historySchema } },
  resyncAssociate: {
    query: z.strictObject({ dryRun: z.enum(['true', 'false']).optional() }),
    answers: {
      200: resyncSchema,
      202: resyncQueuedSchema,
      409: resyncRefusedSchema,
      422: resyncRefusedSchema,
    },
  },
  eraseAssociate: { answers: { 200: erasedSchema } },
  listReviews: { query: reviewsQuerySchema, answers: { 200: reviewsSchema } },
  countReviews: { answers: { 200: reviewCountsSchema } },
  replayReviews: { body: replayRequestSchema, answers: { 202: replayedSchema } },
  markReviews: { body: seenRequestSchema, answers: { 200: seenSchema } },
  startSync: { body: startRequestSchema, answers: { 202: startedSchema } },
  listSyncs: { query: runsQuerySchema, answers: { 200: runsSchema } },
  readSync: { answers: { 200: runSchema } },
  cancelSync: { answers: { 200: cancelledSchema, 202: cancelledSchema } },
  listReports: { answers: { 200: reportsSchema } },
  readReport: { query: reportQuerySchema, answers: { 200: reportSchema }, file: 'text/html' },
  openapi: { answers: { 200: z.looseObject({ openapi: z.string() }) } },
};

/** The schema of an answer of this function with this status. */
export function answerSchema(name: string, status: number): z.ZodType | undefined {
  const forms = ROUTE_FORMS[name];
  return forms && (forms.answers[status] ?? (status >= 400 ? problemSchema : undefined));
}
