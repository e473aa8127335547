import type { RowReader, SourceRow } from '../../shared/sync/ports/rowReader.ts';
import type { RowScan } from '../../shared/sync/ports/rowScan.ts';
import { inventAssociate, numberOf } from '../support/associates.ts';

const STAMP = '2026-01-05T00:00:00.000';
const ROWS_PER_CHUNK = 1_000;

/** The row of the n-th associate. */
export function inventedRow(index: number): SourceRow {
  return { key: numberOf(index), version: STAMP, values: inventAssociate(index, STAMP) };
}

/** A table of associates 1 to `count` that nobody holds in memory: each row is invented when it is read. */
export function inventedScan(count: number): RowScan {
  return {
    async *inKeyOrder(afterKey) {
      for (
        let first = afterKey === null ? 1 : indexOf(afterKey) + 1;
        first <= count;
        first += ROWS_PER_CHUNK
      ) {
        const length = Math.min(ROWS_PER_CHUNK, count - first + 1);
        yield Array.from({ length }, (_, at) => inventedRow(first + at));
      }
    },
    unlike: async (keys) =>
      new Map(keys.filter((key) => !isThere(key, count)).map((key) => [key, undefined])),
  };
}

/** The rows of the same table by key. */
export function inventedReader(count: number): RowReader {
  return {
    read: async (keys) =>
      new Map(
        keys.filter((key) => isThere(key, count)).map((key) => [key, inventedRow(indexOf(key))] as const),
      ),
  };
}

function indexOf(key: string): number {
  return Number(key.slice(key.indexOf('-') + 1));
}

function isThere(key: string, count: number): boolean {
  return indexOf(key) >= 1 && indexOf(key) <= count;
}
