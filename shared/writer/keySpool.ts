import { openTemporary } from './openTemporary.ts';

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

/**
 * Opens a spool. `placeOf`: the ledger's form of a key;
 * `limit`: keys at most.
 */
export async function openKeySpool(placeOf: (key: string) => string, limit: number): Promise<KeySpool> {
  const sqlite = await openTemporary(
    'CREATE TABLE keys (place TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (place, key)) WITHOUT ROWID',
  );
  const insert = sqlite.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?)');
  const first = sqlite.prepare('SELECT place, key FROM keys ORDER BY place, key LIMIT ?');
  const behind = sqlite.prepare(
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
      const rows = last ? behind.all(...last, most) : first.all(most);
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
