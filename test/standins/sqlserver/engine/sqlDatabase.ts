import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DAYS_TO_1900, nowTicks, TICKS_PER_MILLISECOND } from './calendar.ts';
import { CATALOG_SQL, FIRST_OBJECT_ID, FIRST_USER_TYPE_ID } from './catalog.ts';
import { Routines } from './routines.ts';
import { Rowversions } from './rowversions.ts';
import type { Stamps } from './stamps.ts';
import { DEFAULT_SWITCHES, writeSwitches } from './switches.ts';
import { WriterLock } from './writerLock.ts';

/** 2026-01-01 as a datetime: when a database was created that nobody restored. */
const FIRST_CREATED = (DAYS_TO_1900 + 46_021n) * 25_920_000n;

/** A copy of the database as it was at one moment. */
export interface DatabaseBackup {
  readonly file: string;
  readonly rowversion: bigint;
}

/** One database: a SQLite file in a temporary folder, and what all its sessions share. */
export class SqlDatabase implements Stamps {
  readonly name: string;
  readonly routines = new Routines();
  readonly writer = new WriterLock();
  readonly rowversions = new Rowversions();
  /** What setClock has added to this machine's clock. */
  clockOffsetMs = 0;
  /** The server's own time zone, in which SYSDATETIME() and GETDATE() speak. */
  utcOffsetMinutes = 0;
  /** Seeded, so that a shuffled order can be had again. */
  readonly random: () => number;
  readonly #folder: string;
  #keeper: DatabaseSync;
  #backups = 0;
  /** Also at the end of a process that forgot to close. */
  readonly #remove = (): void => rmSync(this.#folder, { recursive: true, force: true });

  constructor(name: string, seed: number) {
    this.name = name;
    this.random = mulberry32(seed);
    this.#folder = mkdtempSync(join(tmpdir(), 'sqlserver-standin-'));
    process.once('exit', this.#remove);
    this.#keeper = this.#openKeeper();
    this.#keeper.exec(CATALOG_SQL);
    this.#keeper.exec(
      `INSERT INTO "sys$database" VALUES (${FIRST_CREATED}, randomblob(16), NULL, 160, 0, 1, 0, 2, 3, 1, 0, 0)`,
    );
    this.#keeper.exec('UPDATE "sys$database" SET first_fork = fork');
    writeSwitches(this.#keeper, DEFAULT_SWITCHES);
    this.#keeper.exec(`INSERT INTO sqlite_sequence VALUES ('sys$types', ${FIRST_USER_TYPE_ID})`);
    this.#keeper.exec(`INSERT INTO sqlite_sequence VALUES ('sys$objects', ${FIRST_OBJECT_ID})`);
  }

  /** A connection of its own for each session: that is what makes their transactions separate. */
  open(): DatabaseSync {
    const db = new DatabaseSync(this.#file, { timeout: 2_000 });
    db.exec(
      'PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA foreign_keys = OFF',
    );
    return db;
  }

  utcNow(): bigint {
    return nowTicks() + BigInt(this.clockOffsetMs) * TICKS_PER_MILLISECOND;
  }

  nextRowversion(owner: object): bigint {
    return this.rowversions.next(owner);
  }

  /** Work of the server itself, such as the cleanup of change tracking: a transaction like any other. */
  async maintain(work: (db: DatabaseSync) => void): Promise<void> {
    await this.writer.acquire(new AbortController().signal);
    try {
      this.#keeper.exec('BEGIN IMMEDIATE');
      work(this.#keeper);
      this.#keeper.exec('COMMIT');
    } finally {
      this.writer.release();
    }
  }

  backup(): DatabaseBackup {
    this.#backups += 1;
    const file = join(this.#folder, `backup${this.#backups}.sqlite`);
    this.#keeper.prepare('VACUUM INTO ?').run(file);
    return { file, rowversion: this.rowversions.last };
  }

  /**
   * What RESTORE leaves behind: data and counters of the backup, a new recovery fork and a new date of creation. No session may
   * be open.
   */
  restore({ file, rowversion }: DatabaseBackup): void {
    this.#keeper.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${this.#file}${suffix}`, { force: true });
    copyFileSync(file, this.#file);
    this.#keeper = this.#openKeeper();
    this.#keeper
      .prepare('UPDATE "sys$database" SET fork = randomblob(16), created = ?')
      .run((this.utcNow() * 3n) / 100_000n);
    this.rowversions.restart(rowversion);
  }

  #openKeeper(): DatabaseSync {
    const db = this.open();
    db.exec('PRAGMA journal_mode = WAL');
    return db;
  }

  get #file(): string {
    return join(this.#folder, 'database.sqlite');
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
