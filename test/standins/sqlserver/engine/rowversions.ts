/** The value that a new database of SQL Server starts from. */
const FIRST = 2_000n;

/**
 * The database-wide counter behind rowversion columns. A value is taken when a row is written, not when its transaction commits,
 * and is not given back by a rollback.
 */
export class Rowversions {
  #last = FIRST;
  /** The lowest value of every transaction that is open. */
  readonly #lowest = new Map<object, bigint>();

  /** @@DBTS: the last value taken. */
  get last(): bigint {
    return this.#last;
  }

  /** MIN_ACTIVE_ROWVERSION(): the lowest value of an open transaction, or else the next one. */
  get minActive(): bigint {
    let lowest = this.#last + 1n;
    for (const value of this.#lowest.values()) if (value < lowest) lowest = value;
    return lowest;
  }

  next(owner: object): bigint {
    this.#last += 1n;
    if (!this.#lowest.has(owner)) this.#lowest.set(owner, this.#last);
    return this.#last;
  }

  /** The owner's transaction has ended. */
  release(owner: object): void {
    this.#lowest.delete(owner);
  }

  /** As a restore does: the counter goes on from an older value. */
  restart(last: bigint): void {
    this.#last = last;
    this.#lowest.clear();
  }
}
