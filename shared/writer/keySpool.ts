import type { DatabaseSync } from 'node:sqlite';

/** Keys in the ledger's order, each once, on the disk: a million of them take no memory. */
export interface KeySpool {
  /** Adds those that are not there yet, while there are fewer than `limit`. */
  add(keys: readonly string[]): void;
  readonly count: number;
  /** The next keys, at most `most`; empty behind the last. */
  next(most: number): readonly string[];
  clear(): void;
  close(): void;
}

/** UTF-16, big end first: keys sort by code unit, as in the ledger. */
const OPENING = `
PRAGMA encoding = 'UTF-16be';
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE keys (place TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (place, key)) WITHOUT ROWID;`;

/**
 * Opens a spool in a temporary file without a name, which the system forgets with the process. `placeOf`: the ledger's form of a key;
 * `limit`: keys at most.
 */
export async function openKeySpool(placeOf: (key: string) => string, limit: number): Promise<KeySpool> {
  const { DatabaseSync } = await import('node:sqlite');
  // The empty name is a temporary file of SQLite's.
  const sqlite: DatabaseSync = new DatabaseSync('');
  sqlite.exec(OPENING);
  const insert = sqlite.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?)');
  const select = sqlite.prepare(
    'SELECT place, key FROM keys WHERE (place, key) > (?, ?) ORDER BY place, key LIMIT ?',
  );
  let count = 0;
  let last: readonly [string, string] | undefined;
  return {
    add(keys) {
      for (const key of keys) {
        if (count < limit) count += Number(insert.run(placeOf(key), key).changes);
      }
    },
    get count() {
      return count;
    },
    next(most) {
      // No place comes before the empty text, and no key is both.
      const rows = select.all(last?.[0] ?? '', last?.[1] ?? '', most);
      const found = rows.map(({ place, key }) => [String(place), String(key)] as const);
      last = found.at(-1) ?? last;
      return found.map(([, key]) => key);
    },
    clear() {
      sqlite.exec('DELETE FROM keys');
      count = 0;
      last = undefined;
    },
    close: () => sqlite.close(),
  };
}
