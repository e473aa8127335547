import type { EndpointKind, RateRow, RateStore } from '../../sync/ports/rateStore.ts';
import { isFromWrongClock } from './isFromWrongClock.ts';
import type { RatePolicy } from './ratePolicy.ts';
import { EMPTY_ROW, startOver } from './rateRow.ts';

/** Before anything was stored: how long that may take. */
const FIRST_SAVES_MS = [50, 50];
const REMEMBERED_SAVES = 8;
const LEAST_LEAD_MS = 5;
const MOST_LEAD_MS = 1_000;
/** What was read or stored this recently is as good as read again. */
const FRESH_MS = 20;

/** The row as this process saw it last, and how storing it goes. */
export class CachedRow {
  readonly #store: RateStore;
  readonly #kind: EndpointKind;
  readonly #clock: { now(): number };
  readonly #policy: RatePolicy;
  #known: { readonly row: RateRow; readonly etag: string | undefined; readonly at: number } | undefined;
  #lastEtag: string | undefined;
  #othersSeenAt = -Infinity;
  #savesMs: readonly number[] = FIRST_SAVES_MS;

  constructor(store: RateStore, kind: EndpointKind, clock: { now(): number }, policy: RatePolicy) {
    this.#store = store;
    this.#kind = kind;
    this.#clock = clock;
    this.#policy = policy;
  }

  /** Undefined when nothing is known. */
  get row(): RateRow | undefined {
    return this.#known?.row;
  }

  /**
   * How far ahead a slot must lie for its booking to be stored in time: somewhat more than the second slowest of the last
   * saves took. The slowest alone says little, and a lead too long leaves slots unused that nobody can book any more; one
   * too short costs only this process another turn.
   */
  get leadMs(): number {
    const [, second = LEAST_LEAD_MS] = this.#savesMs.toSorted((a, b) => b - a);
    return Math.min(MOST_LEAD_MS, Math.max(LEAST_LEAD_MS, 1.25 * second));
  }

  /** Whether what is known was read or stored less than `ms` ago. */
  isYoungerThan(ms: number): boolean {
    return this.#known !== undefined && this.#clock.now() - this.#known.at < ms;
  }

  /** What is known, read where that is nothing. */
  async current(): Promise<RateRow> {
    return this.#known?.row ?? (await this.refresh());
  }

  /**
   * Whether to read before a save. Alone, what was stored last is what is there, and reading it again is a wasted call;
   * where others book too it seldom is, and a refused save costs a read and a save more.
   */
  isDoubtful(): boolean {
    const now = this.#clock.now();
    return now - this.#othersSeenAt < this.#policy.windowMs && !this.isYoungerThan(FRESH_MS);
  }

  async refresh(): Promise<RateRow> {
    const found = await this.#store.read(this.#kind);
    const at = this.#clock.now();
    if (found?.etag !== this.#lastEtag) this.#othersSeenAt = at;
    if (found && (!found.state || isFromWrongClock(found.state, at))) return this.#startOver(found.etag, at);
    const row = found?.state ?? EMPTY_ROW;
    this.#know(row, found?.etag, at);
    return row;
  }

  /** False: another instance was faster, and what was known is worth nothing. */
  async save(row: RateRow): Promise<boolean> {
    const started = this.#clock.now();
    const etag = await this.#store.save(this.#kind, row, this.#known?.etag);
    this.#savesMs = [...this.#savesMs, this.#clock.now() - started].slice(-REMEMBERED_SAVES);
    if (etag === undefined) {
      this.#othersSeenAt = this.#clock.now();
      this.forget();
      return false;
    }
    this.#know(row, etag, this.#clock.now());
    return true;
  }

  forget(): void {
    this.#known = undefined;
  }

  /** Stored at once: if each who reads it started over by itself, it would never be over. */
  async #startOver(etag: string, at: number): Promise<RateRow> {
    const row = startOver(at, this.#policy);
    const saved = await this.#store.save(this.#kind, row, etag);
    if (saved === undefined) return this.refresh();
    this.#know(row, saved, at);
    return row;
  }

  #know(row: RateRow, etag: string | undefined, at: number): void {
    this.#known = { row, etag, at };
    this.#lastEtag = etag;
  }
}
