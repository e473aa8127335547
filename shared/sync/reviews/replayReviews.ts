import type { KeyForms } from '../../contacts/associateKey.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { FindAssociateParts } from '../keys/findAssociate.ts';
import { noteEnd } from '../longRun/noteRun.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import { newRunId } from '../ports/ids.ts';
import type { ReplayMessage, ReplaySelection } from '../ports/messages.ts';
import type { ListedReview } from '../ports/reviewIndex.ts';
import type { RunAccount, RunNotes } from '../ports/runAccount.ts';
import { enqueue } from '../queue/enqueue.ts';
import { findOutcomes } from './findOutcomes.ts';
import { findReviews } from './findReviews.ts';
import type { ReviewsParts } from './listReviews.ts';
import { matchReview } from './matchReview.ts';
import { createResendings } from './resendings.ts';
import { reviewsOf } from './reviewedLedger.ts';
import { type OpenReview, siftReviews } from './siftReviews.ts';

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

/** As many reviews as are looked at in one go, and numbers as may be named in one request. */
export const REPLAY_PAGE = 1000;

/** Puts the named associates on the queue, to be sent past the fingerprint in a run of their own. */
export async function replayKeys(
  keys: readonly string[],
  name: string | undefined,
  parts: ReplayParts,
): Promise<Replayed> {
  const runId = newRunId(parts.clock.now());
  const named = [...new Set(keys)];
  const found = await findOutcomes(named, parts);
  // Several spellings of one associate are one.
  const known = [...new Map([...found.values()].map((entry) => [entry.key, entry])).values()];
  await begin(runId, name, 'ended', parts);
  await parts.reviews.send(await listed(known, parts), runId);
  await send(known, runId, 'incremental', parts);
  return { runId, count: known.length, complete: true, unknown: named.filter((key) => !found.has(key)) };
}

/** The reviews of these outcomes, with how often they were sent before. */
async function listed(
  entries: readonly LedgerEntry[],
  { reviews }: ReplayParts,
): Promise<readonly ListedReview[]> {
  const ids = new Map(entries.flatMap(reviewsOf).map(({ reviewId, code }) => [reviewId, code]));
  const found: ListedReview[] = [];
  for (const code of new Set(ids.values())) {
    for await (const page of reviews.all(code))
      found.push(...page.filter(({ reviewId }) => ids.has(reviewId)));
  }
  return found;
}

/** What a replay of a selection takes beside it. */
export interface ReplayWish {
  /** Only so many, the newest first; as many as are looked at in one go at most. */
  readonly limit?: number | undefined;
  readonly name?: string | undefined;
}

/** Puts the selected reviews on the queue likewise. What does not fit into one page follows by a message. */
export async function replaySelection(
  selection: ReplaySelection,
  { limit, name }: ReplayWish,
  parts: ReplayParts,
): Promise<Replayed> {
  const nowMs = parts.clock.now();
  const runId = newRunId(nowMs);
  // What the replay itself opens is not of the selection.
  const until = selection.until ?? new Date(nowMs).toISOString();
  const bounded = { ...selection, until };
  await begin(runId, name, 'selecting', parts);
  if (limit !== undefined) {
    const count = await replayNewest(bounded, limit, runId, parts);
    return { runId, count, complete: true, unknown: [] };
  }
  const message = { kind: 'replay', runId, attempt: 1, selection: bounded } as const;
  const { count, complete } = await replayPage(message, parts);
  return { runId, count, complete, unknown: [] };
}

function begin(
  runId: string,
  name: string | undefined,
  stage: 'selecting' | 'ended',
  { accounts }: ReplayParts,
): Promise<void> {
  return accounts.note(runId, { mode: 'replay', stage, ...(name === undefined ? {} : { name }) });
}

async function replayNewest(
  selection: ReplaySelection,
  limit: number,
  runId: string,
  parts: ReplayParts,
): Promise<number> {
  // Whose outcome is of another run is told by the ledger alone.
  const top = selection.ofRun === undefined ? limit : Number.POSITIVE_INFINITY;
  const { newest } = await findReviews({ ...selection, top }, parts);
  const current = await siftReviews(newest, parts.clock.now(), parts);
  const selected = current.filter((one) => isSelected(one, selection)).slice(0, limit);
  await sendReviews(selected, runId, 'incremental', parts);
  await noteEnd(runId, { mode: 'replay' }, parts);
  return selected.length;
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
  const isResent = createResendings(parts.accounts, parts.clock.now());
  const selected: OpenReview[] = [];
  for (const one of current) {
    // What this run has sent already is of a page that is repeated.
    const isElsewhere = one.review.sentIn !== runId && (await isResent(one.review));
    if (isSelected(one, selection) && !isElsewhere) selected.push(one);
  }
  await sendReviews(selected, runId, 'bulk', parts);
  if (page.continuation === undefined) {
    await noteEnd(runId, { mode: 'replay' }, parts);
    return { count: selected.length, complete: true };
  }
  await parts.queue.put([{ ...message, attempt: 1, continuation: page.continuation }]);
  return { count: selected.length, complete: false };
}

function isSelected({ review, entry }: OpenReview, { code, ofRun, ...filter }: ReplaySelection): boolean {
  return (
    (code === undefined || entry.code === code) &&
    (ofRun === undefined || entry.runId === ofRun) &&
    matchReview(review, filter)
  );
}

/** They leave the list before they are on the queue: whoever comes back from there puts them on it again. */
async function sendReviews(
  selected: readonly OpenReview[],
  runId: string,
  lane: 'incremental' | 'bulk',
  parts: ReplayParts,
): Promise<void> {
  if (selected.length === 0) return;
  const anew = selected.flatMap(({ review }) => (review.sentIn === runId ? [] : review));
  await parts.reviews.send(anew, runId);
  await send(
    selected.map(({ entry }) => entry),
    runId,
    lane,
    parts,
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
