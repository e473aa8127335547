import type { Associate, History, SeenMark } from '../answers/associate.ts';
import type { ReviewCounts, Reviews, Seen } from '../answers/reviews.ts';
import type { KeyForms } from '../contacts/associateKey.ts';
import type { InBoth } from '../outcomes/inBoth.ts';
import { type Erased, eraseAssociate } from '../sync/associate/eraseAssociate.ts';
import {
  type LastVerification,
  readAssociate,
  readAssociateHistory,
} from '../sync/associate/readAssociate.ts';
import type { NotesErasure } from '../sync/ports/adoptionNotes.ts';
import type { BatchQueue } from '../sync/ports/batchQueue.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { Log } from '../sync/ports/log.ts';
import type { ReplayMessage, ReplaySelection } from '../sync/ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../sync/ports/outcomeLedger.ts';
import type { ReviewIndex } from '../sync/ports/reviewIndex.ts';
import type { KeySpeller, RowReader } from '../sync/ports/rowReader.ts';
import type { RunAccount, RunNotes } from '../sync/ports/runAccount.ts';
import type { StateDocument } from '../sync/ports/stateDocument.ts';
import { countReviews } from '../sync/reviews/countReviews.ts';
import { listReviews, type ReviewsQuery } from '../sync/reviews/listReviews.ts';
import { markReviews } from '../sync/reviews/markReviews.ts';
import {
  type Replayed,
  type ReplayWish,
  replayKeys,
  replayPage,
  replaySelection,
} from '../sync/reviews/replayReviews.ts';

/** What a person asks about associates and reviews. */
export interface ReviewRequests {
  /** The latest outcome; undefined for an associate that nothing is known of. */
  readAssociate(numeroAsociado: string): Promise<InBoth<Associate> | undefined>;
  readHistory(numeroAsociado: string): Promise<InBoth<History> | undefined>;
  /** Undefined when nothing is held and there is no row. */
  eraseAssociate(numeroAsociado: string, log: Log): Promise<Erased | undefined>;
  listReviews(query: ReviewsQuery): Promise<InBoth<Reviews>>;
  countReviews(): Promise<InBoth<ReviewCounts>>;
  replayKeys(keys: readonly string[], name?: string): Promise<Replayed>;
  replaySelection(selection: ReplaySelection, wish?: ReplayWish): Promise<Replayed>;
  markReviews(keys: readonly string[], mark: SeenMark): Promise<Seen>;
}

export interface ReviewRequestParts {
  readonly rows: RowReader & KeySpeller;
  readonly keyForms: KeyForms;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly reviews: ReviewIndex;
  readonly accounts: RunAccount & RunNotes;
  readonly notes: NotesErasure;
  readonly positions: readonly StateDocument[];
  readonly verification: () => Promise<LastVerification | undefined>;
  readonly queue: BatchQueue;
  readonly batchSize: () => number;
  readonly clock: Clock;
}

/** The use cases of reviews. `parts` is built with the first call, because building it may be what fails. */
export function composeReviews(
  parts: () => ReviewRequestParts,
): ReviewRequests & { replayPage(message: ReplayMessage): Promise<unknown> } {
  return {
    readAssociate: async (numeroAsociado) => readAssociate(numeroAsociado, parts()),
    readHistory: async (numeroAsociado) => readAssociateHistory(numeroAsociado, parts()),
    eraseAssociate: async (numeroAsociado, log) => eraseAssociate(numeroAsociado, { ...parts(), log }),
    listReviews: async (query) => listReviews(query, parts()),
    countReviews: async () => countReviews(parts()),
    replayKeys: async (keys, name) => replayKeys(keys, name, parts()),
    replaySelection: async (selection, wish = {}) => replaySelection(selection, wish, parts()),
    markReviews: async (keys, mark) => markReviews(keys, mark, parts()),
    replayPage: async (message) => replayPage(message, parts()),
  };
}
