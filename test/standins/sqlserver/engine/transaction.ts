import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SqlError } from '../errors.ts';
import type { IsolationLevel } from '../tsql/ast.ts';
import { COMMIT_VERSION } from './changeTracking.ts';
import type { SqlDatabase } from './sqlDatabase.ts';
import type { Stamps } from './stamps.ts';

/** What the client is told with an ENVCHANGE. */
export interface TransactionChange {
  readonly kind: 'begun' | 'committed' | 'rolledBack';
  readonly descriptor: bigint;
}

let lastDescriptor = 0n;

/** How long a write waits for another writer's end. */
export interface Patience {
  readonly signal: AbortSignal;
  /** SET LOCK_TIMEOUT; -1 waits for ever. */
  readonly lockTimeoutMs: number;
}

/**
 * A session's transaction. Under SNAPSHOT it is SQLite's own, and its first statement fixes what it sees. Otherwise SQLite's begins
 * only with the first write, together with the writer's lock: until then each statement sees what is committed
 * (READ COMMITTED), and afterwards nobody else can commit anything.
 */
export class Transaction {
  readonly #db: DatabaseSync;
  readonly #database: SqlDatabase;
  readonly #stamps: Stamps;
  #depth = 0;
  #writing = false;
  #snapshot = false;
  #descriptor = 0n;
  #commitVersion: StatementSync | undefined;

  constructor(db: DatabaseSync, database: SqlDatabase, stamps: Stamps) {
    this.#stamps = stamps;
    this.#db = db;
    this.#database = database;
  }

  /** @@TRANCOUNT */
  get depth(): number {
    return this.#depth;
  }

  begin(level: IsolationLevel): TransactionChange | undefined {
    this.#depth += 1;
    if (this.#depth > 1) return undefined;
    lastDescriptor += 1n;
    this.#descriptor = lastDescriptor;
    if (level === 'snapshot') {
      this.#snapshot = true;
      this.#db.exec('BEGIN');
    }
    return { kind: 'begun', descriptor: this.#descriptor };
  }

  /** Only the outermost COMMIT commits. */
  commit(): TransactionChange | undefined {
    if (this.#depth === 0)
      throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
    this.#depth -= 1;
    if (this.#depth > 0) return undefined;
    this.#leave('COMMIT');
    return { kind: 'committed', descriptor: this.#descriptor };
  }

  rollback(): TransactionChange {
    if (this.#depth === 0)
      throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
    this.#depth = 0;
    this.#leave('ROLLBACK');
    return { kind: 'rolledBack', descriptor: this.#descriptor };
  }

  /** The value of a rowversion column that is written now. */
  nextRowversion(): bigint {
    return this.#stamps.nextRowversion(this);
  }

  /** Takes the writer's lock for the rest of the transaction. */
  async enterWrite({ signal, lockTimeoutMs }: Patience): Promise<void> {
    if (this.#writing) return;
    const limit = lockTimeoutMs < 0 ? signal : AbortSignal.any([signal, AbortSignal.timeout(lockTimeoutMs)]);
    if (!(await this.#database.writer.acquire(limit))) {
      if (signal.aborted) throw new SqlError(0, 'Cancelled while waiting for another writer.');
      throw new SqlError(1222, 'Lock request time out period exceeded.', { state: 51 });
    }
    this.#writing = true;
    if (!this.#snapshot) this.#db.exec('BEGIN IMMEDIATE');
  }

  /** Runs a write: inside the open transaction, or in one of its own that ends with it. */
  async write<T>(patience: Patience, work: () => T): Promise<T> {
    await this.enterWrite(patience);
    if (this.#depth > 0) return work();
    try {
      const result = work();
      this.#leave('COMMIT');
      return result;
    } catch (error) {
      this.#leave('ROLLBACK');
      throw error;
    }
  }

  /** All or nothing, inside a transaction or not. */
  atomically(work: () => void): void {
    this.#db.exec('SAVEPOINT standin');
    try {
      work();
      this.#db.exec('RELEASE standin');
    } catch (error) {
      this.#db.exec('ROLLBACK TO standin; RELEASE standin');
      throw error;
    }
  }

  #leave(how: 'COMMIT' | 'ROLLBACK'): void {
    if (!this.#writing && !this.#snapshot) return;
    if (this.#writing && how === 'COMMIT') this.#assignVersion();
    this.#db.exec(how);
    this.#snapshot = false;
    this.#database.rowversions.release(this);
    if (!this.#writing) return;
    this.#writing = false;
    this.#database.writer.release();
  }

  #assignVersion(): void {
    this.#commitVersion ??= this.#db.prepare(COMMIT_VERSION);
    this.#commitVersion.run();
  }
}
