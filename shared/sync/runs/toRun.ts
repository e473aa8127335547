import type { Run, RunMode, RunState } from '../../answers/runs.ts';
import { everyCount, recordsIn } from '../../outcomes/countOutcomes.ts';
import { type AdoptionRun, adoptionFoundSchema } from '../adopt/adoptionState.ts';
import type { RunSummary } from '../counters/tallyRun.ts';
import { beginOfRun } from '../ports/ids.ts';
import { NOTHING_FOUND, type VerificationRun, verificationFoundSchema } from '../verify/verificationState.ts';

/** What is known of runs beside their accounts. */
export interface RunSurroundings {
  readonly now: number;
  /** The adoption and the verification that began last. */
  readonly adoption: AdoptionRun | undefined;
  readonly verification: VerificationRun | undefined;
  /** The run that the full pass is counted in, while one is on that somebody asked for. */
  readonly fullPassRun: string | undefined;
  /** The full pass that was stopped last. */
  readonly stoppedPassRun: string | undefined;
  /** Nothing is sent until a person has mended something. */
  readonly isPaused: boolean;
  /** Associates that the ledger knows; null: nobody has counted. */
  readonly associates: number | null;
}

/** A run as it is answered: its account, its pace, and what an adoption or a verification found. */
export function toRun(summary: RunSummary, around: RunSurroundings): Run {
  const { runId, detected, rejectedByCode, notInHubSpot, cancelledAt = null } = summary;
  const mode: RunMode = summary.isResync ? 'resync' : (summary.mode ?? 'incremental');
  const adoption = adoptionOf(summary, around);
  const verification = verificationOf(summary, around);
  const counts = { ...everyCount(summary.counts), pending: Math.max(0, summary.counts.pending ?? 0) };
  const state = stateOf(summary, follows(summary, around, adoption ?? verification), counts.pending, around);
  const isOver = state === 'ended' || state === 'cancelled' || state === 'failed';
  const endedAt = isOver ? latest(summary.lastEndAt, summary.endedAt, summary.storedAt) : null;
  const startedAt = beginOfRun(runId) ?? new Date(0).toISOString();
  const spanMs = Math.max((endedAt ? Date.parse(endedAt) : around.now) - Date.parse(startedAt), 1_000);
  const processed =
    adoption?.contacts ??
    (verification ? verification.counts.checked + verification.counts.skipped : undefined) ??
    summary.compared + recordsIn(summary.counts);
  const total = totalOf(mode, summary, processed, state, around);
  const perMinute = processed / (spanMs / 60_000);
  return {
    runId,
    mode,
    ...(summary.name === undefined ? {} : { name: summary.name }),
    state,
    done: isOver,
    startedAt,
    endedAt,
    durationMs: endedAt ? spanMs : null,
    detected,
    counts,
    rejectedByCode,
    notInHubSpot,
    processed,
    total,
    recordsPerMinute: processed > 0 ? Math.round(perMinute) : null,
    secondsLeft: secondsLeft(state, total, processed, perMinute),
    cancelledAt,
    canCancel: !(isOver || state === 'cancelling' || mode === 'resync' || mode === 'releaseDeletes'),
    canResume: state === 'cancelled' && isResumable(runId, around),
    ...(adoption ? { adoption } : {}),
    ...(verification ? { verification } : {}),
  };
}

function adoptionOf({ runId, mode, found }: RunSummary, { adoption }: RunSurroundings): Run['adoption'] {
  if (adoption?.runId === runId) {
    const { phase, dryRun, counts } = adoption;
    return { phase, dryRun, ...counts };
  }
  if (mode !== 'adopt' || found === undefined) return undefined;
  const { counts, ...rest } = adoptionFoundSchema.parse(JSON.parse(found));
  return { ...rest, ...counts };
}

function verificationOf(
  { runId, mode, found }: RunSummary,
  { verification }: RunSurroundings,
): Run['verification'] {
  if (verification?.runId === runId) {
    const { phase, repair, counts, drift, keys } = verification;
    return { phase, repair, counts, drift, keys };
  }
  if (mode !== 'verify' || found === undefined) return undefined;
  return { ...verificationFoundSchema.parse(JSON.parse(found)), keys: NOTHING_FOUND.keys };
}

/** Whether something of the run is still to come that is not on the queue. */
function follows(
  { runId, mode, stage }: RunSummary,
  { fullPassRun }: RunSurroundings,
  found: { readonly phase: string } | undefined,
): boolean {
  if (found) return found.phase !== 'done';
  if (mode === 'adopt' || mode === 'verify') return false;
  return (stage !== undefined && stage !== 'ended') || fullPassRun === runId;
}

function stateOf(
  { cancelledAt, stage }: RunSummary,
  isToCome: boolean,
  pending: number,
  { isPaused }: RunSurroundings,
): RunState {
  if (cancelledAt !== undefined) return pending > 0 ? 'cancelling' : 'cancelled';
  if (pending === 0 && stage === 'givenUp') return 'failed';
  if (pending === 0 && !isToCome) return 'ended';
  return isPaused ? 'paused' : 'running';
}

/** What `processed` will come to. */
function totalOf(
  mode: RunMode,
  { detected, compared, stage }: RunSummary,
  processed: number,
  state: RunState,
  { associates }: RunSurroundings,
): number | null {
  if (state === 'ended') return processed;
  if (mode === 'adopt') return null;
  if (mode === 'full' || mode === 'verify' || mode === 'reconcile')
    return associates === null ? null : Math.max(associates, processed, detected + compared);
  return stage === undefined || stage === 'ended' ? detected : null;
}

function secondsLeft(
  state: RunState,
  total: number | null,
  processed: number,
  perMinute: number,
): number | null {
  if (state === 'ended' || state === 'cancelled' || state === 'failed') return 0;
  if (state === 'paused' || total === null || processed === 0) return null;
  return Math.ceil(((total - processed) / perMinute) * 60);
}

function isResumable(runId: string, { adoption, verification, stoppedPassRun }: RunSurroundings): boolean {
  const ofRun = [adoption, verification].find((run) => run?.runId === runId);
  return ofRun ? ofRun.phase !== 'done' : stoppedPassRun === runId;
}

function latest(...times: readonly (string | undefined)[]): string | null {
  const [ended, noted, stored] = times;
  const known = [ended, noted].flatMap((time) => time ?? []).sort();
  return known.at(-1) ?? stored ?? null;
}
