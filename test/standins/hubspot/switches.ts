import { z } from 'zod';

/**
 * What HubSpot leaves open, differs between versions, was reported both ways, or is up to a portal's admin. A
 * client is safe when it passes under every setting.
 */
export const switchesSchema = z.object({
  /** Language of the texts that people read. Codes and categories stay the same. */
  language: z.enum(['en', 'es']),
  /** False: trace ids give no row its own verdict; every write batch succeeds or fails as a whole. */
  perRecordVerdicts: z.boolean(),
  /** Whether a result repeats the trace id of its input: it always did, though the schema makes it optional. */
  echoTraceIds: z.boolean(),
  /** Status of a batch answer that carries `errors`: 207 as observed, or 200 as the 2026-09 schema says. */
  partialStatus: z.union([z.literal(207), z.literal(200)]),
  /** Status when every input had a trace id and none failed: both were observed. */
  cleanTraceStatus: z.union([z.literal(200), z.literal(207)]),
  /** A batch in which only some inputs have a trace id. */
  mixedTraceIds: z.enum(['allOrNothing', 'perRecord']),
  /** A whole-call 409: most reports say nothing was written, one says the other inputs were. */
  conflictWithoutTraceIds: z.enum(['nothingWritten', 'othersWritten']),
  /**
   * How the dated versions say that another contact has an email or a unique value. `coordinates`: a 400 whose text names
   * property, value, the record that was to be written, and the owner (captures of 2026). `tokens`: the same beside
   * `errorTokens`. `conflict`: as v3 always does, 409 for an email and CONFLICTING_UNIQUE_VALUE for others. `words`: a 400
   * with the text of `takenWords` and nothing else.
   */
  takenValue: z.enum(['coordinates', 'tokens', 'conflict', 'words']),
  /** `{property}`, `{value}`, `{target}` and `{owner}` are filled in. */
  takenWords: z.string(),
  /** Whether a taken value of one row refuses the whole call although every row has a trace id: no batch was captured. */
  takenValueSinks: z.boolean(),
  /** Under `conflict`: how a 409 says who owns the email: by id in its text, not at all, or as the body of the first contacts API. */
  conflictVariant: z.enum(['withId', 'withoutId', 'legacy']),
  /** Under `conflict`: whether the conflict of one row names the other contact in `context.existingId`. */
  conflictExistingId: z.boolean(),
  /** Whether a failed row of a partial answer lists its property errors beside the array in its message. */
  rowErrorDetails: z.boolean(),
  /** Whether the error of a row names it by its trace id: it always did, though every field may be absent. */
  errorTraceIds: z.boolean(),
  /**
   * A batch update by a key that nobody has: an error beside the results (recorded for record ids), or a refusal of the
   * whole call that lists the keys (recorded for a custom object, without its status).
   */
  missingOnUpdate: z.enum(['perRow', 'call404', 'call400']),
  /** For so long after a contact was made, an upsert of its key does not find it, and then is told that the key is taken. */
  keyRaceMs: z.number().min(0),
  /** A batch read of several values of one contact: it is answered once, or refused as writes are, naming the values or not. */
  duplicateReads: z.enum(['once', 'refused', 'refusedNameless']),
  /** A batch read of the id of a contact that was merged away: its survivor under its own id, or nothing. */
  absorbedReads: z.enum(['survivor', 'nothing']),
  /** Whether two values of a unique property that differ in case only are two (`exact`) or one (`ignored`): nothing says. */
  uniqueCase: z.enum(['exact', 'ignored']),
  /** Phone properties keep a number as it was sent, or with blanks ("formatted automatically", knowledge base). */
  phoneFormat: z.enum(['asSent', 'spaced']),
  /**
   * "Partial upserts are not supported when using email as idProperty": an upsert by email that leaves out a
   * property in which the contact has a value leaves it alone (observed), is refused, or clears it.
   */
  partialUpsertByEmail: z.enum(['sparse', 'reject', 'blank']),
  /** Merges keep the id of the primary record (a beta of HubSpot's) instead of making a new record. */
  mergeKeepsPrimaryId: z.boolean(),
  /** Admin rule: phone properties hold E.164 numbers that are valid for their country. */
  phoneValidation: z.boolean(),
  /** Admin rule: properties without which 2026-09 creates no contact; older versions ignore it. */
  requiredOnCreate: z.array(z.string()),
  /** How long a property that was created over the API stays unknown to writes. */
  propertyReadyDelayMs: z.number().min(0),
  /** Seconds in `Retry-After` of a 429; null leaves the header out, as HubSpot's documentation does. */
  retryAfterSeconds: z.number().positive().nullable(),
  /** The two daily headers are absent for OAuth apps. */
  dailyHeaders: z.boolean(),
  /** How long a write stays invisible to search. */
  searchLagMs: z.number().min(0),
});

export type Switches = z.infer<typeof switchesSchema>;

export const defaultSwitches: Switches = {
  language: 'en',
  perRecordVerdicts: true,
  echoTraceIds: true,
  partialStatus: 207,
  cleanTraceStatus: 200,
  mixedTraceIds: 'allOrNothing',
  conflictWithoutTraceIds: 'nothingWritten',
  takenValue: 'coordinates',
  takenWords: 'The request is not valid',
  takenValueSinks: false,
  conflictVariant: 'withId',
  conflictExistingId: true,
  rowErrorDetails: true,
  errorTraceIds: true,
  missingOnUpdate: 'perRow',
  keyRaceMs: 0,
  duplicateReads: 'once',
  absorbedReads: 'survivor',
  uniqueCase: 'exact',
  phoneFormat: 'asSent',
  partialUpsertByEmail: 'sparse',
  mergeKeepsPrimaryId: false,
  phoneValidation: false,
  requiredOnCreate: [],
  propertyReadyDelayMs: 0,
  retryAfterSeconds: null,
  dailyHeaders: true,
  searchLagMs: 0,
};
