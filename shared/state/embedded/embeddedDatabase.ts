import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ConfigurationError, RetryLater } from '../../errors.ts';
import type { Entity, StoredEntity } from '../entityTable.ts';
import type { Condition } from './parseFilter.ts';

/** What all tables of the embedded store share: one file of SQLite. */
export interface EmbeddedDatabase {
  /** At most `limit` entities of a table, in order. */
  read(table: string, conditions: readonly Condition[], limit: number): StoredEntity[];
  /** Stores the whole entity; answers its new tag. */
  write(
    table: string,
    address: Pick<Entity, 'partitionKey' | 'rowKey'>,
    values: Readonly<Record<string, unknown>>,
  ): string;
  remove(table: string, address: Pick<Entity, 'partitionKey' | 'rowKey'>): void;
  /** All of it is stored, on the disk, or nothing. */
  transaction<T>(work: () => T): T;
  close(): void;
}

const FILE = 'state.db';
/** SQLite's codes: another connection has the file; the file is no database. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * UTF-16, big end first, so that keys sort by code unit as everywhere else. The lock is SQLite's own and the system's: it ends with the
 * process, however that ends. FULL: what is committed stands, even where the power fails.
 */
const OPENING = `
PRAGMA encoding = 'UTF-16be';
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
BEGIN EXCLUSIVE;
CREATE TABLE IF NOT EXISTS entities (
  table_name TEXT NOT NULL,
  partition_key TEXT NOT NULL,
  row_key TEXT NOT NULL,
  etag TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (table_name, partition_key, row_key)
) WITHOUT ROWID;
COMMIT;`;

/**
 * Opens the store in a directory, which is made where it is missing. One process at a time has it.
 *
 * @throws ConfigurationError where another process has it, or it cannot be opened.
 */
export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  let sqlite: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    sqlite = new DatabaseSync(join(directory, FILE));
    sqlite.exec(OPENING);
  } catch (error) {
    if (sqlite?.isOpen) sqlite.close();
    throw new ConfigurationError([whyClosed(directory, error)]);
  }
  return onSqlite(sqlite, directory);
}

function whyClosed(directory: string, error: unknown): string {
  const code = numberOf(error);
  if (code === BUSY)
    return `The store in ${directory} is in use by another hubspot-sync: wait until that one ends, or name another directory.`;
  if (code === NOT_A_DATABASE)
    return `The store in ${directory} is no store of ours: ${FILE} in it is another kind of file; move it away, or name another directory.`;
  return `The store in ${directory} cannot be opened (${reasonOf(error)}): name a directory that this user may write to.`;
}

function onSqlite(sqlite: DatabaseSync, directory: string): EmbeddedDatabase {
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text) ?? sqlite.prepare(text);
    statements.set(text, known);
    return known;
  };
  // A tag of an earlier process is none of this one's.
  const opened = Date.now();
  let writes = 0;
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (numberOf(error) === undefined) throw error;
      throw new RetryLater(
        'STORAGE_UNREACHABLE',
        `The store in ${directory} does not take it (${reasonOf(error)}): see that its disk has room and lets itself be written.`,
        { cause: error },
      );
    }
  };
  return {
    read: (table, conditions, limit) =>
      guarded(() => {
        const where = conditions.map(({ text }) => ` AND ${text}`).join('');
        const text = `SELECT * FROM entities WHERE table_name = ?${where} ORDER BY partition_key, row_key LIMIT ?`;
        const values = conditions.flatMap((condition) => [...condition.values]);
        return prepared(text)
          .all(table, ...values, limit)
          .map(toEntity);
      }),

    write: (table, { partitionKey, rowKey }, values) =>
      guarded(() => {
        const etag = `"${opened}-${++writes}"`;
        const content = Buffer.from(JSON.stringify(values));
        prepared('INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?, ?, ?)').run(
          table,
          partitionKey,
          rowKey,
          etag,
          new Date().toISOString(),
          content,
        );
        return etag;
      }),

    remove: (table, { partitionKey, rowKey }) =>
      guarded(() => {
        const text = 'DELETE FROM entities WHERE table_name = ? AND partition_key = ? AND row_key = ?';
        prepared(text).run(table, partitionKey, rowKey);
      }),

    transaction: (work) =>
      guarded(() => {
        sqlite.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          sqlite.exec('COMMIT');
          return result;
        } catch (error) {
          if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
          throw error;
        }
      }),

    close: () => sqlite.close(),
  };
}

function toEntity(row: Readonly<Record<string, unknown>>): StoredEntity {
  const content = row['content'];
  if (!(content instanceof Uint8Array)) throw new TypeError('An entity has a content.');
  const values: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(content).toString());
  return {
    ...values,
    partitionKey: String(row['partition_key']),
    rowKey: String(row['row_key']),
    etag: String(row['etag']),
    timestamp: String(row['stored_at']),
  };
}

/** SQLite's number of an error; undefined for what is none of SQLite's. */
function numberOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** In SQLite's or the system's words, which name no value. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if ('errstr' in error && typeof error.errstr === 'string') return error.errstr;
  return 'code' in error ? String(error.code) : error.name;
}
