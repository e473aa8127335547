import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Associate } from '../keys/readAssociates.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactRemover } from '../ports/contactApi.ts';
import type { BatchMessage, PendingRemoval } from '../ports/messages.ts';
import type { RulesSource } from '../ports/rules.ts';
import type { DeleteGuard } from './deleteGuard.ts';
import { type GoneRow, held, judgeGone, judgeRemoval, waiting } from './judgeGone.ts';

export interface SettleGoneParts {
  readonly remover: ContactRemover;
  readonly guard: DeleteGuard;
  readonly rules: RulesSource;
  readonly quietMs: number;
  readonly clock: Clock;
}

export interface GoneBatch {
  /** Those that have no row. */
  readonly associates: readonly Associate[];
  readonly forced: ReadonlySet<string>;
  readonly message: BatchMessage;
}

/** What the keys without a row came to. */
export interface SettledGone {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly doubtful: ReadonlySet<string>;
  /** HubSpot was asked to change something. */
  readonly hasRemoved: boolean;
  /** Those that wait; the message has to come back with it. */
  readonly removal?: PendingRemoval | undefined;
  /** So many contacts the guard has not counted yet: to be done once the rest of the batch is. */
  readonly toCount: number;
}

/**
 * A verdict for every key without a row. Whose contact is to be marked or archived first waits until things are quiet, so
 * that the guard knows of all the batches of a mass delete before the first contact of any is touched.
 */
export async function settleGone(batch: GoneBatch, parts: SettleGoneParts): Promise<SettledGone> {
  const nothing = { verdicts: new Map<string, Verdict>(), doubtful: new Set<string>() };
  if (batch.associates.length === 0) return { ...nothing, hasRemoved: false, toCount: 0 };
  const { associates, forced, message } = batch;
  const previous = believedOf(batch);
  const rules = await parts.rules.current();
  const verdicts = new Map<string, Verdict>();
  const due = new Map<string, Extract<GoneRow, { settled: false }>>();
  for (const { key } of associates) {
    const judged = judgeGone(key, previous.get(key), forced.has(key), rules);
    if (judged.settled) verdicts.set(key, judged.verdict);
    else due.set(key, judged);
  }
  const settleAll = (verdictOf: (entry: LedgerEntry | undefined) => Verdict) => {
    for (const key of due.keys()) verdicts.set(key, verdictOf(previous.get(key)));
    return { ...nothing, verdicts, hasRemoved: false };
  };
  if (due.size === 0) return { ...nothing, verdicts, hasRemoved: false, toCount: 0 };
  if (!message.released) {
    const { removal, toCount } = nextRemoval(due.size, message.removal, parts);
    if (parts.clock.now() < removal.dueAt) return { ...settleAll(waiting), removal, toCount };
    if (await parts.guard.isHeld(message.runId)) return { ...settleAll(held), toCount: 0 };
  }
  const answer = await parts.remover.remove([...due.values()].map(({ contact }) => contact));
  for (const [key, gone] of due) {
    const write = answer.verdicts.get(key) ?? { kind: 'unknown' };
    verdicts.set(key, judgeRemoval(write, gone, previous.get(key), rules.mapping));
  }
  return { verdicts, doubtful: answer.doubtful, hasRemoved: true, toCount: 0 };
}

/** What is done again for doubt's sake: a refusal must not vouch for a fingerprint that may be HubSpot's no longer. */
function believedOf({ associates, forced }: GoneBatch): ReadonlyMap<string, LedgerEntry> {
  return new Map(
    associates.flatMap(({ key, previous }) => {
      if (!previous) return [];
      return [[key, forced.has(key) ? { ...previous, fingerprint: undefined } : previous] as const];
    }),
  );
}

/** More are gone than were counted: they wait anew, together. */
function nextRemoval(
  due: number,
  removal: PendingRemoval | undefined,
  { clock, quietMs }: SettleGoneParts,
): { readonly removal: PendingRemoval; readonly toCount: number } {
  if (removal && due <= removal.counted) return { removal, toCount: 0 };
  return {
    removal: { counted: due, dueAt: clock.now() + Math.max(quietMs, 1) },
    toCount: due - (removal?.counted ?? 0),
  };
}
