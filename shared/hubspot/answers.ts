import * as z from 'zod';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { HubSpotAnswer } from './client.ts';
import { knownScopes, recordId } from './foreignText.ts';
import { listOf } from './listOf.ts';
import { saysMissing } from './refusals/readRefusal.ts';
import { type Refusal, refusalOf, refusalSchema } from './refusals/refusal.ts';

/** Statuses by which HubSpot refuses a call because of what is in it: taking the call apart finds the guilty row. */
export const REFUSED: ReadonlySet<number> = new Set([400, 409, 413, 414, 422, 451]);

/** Statuses that pass: https://developers.hubspot.com/docs/api-reference/error-handling */
const PASSING = new Set([408, 423, 429, 477]);

/** A locked account asks for two seconds between requests. */
export const LOCKED_MS = 2_000;

/**
 * What an answer is: one that can be read per record (`accepted`), one that refuses the call as a whole for what is in it
 * (`refused`), or a refusal of which the status alone does not tell whether it is the call, or every call (`unclear`: ask
 * `judgeCall`).
 *
 * @throws RetryLater for what passes, StopAndAlert for what HubSpot says a person must mend. Messages hold status and
 * correlation id, never the body: it echoes values.
 */
export function judgeAnswer(answer: HubSpotAnswer): 'accepted' | 'refused' | 'unclear' {
  const { status } = answer;
  const said = describe(answer);
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
  const refusal = refusalOf(answer);
  const advice = adviceOn(status, refusal);
  if (advice !== undefined) throw stop(`${said}. ${advice}`);
  return saysMissing(refusal) ? 'refused' : 'unclear';
}

/** The stop for an answer that is `unclear`, once it is known that no call at all is let in. */
export function closedDoor(answer: HubSpotAnswer): StopAndAlert {
  const advice =
    answer.status === 404
      ? 'There is no such endpoint: check HUBSPOT_BASE_URL and HUBSPOT_API_VERSION.'
      : 'Nothing is let through, and no scope is named: check that the app of the token may use this portal, and what stands between the sync and HubSpot.';
  return stop(`${describe(answer)}. ${advice}`);
}

/** What a person mends where HubSpot says that no call of ours can succeed; undefined where it does not. */
function adviceOn(status: number, { category, errors }: Refusal): string | undefined {
  if (status === 401) return 'The token is not accepted: check HUBSPOT_ACCESS_TOKEN.';
  if (category === 'BANNED')
    return 'The app of HUBSPOT_ACCESS_TOKEN is not allowed to use this portal (BANNED): ask who administers it in HubSpot, or use the token of another app.';
  if (category !== 'MISSING_SCOPES') return undefined;
  const wanted = knownScopes(errors.flatMap(({ context }) => context['requiredGranularScopes'] ?? []));
  const asked = wanted.length === 0 ? '' : ` HubSpot asked for ${wanted.join(' or ')}.`;
  return `The token lacks a scope: it needs crm.objects.contacts.read and crm.objects.contacts.write.${asked}`;
}

function stop(message: string): StopAndAlert {
  return new StopAndAlert('HUBSPOT_REFUSED', message, { stopsEverything: true });
}

function describe({ status, correlationId }: HubSpotAnswer): string {
  return `HubSpot answered ${status}${correlationId ? ` (correlation id ${correlationId})` : ''}`;
}

/** What is no id of HubSpot's is no result. */
const idSchema = z.string().refine((text) => recordId(text) !== undefined);

const resultSchema = z.object({
  id: idSchema,
  properties: z.record(z.string(), z.string().nullable()).catch({}),
  createdAt: z.string().catch(''),
  updatedAt: z.string().catch(''),
});
export type ResultRecord = z.infer<typeof resultSchema>;

const writtenSchema = z.object({
  id: idSchema,
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
  errors: listOf(refusalSchema),
});

/**
 * The body of an accepted batch read, list page or search page. What was not found is simply not there.
 */
export const batchAnswerSchema = z.object({
  results: listOf(resultSchema),
  /** Of a batch read: who was not found. */
  errors: listOf(refusalSchema),
  /** Of a search. */
  total: z.number().optional().catch(undefined),
  paging: z
    .object({ next: z.object({ after: z.string() }) })
    .optional()
    .catch(undefined),
});
