import { refuse } from '../errors.ts';
import type { RpcParameter, SqlRequest } from '../tds/requests.ts';
import { BIGINT, INT, type SqlType, textType, type Value } from '../types.ts';
import { ErrorCollector } from './collectErrors.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import { SqlSession } from './sqlSession.ts';
import type { Stamps } from './stamps.ts';

export type LateParameters = Readonly<Record<string, string | number | bigint | null>>;

/**
 * A transaction that takes its stamps now and commits later. SQLite has one writer, so it cannot stay open beside others: the
 * statement is tried and rolled back, which takes its time and its rowversions, and is run again with them at `commit`.
 * Until then its rowversions hold MIN_ACTIVE_ROWVERSION() down. Unlike SQL Server it locks no rows meanwhile.
 */
export class LateTransaction {
  readonly #database: SqlDatabase;
  readonly #request: SqlRequest;
  readonly #stamps: ReservedStamps;
  #open = true;

  private constructor(database: SqlDatabase, request: SqlRequest) {
    this.#database = database;
    this.#request = request;
    this.#stamps = new ReservedStamps(database);
  }

  /** @throws SqlError when the statement fails already when tried. */
  static async begin(
    database: SqlDatabase,
    statement: string,
    parameters: LateParameters,
  ): Promise<LateTransaction> {
    const late = new LateTransaction(database, { text: statement, parameters: toParameters(parameters) });
    try {
      await late.#run([plain('BEGIN TRANSACTION'), late.#request, plain('ROLLBACK')]);
    } catch (error) {
      late.rollback();
      throw error;
    }
    late.#stamps.replay();
    return late;
  }

  /** Makes the change visible, with the time and the rowversions of the beginning; its change tracking version is given now. */
  async commit(): Promise<void> {
    this.#end();
    try {
      await this.#run([this.#request]);
    } finally {
      this.#database.rowversions.release(this.#stamps);
    }
  }

  rollback(): void {
    this.#end();
    this.#database.rowversions.release(this.#stamps);
  }

  #end(): void {
    if (!this.#open) throw new Error('This late transaction has ended already.');
    this.#open = false;
  }

  async #run(requests: readonly SqlRequest[]): Promise<void> {
    const session = new SqlSession(this.#database, 0, { stamps: this.#stamps });
    const sink = new ErrorCollector();
    const never = new AbortController().signal;
    try {
      for (const request of requests) await session.execute(request, sink, never);
      sink.check();
    } finally {
      session.close();
    }
  }
}

/** Hands out new rowversions while the statement is tried, and the same ones again when it is replayed. */
class ReservedStamps implements Stamps {
  readonly #database: SqlDatabase;
  readonly #time: bigint;
  readonly #values: bigint[] = [];
  #next: number | undefined;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#time = database.utcNow();
  }

  replay(): void {
    this.#next = 0;
  }

  utcNow(): bigint {
    return this.#time;
  }

  nextRowversion(): bigint {
    if (this.#next !== undefined) {
      const reserved = this.#values[this.#next];
      this.#next += 1;
      if (reserved !== undefined) return reserved;
    }
    const taken = this.#database.rowversions.next(this);
    this.#values.push(taken);
    return taken;
  }
}

function plain(text: string): SqlRequest {
  return { text, parameters: [] };
}

function toParameters(parameters: LateParameters): RpcParameter[] {
  return Object.entries(parameters).map(([name, value]) => ({ name: name.toLowerCase(), ...typed(value) }));
}

function typed(value: string | number | bigint | null): { type: SqlType; value: Value } {
  if (typeof value === 'bigint') return { type: BIGINT, value };
  if (typeof value !== 'number') return { type: textType('nvarchar', 4000), value };
  if (!Number.isInteger(value)) throw refuse('a late transaction with a float parameter');
  return { type: INT, value: BigInt(value) };
}
