import { type AdoptionCounts, readAdoption } from './adopt/adoptionState.ts';
import type { RunAccount, RunTotals, StateDocument } from './ports.ts';
import { readVerification, type VerificationFindings } from './verify/verificationState.ts';

/** How a run is, for an operator. */
export interface RunProgress extends RunTotals {
  readonly runId: string;
  readonly mode: 'sync' | 'adopt' | 'verify';
  /** Nothing of it is pending. */
  readonly done: boolean;
  /** What an adoption found in the portal. */
  readonly adoption?: { readonly phase: string; readonly dryRun: boolean } & AdoptionCounts;
  /** How HubSpot differs from SQL Server; what is repaired is in the counts. */
  readonly verification?: { readonly phase: string; readonly repair: boolean } & VerificationFindings;
}

export interface ReadRunParts {
  readonly accounts: RunAccount;
  readonly adoption: StateDocument;
  readonly verification: StateDocument;
}

/** The account of a run, and what an adoption or a verification found so far; undefined for a run that nobody knows. */
export async function readRun(
  runId: string,
  { accounts, adoption, verification }: ReadRunParts,
): Promise<RunProgress | undefined> {
  const [totals, adopted, verified] = await Promise.all([
    accounts.read(runId),
    readAdoption(adoption),
    readVerification(verification),
  ]);
  if (adopted.run?.runId === runId) {
    const { phase, dryRun, counts } = adopted.run;
    const done = phase === 'done';
    return { runId, mode: 'adopt', done, ...totals, adoption: { phase, dryRun, ...counts } };
  }
  if (verified.run?.runId === runId) {
    const { phase, repair, counts, drift, keys } = verified.run;
    const done = phase === 'done' && totals.counts.pending === 0;
    return { runId, mode: 'verify', done, ...totals, verification: { phase, repair, counts, drift, keys } };
  }
  if (totals.detected === 0) return undefined;
  return { runId, mode: 'sync', done: totals.counts.pending === 0, ...totals };
}
