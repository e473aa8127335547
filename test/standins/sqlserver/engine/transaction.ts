import type { DatabaseSync } from 'node:sqlite';
import { SqlError } from '../errors.ts';
import type { WriterLock } from './writerLock.ts';

/** What the client is told with an ENVCHANGE. */
export interface TransactionChange {
  readonly kind: 'begun' | 'committed' | 'rolledBack';
  readonly descriptor: bigint;
}

let lastDescriptor = 0n;

/**
 * A session's transaction. SQLite's own begins only with the first write, together with the writer's lock: until then each
 * statement sees what is committed (READ COMMITTED), and afterwards nobody else can commit anything.
 */
export class Transaction {
  readonly #db: DatabaseSync;
  readonly #lock: WriterLock;
  #depth = 0;
  #writing = false;
  #descriptor = 0n;

  constructor(db: DatabaseSync, lock: WriterLock) {
    this.#db = db;
    this.#lock = lock;
  }

  /** @@TRANCOUNT */
  get depth(): number {
    return this.#depth;
  }

  begin(): TransactionChange | undefined {
    this.#depth += 1;
    if (this.#depth > 1) return undefined;
    lastDescriptor += 1n;
    this.#descriptor = lastDescriptor;
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

  /** Takes the writer's lock for the rest of the transaction. */
  async enterWrite(signal: AbortSignal): Promise<void> {
    if (this.#writing) return;
    if (!(await this.#lock.acquire(signal)))
      throw new SqlError(0, 'Cancelled while waiting for another writer.');
    this.#writing = true;
    this.#db.exec('BEGIN IMMEDIATE');
  }

  /** Runs a write: inside the open transaction, or in one of its own that ends with it. */
  async write<T>(signal: AbortSignal, work: () => T): Promise<T> {
    await this.enterWrite(signal);
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
    if (!this.#writing) return;
    this.#writing = false;
    this.#db.exec(how);
    this.#lock.release();
  }
}
