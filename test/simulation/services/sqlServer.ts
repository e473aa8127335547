/** A row of the members table: the values that the mapping names, and what the server keeps beside them. */
export interface Row {
  /** As the row spells it. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | null>>;
  readonly stamp: string;
  readonly rowversion: bigint;
}

/** A row that changes (`values`), or goes (undefined). */
export interface RowChange {
  readonly key: string;
  /** The key that it had, where it is respelt. */
  readonly was?: string;
  readonly values: Readonly<Record<string, string | null>> | undefined;
}

/** A key that change tracking has noted, as it was spelled last, and in which version. */
export interface Tracked {
  readonly key: string;
  readonly version: bigint;
}

/** What statements see; rows and tracked keys are under the form in which SQL Server compares a key (`compared`). */
export interface SqlView {
  readonly rows: ReadonlyMap<string, Row>;
  readonly tracked: ReadonlyMap<string, Tracked>;
  readonly trackingVersion: bigint;
  readonly lastRowversion: bigint;
  readonly minActiveRowversion: bigint;
  stampOf(shiftMs?: number): string;
}

/** To SQL Server two keys are one when they differ in case, or in blanks at the end. */
export function compared(key: string): string {
  return key.trimEnd().toUpperCase();
}

interface Transaction {
  readonly changes: readonly RowChange[];
  readonly stamp: string;
  readonly firstRowversion: bigint;
}

/**
 * The members table as others see it: what is committed. Stamps and rowversions are given by the statement, versions of
 * change tracking by the commit, which may be much later.
 */
export class SqlServer implements SqlView {
  readonly rows = new Map<string, Row>();
  readonly tracked = new Map<string, Tracked>();
  trackingVersion = 0n;
  readonly #open = new Set<Transaction>();
  readonly #now: () => number;
  #lastRowversion = 2000n;

  /** `now`: the server's clock, in UTC. */
  constructor(now: () => number) {
    this.#now = now;
  }

  stampOf(shiftMs = 0): string {
    return new Date(this.#now() + shiftMs).toISOString().slice(0, 23);
  }

  get lastRowversion(): bigint {
    return this.#lastRowversion;
  }

  /** MIN_ACTIVE_ROWVERSION(): the lowest one that an open transaction holds, else the next one. */
  get minActiveRowversion(): bigint {
    const open = [...this.#open].map(({ firstRowversion }) => firstRowversion);
    return open.reduce((least, each) => (each < least ? each : least), this.#lastRowversion + 1n);
  }

  isLocked(key: string): boolean {
    const changes = [...this.#open].flatMap((transaction) => transaction.changes);
    return changes.some((change) =>
      [change.key, change.was ?? ''].some((each) => compared(each) === compared(key)),
    );
  }

  /** Carries the statements out; the answer commits them. Rows of one transaction have one stamp. */
  begin(changes: readonly RowChange[], stampShiftMs = 0): () => void {
    const firstRowversion = this.#lastRowversion + 1n;
    this.#lastRowversion += BigInt(changes.length);
    const transaction = { changes, stamp: this.stampOf(stampShiftMs), firstRowversion };
    this.#open.add(transaction);
    return () => this.#commit(transaction);
  }

  /** Everything a snapshot transaction reads. */
  snapshot(): SqlView {
    const { trackingVersion, lastRowversion, minActiveRowversion } = this;
    return {
      rows: new Map(this.rows),
      tracked: new Map(this.tracked),
      trackingVersion,
      lastRowversion,
      minActiveRowversion,
      stampOf: (shiftMs) => this.stampOf(shiftMs),
    };
  }

  #commit(transaction: Transaction): void {
    this.#open.delete(transaction);
    this.trackingVersion++;
    transaction.changes.forEach(({ key, was, values }, index) => {
      if (was !== undefined) this.#delete(was);
      if (!values) {
        this.#delete(key);
        return;
      }
      const { stamp, firstRowversion } = transaction;
      this.#track(key);
      this.rows.set(compared(key), { key, values, stamp, rowversion: firstRowversion + BigInt(index) });
    });
  }

  #delete(key: string): void {
    if (this.rows.delete(compared(key))) this.#track(key);
  }

  #track(key: string): void {
    this.tracked.set(compared(key), { key, version: this.trackingVersion });
  }
}
