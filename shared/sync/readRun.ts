import { type AdoptionCounts, readAdoption } from './adopt/adoptionState.ts';
import type { RunAccount, RunTotals, StateDocument } from './ports.ts';

/** How a run is, for an operator. */
export interface RunProgress extends RunTotals {
  readonly runId: string;
  readonly mode: 'sync' | 'adopt';
  /** Nothing of it is pending. */
  readonly done: boolean;
  /** What an adoption found in the portal. */
  readonly adoption?: { readonly phase: string; readonly dryRun: boolean } & AdoptionCounts;
}

/** The account of a run, and what an adoption found so far; undefined for a run that nobody knows. */
export async function readRun(
  runId: string,
  { accounts, adoption }: { readonly accounts: RunAccount; readonly adoption: StateDocument },
): Promise<RunProgress | undefined> {
  const [totals, { run }] = await Promise.all([accounts.read(runId), readAdoption(adoption)]);
  if (run?.runId === runId) {
    const { phase, dryRun, counts } = run;
    return {
      runId,
      mode: 'adopt',
      done: phase === 'done',
      ...totals,
      adoption: { phase, dryRun, ...counts },
    };
  }
  if (totals.detected === 0) return undefined;
  return { runId, mode: 'sync', done: totals.counts.pending === 0, ...totals };
}
