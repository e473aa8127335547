import type { KeyForms } from '../../contacts/associateKey.ts';
import { LostRace } from '../../errors.ts';
import { isAbsent, isInHubSpot, isLeftAlone } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import { otherKeyOf } from '../keys/otherKeyOf.ts';
import type { Associate } from '../keys/readAssociates.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';

/** What became of one associate. */
export interface Done {
  readonly associate: Associate;
  readonly verdict: Verdict;
  readonly outcome: RecordOutcome;
}

/**
 * Stores what is news of a batch's outcomes. Those that no other worker has touched meanwhile are stored in any case, and keep
 * their outcome when the batch comes again for the rest. `forced`: keys that were done past the fingerprint, as whoever sends a
 * review again by hand has it done.
 *
 * @throws LostRace naming the keys of those that another worker stored first.
 */
export async function storeOutcomes(
  done: readonly Done[],
  ledger: OutcomeLedger & LedgerErasure,
  batchId: string,
  forced: ReadonlySet<string>,
): Promise<void> {
  const contested = await commitUncontested(done.filter(isNews), ledger, forced);
  const keys = contested.flatMap(({ associate: { key, asked } }) => [key, ...asked]);
  if (keys.length > 0) throw new LostRace(`batch ${batchId}`, [...new Set(keys)]);
  for (const { associate } of done) for (const entry of associate.superseded) await ledger.remove(entry);
}

/** The outcome of an associate that a batch came to. */
export function toDone(
  associate: Associate,
  verdict: Verdict | undefined,
  { batchId, runId, attempt }: Pick<BatchMessage, 'batchId' | 'runId' | 'attempt'>,
  durationMs: number,
  keyForms: KeyForms,
): Done {
  if (!verdict) throw new Error(`No verdict for a record of batch ${batchId}.`);
  const { key, previous, row } = associate;
  // A batch that is done twice did its work once: the second pass must not rename what the first one achieved.
  const isDoneAgain = previous?.batchId === batchId && bothInHubSpot(previous, verdict);
  const outcome = {
    key,
    heldKey: heldKeyAfter(verdict, associate, keyForms),
    ...verdict,
    outcome: isDoneAgain ? previous.outcome : verdict.outcome,
    sourceVersion: row?.version ?? undefined,
    batchId,
    runId,
    attempts: attempt,
    durationMs,
  };
  return { associate, verdict, outcome };
}

/** What the outcomes replace, by their keys. */
export function previousOf(done: readonly Done[]): ReadonlyMap<string, LedgerEntry> {
  return new Map(
    done.flatMap(({ outcome, associate: { previous } }) =>
      previous ? [[outcome.key, previous] as const] : [],
    ),
  );
}

/** The key that HubSpot goes on holding: it takes that of a row that was respelt with the first write that it acknowledges. */
export function heldKeyAfter(verdict: Verdict, associate: Associate, keyForms: KeyForms): string | undefined {
  const isTaken = isInHubSpot(verdict) && !isLeftAlone(verdict.code);
  return isTaken ? undefined : otherKeyOf(associate, keyForms);
}

/** Answers those that another worker stored first. */
async function commitUncontested(
  done: readonly Done[],
  ledger: OutcomeLedger,
  forced: ReadonlySet<string>,
): Promise<readonly Done[]> {
  const previous = previousOf(done);
  const keys = done.map(({ outcome }) => outcome.key);
  const unsent = new Set(keys.filter((key) => !forced.has(key)));
  const commit = (part: readonly Done[]) =>
    ledger.commit(
      part.map(({ outcome }) => outcome),
      previous,
      unsent,
    );
  if (await commit(done)) return [];
  const now = await ledger.read(keys);
  const contested = done.filter(({ outcome: { key } }) => now.get(key)?.etag !== previous.get(key)?.etag);
  const rest = done.filter((one) => !contested.includes(one));
  return rest.length === 0 || (await commit(rest)) ? contested : done;
}

function bothInHubSpot(a: Verdict, b: Verdict): boolean {
  return isInHubSpot(a) && isInHubSpot(b);
}

/**
 * An unchanged record leaves the ledger as it is, unless the ledger says something else of it. Whatever was written to HubSpot
 * is stored, if only to lose the race against whoever wrote a newer row meanwhile.
 */
function isNews({ outcome, verdict, associate: { previous } }: Done): boolean {
  const isSameAgain =
    outcome.fingerprint === previous?.fingerprint &&
    outcome.hubspotId === previous?.hubspotId &&
    // A row that went back to what it was: whoever is still writing what it had been must lose the race.
    outcome.sourceVersion === previous?.sourceVersion &&
    // One that was respelt: SQL Server is asked by what stands here.
    outcome.key === previous?.key &&
    outcome.heldKey === previous.heldKey;
  if (verdict.outcome !== 'unchanged' || !isSameAgain || !previous) return true;
  return !bothInHubSpot(outcome, previous) && !(isAbsent(outcome) && isAbsent(previous));
}
