import type { LedgerEntry, RecordOutcome } from '../../shared/outcomes/recordOutcome.ts';
import type { CounterRow, CounterRows } from '../../shared/sync/ports/counterRows.ts';
import type { LedgerErasure, LedgerScan, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { ListedReview, Review, ReviewIndex } from '../../shared/sync/ports/reviewIndex.ts';
import type { RowReader, SourceRow } from '../../shared/sync/ports/rowReader.ts';
import type { StateDocument } from '../../shared/sync/ports/stateDocument.ts';
import type { AssociateRow } from './associates.ts';

/** A ledger with If-Match, whose entries a test may look at and set. Keys have one spelling. */
export function ledgerInMemory(): OutcomeLedger &
  LedgerErasure &
  LedgerScan & { readonly entries: Map<string, LedgerEntry> } {
  const entries = new Map<string, LedgerEntry>();
  let commits = 0;
  return {
    entries,
    read: async (keys) => new Map([...entries].filter(([key]) => keys.includes(key))),
    commit: async (outcomes: readonly RecordOutcome[], previous) => {
      if (outcomes.some(({ key }) => entries.get(key)?.etag !== previous.get(key)?.etag)) return false;
      for (const outcome of outcomes)
        entries.set(outcome.key, { ...outcome, etag: `by commit ${++commits}` });
      return true;
    },
    remove: async ({ key }) => entries.delete(key),
    async *inOrder() {
      yield [...entries.values()];
    },
  };
}

/** Reads rows of a table in memory, by their numbers; their stamp is their version. */
export function readerOf(table: ReadonlyMap<string, AssociateRow>): RowReader {
  return {
    read: async (keys) =>
      new Map<string, SourceRow>(
        keys.flatMap((key) => {
          const values = table.get(key);
          return values ? [[key, { key, version: values['lastmodifieddate'] ?? null, values }]] : [];
        }),
      ),
  };
}

/** A document that only its last reader may change. */
export function documentInMemory(): StateDocument {
  let stored: { text: string; etag: string } | undefined;
  let saves = 0;
  return {
    read: async () => stored,
    save: async (text, etag) => {
      if (etag !== stored?.etag) return undefined;
      stored = { text, etag: String(++saves) };
      return stored.etag;
    },
  };
}

/** Counters with tags, several of which change together or not at all. */
export function counterRowsInMemory(): CounterRows {
  const stored = new Map<string, CounterRow>();
  let commits = 0;
  const between: CounterRows['between'] = async (first, behind, most) =>
    [...stored.values()]
      .filter(({ name }) => name >= first && name < behind)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, most);
  return {
    between,
    names: async (first, behind) => (await between(first, behind)).map(({ name }) => name),
    read: async (names) => new Map(names.flatMap((name) => pairOf(name, stored.get(name)))),
    commit: async (rows) => {
      if (rows.some(({ name, etag }) => stored.get(name)?.etag !== etag)) return false;
      for (const { name, text } of rows) stored.set(name, { name, text, etag: String(++commits) });
      return true;
    },
    forget: async (first, behind, most) => {
      const gone = await between(first, behind, most);
      for (const { name } of gone) stored.delete(name);
      return gone.length;
    },
  };
}

function pairOf<T>(name: string, value: T | undefined): readonly [string, T][] {
  return value === undefined ? [] : [[name, value]];
}

/** Reviews by their ids; `stored` is what a test looks at and sets. Pages hold two, so that there are several. */
export function reviewsInMemory(): ReviewIndex & { readonly stored: Map<string, ListedReview> } {
  const stored = new Map<string, ListedReview>();
  const change = (reviews: readonly Review[], more: Partial<ListedReview>, triedMore: number) => {
    const there = reviews.flatMap(({ reviewId }) => stored.get(reviewId) ?? []);
    for (const review of there)
      stored.set(review.reviewId, { ...review, ...more, tries: review.tries + triedMore });
    return there.length;
  };
  const ofCode = (code: string | undefined) =>
    [...stored.values()].filter((review) => code === undefined || review.code === code);
  return {
    stored,
    open: async (reviews) => {
      for (const review of reviews) stored.set(review.reviewId, { tries: 0, ...review });
    },
    close: async (reviews) => {
      for (const { reviewId } of reviews) stored.delete(reviewId);
    },
    page: async ({ code, continuation = '0', top }) => {
      const [from, all] = [Number(continuation), ofCode(code)];
      const size = Math.min(top, 2);
      const next = from + size < all.length ? String(from + size) : undefined;
      return { reviews: all.slice(from, from + size), continuation: next };
    },
    async *all(code) {
      const all = ofCode(code);
      for (let from = 0; from < all.length; from += 2) yield all.slice(from, from + 2);
    },
    send: async (reviews, runId) => void change(reviews, { sentIn: runId }, 1),
    mark: async (reviews, mark, at) => change(reviews, { seen: { mark, at } }, 0),
    naming: async (isMeant) =>
      ofCode(undefined).filter(
        ({ key, rivalKey }) => isMeant(key) || (rivalKey !== undefined && isMeant(rivalKey)),
      ),
  };
}
