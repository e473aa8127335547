import { type AdoptionCounts, readAdoption } from '../adopt/adoptionState.ts';
import { beginOfRun } from '../ports/ids.ts';
import type { RunAccount, RunNote, RunTotals } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { readVerification, type VerificationFindings } from '../verify/verificationState.ts';

/** How a run is, for an operator. */
export interface RunProgress extends Omit<RunTotals, 'note' | 'lastEndAt'> {
  readonly runId: string;
  readonly mode: 'sync' | 'adopt' | 'verify' | RunNote['mode'];
  readonly startedAt: string | undefined;
  /** Nothing of it is pending, and nothing follows. */
  readonly done: boolean;
  /** Records that came to their end, over the time from the start to the last of them; undefined before the first. */
  readonly recordsPerMinute: number | undefined;
  /** What is pending, at that rate; nothing is known of what is not detected yet. */
  readonly secondsLeft: number | undefined;
  /** What an adoption found in the portal. */
  readonly adoption?: { readonly phase: string; readonly dryRun: boolean } & AdoptionCounts;
  /** How HubSpot differs from SQL Server; what is repaired is in the counts. */
  readonly verification?: { readonly phase: string; readonly repair: boolean } & VerificationFindings;
}

export interface ReadRunParts {
  readonly accounts: RunAccount;
  readonly adoption: StateDocument;
  readonly verification: StateDocument;
  /** The run that the full pass is counted in, while one is on that somebody asked for. */
  readonly fullPassRun: () => Promise<string | undefined>;
}

/** The account of a run, and what an adoption or a verification found so far; undefined for a run that nobody knows. */
export async function readRun(runId: string, parts: ReadRunParts): Promise<RunProgress | undefined> {
  // Before the account: a pass that ends in between has counted all of its batches by then.
  const fullPassRun = await parts.fullPassRun();
  const [{ note, lastEndAt, ...totals }, adopted, verified] = await Promise.all([
    parts.accounts.read(runId),
    readAdoption(parts.adoption),
    readVerification(parts.verification),
  ]);
  const shared = { runId, ...totals, ...paceOf(runId, totals, lastEndAt) };
  if (adopted.run?.runId === runId) {
    const { phase, dryRun, counts } = adopted.run;
    return { ...shared, mode: 'adopt', done: phase === 'done', adoption: { phase, dryRun, ...counts } };
  }
  if (verified.run?.runId === runId) {
    const { phase, repair, counts, drift, keys } = verified.run;
    const done = phase === 'done' && totals.counts.pending === 0;
    return { ...shared, mode: 'verify', done, verification: { phase, repair, counts, drift, keys } };
  }
  if (totals.detected === 0 && !note) return undefined;
  const follows = (note !== undefined && note.stage !== 'ended') || fullPassRun === runId;
  return { ...shared, mode: note?.mode ?? 'sync', done: totals.counts.pending === 0 && !follows };
}

function paceOf(
  runId: string,
  { detected, counts }: RunTotals,
  lastEndAt: string | undefined,
): Pick<RunProgress, 'startedAt' | 'recordsPerMinute' | 'secondsLeft'> {
  const startedAt = beginOfRun(runId);
  const ended = detected - counts.pending;
  if (startedAt === undefined || lastEndAt === undefined || ended === 0) {
    return { startedAt, recordsPerMinute: undefined, secondsLeft: undefined };
  }
  // A run's id tells its start to the second.
  const minutes = Math.max(Date.parse(lastEndAt) - Date.parse(startedAt), 1000) / 60_000;
  const perMinute = ended / minutes;
  const secondsLeft = Math.ceil((counts.pending / perMinute) * 60);
  return { startedAt, recordsPerMinute: Math.round(perMinute), secondsLeft };
}
