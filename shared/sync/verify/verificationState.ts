import * as z from 'zod';
import { readStored, type Stored, saveStored } from '../longRun/storedState.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

const countsSchema = z.object({
  /** same + drifted + missing + gone. */
  checked: z.number(),
  same: z.number(),
  /** Contacts that hold another value than SQL Server. */
  drifted: z.number(),
  /** Valid rows that have no contact. */
  missing: z.number(),
  /** Contacts with our key whose row is gone; under `mark` only those without the mark. */
  gone: z.number(),
  /**
   * Rows that are not compared, for their outcome says why HubSpot need not hold them (rejected, conflict, left alone), and contacts
   * whose key has the form of no row's.
   */
  skipped: z.number(),
});
export type VerificationCounts = z.infer<typeof countsSchema>;

const keysSchema = z.array(z.string());
const findingsSchema = z.object({
  counts: countsSchema,
  /** Contacts by the property that has another value. */
  drift: z.record(z.string(), z.number()),
  /** The first keys of each kind. */
  keys: z.object({ drifted: keysSchema, missing: keysSchema, gone: keysSchema }),
});
/** What a verification found: counts, property names and keys, never values. */
export type VerificationFindings = z.infer<typeof findingsSchema>;

const runSchema = findingsSchema.extend({
  runId: z.string(),
  repair: z.boolean(),
  /** First every row against its contact, then every contact with our key against the table. */
  phase: z.enum(['rows', 'contacts', 'done']),
  /** Row to go on behind. */
  afterKey: z.string().nullable(),
  /** Page of the portal to go on from. */
  after: z.string().optional(),
  /** Pages done; each of them makes one batch of repairs at most. */
  pages: z.number(),
  startedAt: z.string(),
  /** Since when a person wants no more of it. */
  cancelledAt: z.string().optional(),
});
export type VerificationRun = z.infer<typeof runSchema>;

const stateSchema = z.object({
  run: runSchema.optional(),
  /** The last one that came to its end. */
  last: findingsSchema.extend({ runId: z.string(), startedAt: z.string(), endedAt: z.string() }).optional(),
});
export type VerificationState = z.infer<typeof stateSchema>;
export type StoredVerification = Stored<VerificationState>;

/** What a run has found so far, without keys, for those who look at it after the next one has begun. */
export const verificationFoundSchema = runSchema.pick({
  phase: true,
  repair: true,
  counts: true,
  drift: true,
});

export function foundBy(run: VerificationRun): string {
  return JSON.stringify(verificationFoundSchema.parse(run));
}

export const NOTHING_FOUND: VerificationFindings = {
  counts: { checked: 0, same: 0, drifted: 0, missing: 0, gone: 0, skipped: 0 },
  drift: {},
  keys: { drifted: [], missing: [], gone: [] },
};

export function readVerification(document: StateDocument): Promise<StoredVerification> {
  return readStored(document, stateSchema, {});
}

/** @throws LostRace when another worker carries the run on. */
export function saveVerification(
  document: StateDocument,
  state: VerificationState,
  etag: string | undefined,
): Promise<string> {
  return saveStored(document, stateSchema, state, etag, 'the verification run');
}
