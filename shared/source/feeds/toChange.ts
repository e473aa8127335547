import { rowForm } from '../../contacts/associateKey.ts';
import type { Change } from '../../sync/ports/changeFeed.ts';
import type { ResultRow } from '../streamRows.ts';

/** The change a row of a feed's statement speaks of; undefined when the row has no key. */
export function toChange(row: ResultRow): Change | undefined {
  const key = row['row_key'];
  if (key === null || key === undefined) return undefined;
  return { key: rowForm(String(key)), version: String(row['version'] ?? '') };
}

/** The changes of a page, and how many of its rows have no key. */
export function toChanges(rows: readonly ResultRow[]): { changes: readonly Change[]; keylessRows: number } {
  const changes = rows.flatMap((row) => toChange(row) ?? []);
  return { changes, keylessRows: rows.length - changes.length };
}
