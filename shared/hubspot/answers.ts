import { z } from 'zod';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { HubSpotAnswer } from './client.ts';

/** Statuses by which HubSpot refuses a call because of what is in it: taking the call apart finds the guilty row. */
const REFUSED = new Set([400, 409, 413]);

/** Statuses that pass: https://developers.hubspot.com/docs/api-reference/error-handling */
const PASSING = new Set([408, 423, 429, 477]);

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
    const afterMs = answer.retryAfterMs ?? (status === 423 ? 2_000 : undefined);
    throw new RetryLater(status === 429 ? 'HUBSPOT_RATE_LIMITED' : 'HUBSPOT_BUSY', `${said}.`, { afterMs });
  }
  if (status >= 500) {
    // A gateway's error says nothing of whether the write behind it was applied.
    throw new RetryLater('HUBSPOT_UNAVAILABLE', `${said}.`, {
      afterMs: answer.retryAfterMs,
      outcomeUnknown: true,
    });
  }
  throw new StopAndAlert('HUBSPOT_REFUSED', `${said}. ${ADVICE[status] ?? 'This call cannot succeed.'}`);
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'The token is not accepted: check HUBSPOT_ACCESS_TOKEN.',
  403: 'The token lacks a scope: it needs crm.objects.contacts.read and crm.objects.contacts.write.',
  404: 'There is no such endpoint: check HUBSPOT_BASE_URL and HUBSPOT_API_VERSION.',
};

const strings = z.union([z.array(z.string()), z.string().transform((one) => [one])]);
const contextSchema = z.record(z.string(), strings.catch([])).catch({});

/** One entry of `errors`, or the body of a refused call. HubSpot says that every field may be absent. */
export const refusalSchema = z.object({
  category: z.string().catch(''),
  message: z.string().catch(''),
  context: contextSchema,
  errors: z.array(z.object({ code: z.string().catch(''), context: contextSchema })).catch([]),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** The body of an accepted batch call. 2026-09 lists errors under 200 as well, so `errors` is read always. */
export const batchAnswerSchema = z.object({
  results: z
    .array(
      z.object({
        id: z.string(),
        objectWriteTraceId: z.string().optional(),
        new: z.boolean().optional(),
        properties: z.record(z.string(), z.string().nullable()).catch({}),
      }),
    )
    .catch([]),
  errors: z.array(refusalSchema).catch([]),
});

/** What one input was refused for. */
export interface RefusedInput {
  readonly kind: 'conflict' | 'refused';
  readonly code: string;
  readonly properties: readonly string[];
  readonly conflictId?: string;
}

/** HubSpot's codes (never its texts, they are localised) as our outcome codes. */
const CODES: Readonly<Record<string, string>> = {
  INVALID_EMAIL: 'EMAIL_INVALID',
  INVALID_OPTION: 'OPTION_UNKNOWN',
  INVALID_DATE: 'DATE_INVALID',
  INVALID_LONG: 'NUMBER_INVALID',
  INVALID_INTEGER: 'NUMBER_INVALID',
  PROPERTY_DOESNT_EXIST: 'PROPERTY_MISSING',
  READ_ONLY_VALUE: 'PROPERTY_READ_ONLY',
};

const TAKEN: Readonly<Record<string, string>> = { email: 'EMAIL_TAKEN', cedula: 'CEDULA_TAKEN' };

/** Reads a refusal: conflict or refused, our code for it, and the properties it names. */
export function readRefusal(refusal: Refusal, keyProperty: string): RefusedInput {
  const details = [...refusal.errors.map(toDetail), ...detailsInMessage(refusal.message)];
  const properties = [
    ...new Set([...details.map(({ property }) => property), ...(refusal.context['propertyName'] ?? [])]),
  ].filter((property) => property !== '');
  const conflictId = refusal.context['existingId']?.[0];
  const owner = conflictId === undefined ? {} : { conflictId };
  if (details.some(({ code }) => code === 'CONFLICTING_UNIQUE_VALUE')) {
    const property = properties[0] ?? '';
    const code = property === keyProperty ? 'NUMBER_TAKEN' : (TAKEN[property] ?? 'VALUE_TAKEN');
    return { kind: 'conflict', code, properties, ...owner };
  }
  // A contact conflict without further detail is always about the email: the only identifier HubSpot itself keeps.
  if (refusal.category === 'CONFLICT' || refusal.category === 'OBJECT_ALREADY_EXISTS') {
    return { kind: 'conflict', code: 'EMAIL_TAKEN', properties: ['email'], ...owner };
  }
  const known = details.map(({ code }) => CODES[code]).find((code) => code !== undefined);
  return { kind: 'refused', code: known ?? 'HUBSPOT_REFUSED', properties };
}

interface Detail {
  readonly code: string;
  readonly property: string;
}

function toDetail(error: Refusal['errors'][number]): Detail {
  return { code: error.code, property: error.context['propertyName']?.[0] ?? '' };
}

const embeddedSchema = z.array(z.object({ error: z.string().catch(''), name: z.string().catch('') }));

/** `Property values were not valid: [{"error":"INVALID_EMAIL","name":"email",…}]`: may list more than `errors` does. */
function detailsInMessage(message: string): readonly Detail[] {
  const start = message.indexOf('[');
  if (start === -1) return [];
  try {
    const parsed = embeddedSchema.safeParse(JSON.parse(message.slice(start)));
    return parsed.success ? parsed.data.map(({ error, name }) => ({ code: error, property: name })) : [];
  } catch {
    return [];
  }
}
