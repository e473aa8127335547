import { addCounts, type OutcomeCounts, recordsIn } from '../outcomes/countOutcomes.ts';
import type { RecordOutcome } from '../outcomes/recordOutcome.ts';
import type { OnOutcomes } from '../sync/ports/batchDone.ts';
import type { SyncRecord } from './syncResult.ts';

/** What a batch came to last, and what was told of its records. */
interface Batch {
  readonly size: number;
  readonly counts: OutcomeCounts;
  readonly byCode: Readonly<Record<string, number>>;
  readonly told: Map<string, string>;
}

/**
 * Adds up the batches of one run, or of all where the run is undefined. A batch that comes again counts as it ended last; it alone is kept
 * record by record.
 */
export class RunTally {
  readonly #runId: string | undefined;
  readonly #onRecord: (record: SyncRecord) => void;
  readonly #open = new Map<string, Batch>();
  readonly #comingBack = new Set<string>();
  #counts: OutcomeCounts = {};
  #byCode: Readonly<Record<string, number>> = {};
  #settled = 0;

  constructor(runId: string | undefined, onRecord: (record: SyncRecord) => void) {
    this.#runId = runId;
    this.#onRecord = onRecord;
  }

  readonly onOutcomes: OnOutcomes = ({ message: { runId, batchId, changes }, outcomes, counts }) => {
    if (this.#runId !== undefined && runId !== this.#runId) return;
    const told = this.#open.get(batchId)?.told ?? new Map<string, string>();
    for (const outcome of outcomes) this.#tell(outcome, told);
    this.#open.set(batchId, { size: changes.length, counts, byCode: countCodes(outcomes), told });
  };

  /** The batch is on the queue for the first time. */
  expect(batchId: string, size: number): void {
    this.#open.set(batchId, { size, counts: {}, byCode: {}, told: new Map() });
  }

  isOpen(batchId: string): boolean {
    return this.#open.has(batchId);
  }

  /** The batch is on the queue: it may come to other ends. */
  comesBack(batchId: string): void {
    if (this.#open.has(batchId)) this.#comingBack.add(batchId);
  }

  /** A delivery of the batch is over. */
  settle(batchId: string): void {
    const batch = this.#open.get(batchId);
    if (!batch || this.#comingBack.delete(batchId)) return;
    this.#open.delete(batchId);
    // One that was taken apart came to nothing, and its halves are expected.
    this.#settled += recordsIn(batch.counts);
    this.#counts = addCounts(this.#counts, batch.counts);
    this.#byCode = addCounts(this.#byCode, batch.byCode);
  }

  /** Records of all batches, whether they have come to an end or not. */
  get found(): number {
    return [...this.#open.values()].reduce(
      (sum, { size, counts }) => sum + Math.max(size, recordsIn(counts)),
      this.#settled,
    );
  }

  get counts(): OutcomeCounts {
    return [...this.#open.values()].reduce((sum, { counts }) => addCounts(sum, counts), this.#counts);
  }

  get byCode(): Readonly<Record<string, number>> {
    return [...this.#open.values()].reduce((sum, { byCode }) => addCounts(sum, byCode), this.#byCode);
  }

  #tell({ key, outcome, code, properties, hubspotId }: RecordOutcome, told: Map<string, string>): void {
    const what = `${outcome} ${code}`;
    if (outcome === 'pending' || told.get(key) === what) return;
    told.set(key, what);
    this.#onRecord({ key, outcome, code, properties, hubspotId, changes: [] });
  }
}

/** How many records came to each code; those that have no end yet to none. */
export function countCodes(records: readonly Pick<SyncRecord, 'outcome' | 'code'>[]): Record<string, number> {
  const byCode: Record<string, number> = {};
  for (const { outcome, code } of records) if (outcome !== 'pending') byCode[code] = (byCode[code] ?? 0) + 1;
  return byCode;
}
