import * as z from 'zod';
import type { TAKEN_CODES } from '../../contacts/identity.ts';
import type { HubSpotAnswer } from '../client.ts';
import { listOf } from '../listOf.ts';

/*
 * A refusal in HubSpot's words, as `readRefusal` reads it. They repeat what was sent: they are compared here, and nothing of them goes
 * on but through `foreignText.ts`.
 */

const word = z.union([z.string(), z.number().transform(String)]);
const words = z.union([z.array(word), word.transform((one) => [one])]);
const contextSchema = z.record(z.string(), words.catch([])).catch({});

/** What may be said of one thing that is wrong. HubSpot says that every field may be absent. */
const saidSchema = z.object({
  message: z.string().catch(''),
  context: contextSchema,
  errorType: z.string().catch(''),
  errorTokens: contextSchema,
});

/** One entry of `errors`, or the body of a refused call. */
export const refusalSchema = saidSchema.extend({
  category: z.string().catch(''),
  errors: listOf(saidSchema.extend({ code: z.string().catch('') })),
});
/** `correlationId`: of the answer it came in, for HubSpot's support. */
export type Refusal = z.infer<typeof refusalSchema> & { readonly correlationId?: string | undefined };

/** The body of a call that was refused as a whole. */
export function refusalOf({ body, correlationId }: Pick<HubSpotAnswer, 'body' | 'correlationId'>): Refusal {
  return { ...refusalSchema.parse(body ?? {}), correlationId };
}

/** What one input was refused for. `missing`: there is no such contact. */
export interface RefusedInput {
  readonly kind: 'conflict' | 'refused' | 'missing';
  readonly code: string;
  readonly properties: readonly string[];
  /** HubSpot id of the contact that holds the identifier already. */
  readonly conflictId?: string;
  readonly correlationId?: string | undefined;
}

/** One thing that is wrong with one property. */
export interface RefusalDetail {
  /** HubSpot's; '' where it gives none. */
  readonly code: string;
  readonly property: string;
  /** The value that was refused, where HubSpot repeats it: only for finding its row, never for a text. */
  readonly value?: string | undefined;
  /** HubSpot id of the contact that has the value already. */
  readonly ownerId?: string | undefined;
  /** The address was deleted for GDPR, and may never come back. */
  readonly isForgotten?: boolean;
}

/** The properties that may be named, each with the identifier it holds, if any. */
export type KnownProperties = ReadonlyMap<string, keyof typeof TAKEN_CODES | undefined>;

/** Codes that say: the portal is not as we think it is. */
export const SCHEMA_CODES: ReadonlySet<string> = new Set([
  'OPTION_UNKNOWN',
  'PROPERTY_MISSING',
  'PROPERTY_READ_ONLY',
]);

/** The code of a refusal whose reason is not known. */
export const NO_REASON = 'HUBSPOT_REFUSED';
