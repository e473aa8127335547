import type { KeyForms } from '../../contacts/associateKey.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { type FindAssociateParts, findAssociate } from '../keys/findAssociate.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import { newRunId } from '../ports/ids.ts';
import type { ReplayMessage, ReplaySelection } from '../ports/messages.ts';
import type { RunAccount, RunNotes } from '../ports/runAccount.ts';
import { enqueue } from '../queue/enqueue.ts';
import type { ReviewsParts } from './listReviews.ts';
import { siftReviews } from './siftReviews.ts';

export interface ReplayParts extends ReviewsParts {
  readonly rows: FindAssociateParts['rows'];
  readonly keyForms: KeyForms;
  readonly queue: BatchQueue;
  readonly accounts: RunAccount & RunNotes;
  /** Keys a batch. Asked only when something is sent: reviews can be looked at while the mapping file is wrong. */
  readonly batchSize: () => number;
}

export interface Replayed {
  readonly runId: string;
  /** Records on the queue by now. */
  readonly count: number;
  /** False: the rest of the selection follows by itself. */
  readonly complete: boolean;
  /** Of the numbers that were named, those of which nothing is known. */
  readonly unknown: readonly string[];
}

const KEYS_PER_READ = 100;

/** As many reviews as are looked at in one go, and numbers as may be named in one request. */
export const REPLAY_PAGE = 1000;

/** Puts the named associates on the queue, to be sent past the fingerprint in a run of their own. */
export async function replayKeys(keys: readonly string[], parts: ReplayParts): Promise<Replayed> {
  const runId = newRunId(parts.clock.now());
  const named = [...new Set(keys)];
  const found = await findOutcomes(named, parts);
  // Several spellings of one associate are one.
  const known = [...new Map([...found.values()].map((entry) => [entry.key, entry])).values()];
  await parts.accounts.note(runId, { mode: 'replay', stage: 'ended' });
  await send(known, runId, 'incremental', parts);
  return { runId, count: known.length, complete: true, unknown: named.filter((key) => !found.has(key)) };
}

/** By the numbers as they were given: at once those that are known so, one by one whoever has to be looked for. */
async function findOutcomes(
  named: readonly string[],
  parts: ReplayParts,
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const found = new Map<string, LedgerEntry>();
  for (let start = 0; start < named.length; start += KEYS_PER_READ) {
    for (const [key, entry] of await parts.ledger.read(named.slice(start, start + KEYS_PER_READ)))
      found.set(key, entry);
  }
  for (const key of named) {
    const entry = found.get(key) ?? (await findAssociate(key, parts)).entry;
    if (entry) found.set(key, entry);
  }
  return found;
}

/** Puts the selected reviews on the queue likewise. What does not fit into one page follows by a message. */
export async function replaySelection(selection: ReplaySelection, parts: ReplayParts): Promise<Replayed> {
  const nowMs = parts.clock.now();
  const runId = newRunId(nowMs);
  // What the replay itself opens is not of the selection.
  const until = selection.until ?? new Date(nowMs).toISOString();
  const message = { kind: 'replay', runId, attempt: 1, selection: { ...selection, until } } as const;
  await parts.accounts.note(runId, { mode: 'replay', stage: 'selecting' });
  const { count, complete } = await replayPage(message, parts);
  return { runId, count, complete, unknown: [] };
}

/**
 * One page of a selection; the next one is a message, so that a crash repeats a page at most. That is harmless: a batch may be
 * sent twice, and each delivery numbers its batches anew. It stands in the queue behind the batches of its page, so that a
 * large selection never fills the queue.
 */
export async function replayPage(
  message: ReplayMessage,
  parts: ReplayParts,
): Promise<{ readonly count: number; readonly complete: boolean }> {
  const { runId, selection, continuation } = message;
  const page = await parts.reviews.page({ code: selection.code, continuation, top: REPLAY_PAGE });
  const current = await siftReviews(page.reviews, parts.clock.now(), parts);
  const selected = current.filter((entry) => isSelected(entry, selection));
  await send(selected, runId, 'bulk', parts);
  if (page.continuation === undefined) {
    await parts.accounts.note(runId, { mode: 'replay', stage: 'ended' });
    return { count: selected.length, complete: true };
  }
  await parts.queue.put([{ ...message, attempt: 1, continuation: page.continuation }]);
  return { count: selected.length, complete: false };
}

function isSelected(entry: LedgerEntry, { code, ofRun, since, until }: ReplaySelection): boolean {
  const at = Date.parse(entry.since ?? '');
  return (
    (code === undefined || entry.code === code) &&
    (ofRun === undefined || entry.runId === ofRun) &&
    (since === undefined || at >= Date.parse(since)) &&
    (until === undefined || at <= Date.parse(until))
  );
}

async function send(
  entries: readonly LedgerEntry[],
  runId: string,
  lane: 'incremental' | 'bulk',
  parts: ReplayParts,
): Promise<void> {
  if (entries.length === 0) return;
  const changes = entries.map(({ key, sourceVersion }) => ({ key, version: sourceVersion ?? '' }));
  const { queue, accounts, keyForms, batchSize } = parts;
  const enqueuing = { queue, accounts, keyForms, batchSize: batchSize() };
  await enqueue(changes, runId, 0, lane, enqueuing, { name: newRunId(parts.clock.now()), force: true });
}
