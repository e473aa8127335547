import * as z from 'zod';
import { readStored, type Stored, saveStored } from '../longRun/storedState.ts';
import type { AdoptionStanding } from '../ports/adoptionStanding.ts';
import type { Clock } from '../ports/clock.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

const countsSchema = z.object({
  /** Contacts read. */
  contacts: z.number(),
  /** Have our key already. */
  keyed: z.number(),
  /** Share nothing with any associate. */
  withoutPartner: z.number(),
  byNumber: z.number(),
  byCedula: z.number(),
  byEmail: z.number(),
  /** Associates with one contact that fits. */
  fitting: z.number(),
  /** Associates whose only contact contradicts them in an identifier. */
  contradicting: z.number(),
  /** Associates whom two contacts fit, or whose contact fits two associates. */
  ambiguous: z.number(),
});
export type AdoptionCounts = z.infer<typeof countsSchema>;

const runSchema = z.object({
  runId: z.string(),
  dryRun: z.boolean(),
  /** First the portal is read, then contacts are written. */
  phase: z.enum(['read', 'write', 'done']),
  /** Page of the portal to go on from. */
  after: z.string().optional(),
  batches: z.number(),
  startedAt: z.string(),
  /** Since when a person wants no more of it. */
  cancelledAt: z.string().optional(),
  counts: countsSchema,
});
export type AdoptionRun = z.infer<typeof runSchema>;

const stateSchema = z.object({
  /** When an adoption that wrote came to its end: from then on nobody has to be looked up before being created. */
  completedAt: z.string().optional(),
  run: runSchema.optional(),
});
export type AdoptionState = z.infer<typeof stateSchema>;

export const NO_COUNTS: AdoptionCounts = {
  contacts: 0,
  keyed: 0,
  withoutPartner: 0,
  byNumber: 0,
  byCedula: 0,
  byEmail: 0,
  fitting: 0,
  contradicting: 0,
  ambiguous: 0,
};

/** What a run has found so far, for those who look at it after the next one has begun. */
export const adoptionFoundSchema = runSchema.pick({ phase: true, dryRun: true, counts: true });

export function foundBy(run: AdoptionRun): string {
  return JSON.stringify(adoptionFoundSchema.parse(run));
}

export type StoredAdoption = Stored<AdoptionState>;

export function readAdoption(document: StateDocument): Promise<StoredAdoption> {
  return readStored(document, stateSchema, {});
}

/** @throws LostRace when another worker carries the run on. */
export function saveAdoption(
  document: StateDocument,
  state: AdoptionState,
  etag: string | undefined,
): Promise<string> {
  return saveStored(document, stateSchema, state, etag, 'the adoption run');
}

/**
 * How it stands with adoption. `ttlMs`: how long a run that has gone through the portal vouches, 0 for ever. The document is read
 * only while nothing known is in force.
 */
export function createAdoptionStanding(
  document: StateDocument,
  ttlMs: number,
  clock: Clock,
): () => Promise<AdoptionStanding> {
  let completedAt: string | undefined;
  const standing = (): AdoptionStanding => {
    if (completedAt === undefined) return 'none';
    return ttlMs === 0 || clock.now() - Date.parse(completedAt) < ttlMs ? 'inForce' : 'expired';
  };
  return async () => {
    if (standing() !== 'inForce') completedAt = (await readAdoption(document)).completedAt;
    return standing();
  };
}
