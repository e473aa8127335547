import { z } from 'zod';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { HubSpotAnswer } from './client.ts';
import { refusalSchema } from './refusals.ts';

/** Statuses by which HubSpot refuses a call because of what is in it: taking the call apart finds the guilty row. */
export const REFUSED: ReadonlySet<number> = new Set([400, 409, 413]);

/** Statuses that pass: https://developers.hubspot.com/docs/api-reference/error-handling */
const PASSING = new Set([408, 423, 429, 477]);

/** A locked account asks for two seconds between requests. */
const LOCKED_MS = 2_000;

/**
 * Tells an answer that can be read per record (`accepted`) from one that refuses the call as a whole (`refused`).
 *
 * @throws RetryLater for what passes, StopAndAlert for what a person must mend. Messages hold status and correlation
 * id, never the body: it echoes values.
 */
export function judgeAnswer(answer: HubSpotAnswer): 'accepted' | 'refused' {
  const { status } = answer;
  const said = `HubSpot answered ${status}${answer.correlationId ? ` (correlation id ${answer.correlationId})` : ''}`;
  if (status >= 200 && status < 300) {
    if (answer.body !== undefined) return 'accepted';
    throw new RetryLater('HUBSPOT_UNREADABLE', `${said} with a body that is no JSON.`, {
      outcomeUnknown: true,
    });
  }
  if (REFUSED.has(status)) return 'refused';
  if (PASSING.has(status)) {
    const waitMs = status === 423 ? Math.max(answer.retryAfterMs ?? 0, LOCKED_MS) : answer.retryAfterMs;
    throw new RetryLater(status === 429 ? 'HUBSPOT_RATE_LIMITED' : 'HUBSPOT_BUSY', `${said}.`, {
      status,
      afterMs: waitMs,
      // Whoever was timed out does not know how far HubSpot had come.
      outcomeUnknown: status === 408,
    });
  }
  if (status >= 500) {
    // A gateway's error says nothing of whether the write behind it was applied.
    throw new RetryLater('HUBSPOT_UNAVAILABLE', `${said}.`, {
      status,
      afterMs: answer.retryAfterMs,
      outcomeUnknown: true,
    });
  }
  throw new StopAndAlert('HUBSPOT_REFUSED', `${said}. ${ADVICE[status] ?? 'This call cannot succeed.'}`, {
    stopsEverything: status in ADVICE,
  });
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'The token is not accepted: check HUBSPOT_ACCESS_TOKEN.',
  403: 'The token lacks a scope: it needs crm.objects.contacts.read and crm.objects.contacts.write.',
  404: 'There is no such endpoint: check HUBSPOT_BASE_URL and HUBSPOT_API_VERSION.',
};

const resultSchema = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()).catch({}),
  createdAt: z.string().catch(''),
  updatedAt: z.string().catch(''),
});
export type ResultRecord = z.infer<typeof resultSchema>;

const writtenSchema = z.object({
  id: z.string(),
  objectWriteTraceId: z.string().optional(),
  new: z.boolean().optional(),
});
export type WrittenRecord = z.infer<typeof writtenSchema>;

/**
 * The body of an accepted batch write: who was written and who was refused. 2026-09 lists errors under 200 as well, so
 * `errors` is read always. A result that is none is left out: it then counts as not accounted for.
 */
export const writeAnswerSchema = z.object({
  results: listOf(writtenSchema),
  errors: z.array(refusalSchema).catch([]),
});

/** Those entries that are what they should be; an answer may hold anything. */
function listOf<T>(schema: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? []));
}

/**
 * The body of an accepted batch read, list page or search page. What was not found is simply not there.
 */
export const batchAnswerSchema = z.object({
  results: listOf(resultSchema),
  /** Of a batch read: who was not found. */
  errors: z.array(refusalSchema).catch([]),
  /** Of a search. */
  total: z.number().optional().catch(undefined),
  paging: z
    .object({ next: z.object({ after: z.string() }) })
    .optional()
    .catch(undefined),
});
