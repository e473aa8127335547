import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CATALOG_SQL, FIRST_OBJECT_ID } from './catalog.ts';
import { Routines } from './routines.ts';
import { WriterLock } from './writerLock.ts';

/** One database: a SQLite file in a temporary folder, and what all its sessions share. */
export class SqlDatabase {
  readonly name: string;
  readonly routines = new Routines();
  readonly writer = new WriterLock();
  /** Seeded, so that a shuffled order can be had again. */
  readonly random: () => number;
  readonly #folder: string;
  readonly #keeper: DatabaseSync;
  /** Also at the end of a process that forgot to close. */
  readonly #remove = (): void => rmSync(this.#folder, { recursive: true, force: true });

  constructor(name: string, seed: number) {
    this.name = name;
    this.random = mulberry32(seed);
    this.#folder = mkdtempSync(join(tmpdir(), 'sqlserver-standin-'));
    process.once('exit', this.#remove);
    this.#keeper = this.open();
    this.#keeper.exec('PRAGMA journal_mode = WAL');
    this.#keeper.exec(CATALOG_SQL);
    this.#keeper.exec(`INSERT INTO sqlite_sequence VALUES ('sys$objects', ${FIRST_OBJECT_ID})`);
  }

  /** A connection of its own for each session: that is what makes their transactions separate. */
  open(): DatabaseSync {
    const db = new DatabaseSync(join(this.#folder, 'database.sqlite'), { timeout: 2_000 });
    db.exec(
      'PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA foreign_keys = OFF',
    );
    return db;
  }

  close(): void {
    this.#keeper.close();
    process.off('exit', this.#remove);
    this.#remove();
  }
}

/** Tommy Ettinger's 32-bit generator: enough to shuffle with. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
