import { z } from 'zod';
import type { ParameterValues } from '../../../shared/source/database.ts';
import type { ResultRow } from '../../../shared/source/streamRows.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import { compared, type Row, type SqlView } from './sqlServer.ts';

type Answer = (sql: SqlView, values: ParameterValues, table: TableDescription) => readonly ResultRow[];

/** What each statement of the catalogue answers; those that only describe are not asked. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  utcBounds(sql, { from, overlapSeconds }) {
    const safe = sql.stampOf(-Number(overlapSeconds) * 1000);
    const isBehind = typeof from === 'string' && from > safe;
    return [{ now_stamp: sql.stampOf(), safe_stamp: isBehind ? from : safe }];
  },

  countFutureStamps: (sql, { now }) => [
    { future_rows: sorted(sql).filter(({ stamp }) => stamp > String(now)).length },
  ],

  keysFromStamp: (sql, values) => keysStamped(sql, values, ({ stamp }) => stamp >= String(values['from'])),
  keysOfStamp: (sql, values) =>
    keysStamped(
      sql,
      values,
      ({ stamp, key }) => stamp === values['from'] && isBehind(key, values['fromKey']),
    ),
  keysAfterStamp: (sql, values) => keysStamped(sql, values, ({ stamp }) => stamp > String(values['from'])),

  rowversionBounds: (sql, { from }) => [
    {
      upper_bound: toHex(sql.minActiveRowversion),
      lag: String(sql.lastRowversion - sql.minActiveRowversion + 1n),
      went_back: typeof from === 'string' && sql.minActiveRowversion < BigInt(from) ? 1 : 0,
    },
  ],

  keysByRowversion: (sql, { pageSize, from, upper }) =>
    sorted(sql)
      .sort(({ rowversion: a }, { rowversion: b }) => (a < b ? -1 : 1))
      .filter(({ rowversion }) => rowversion >= BigInt(String(from)) && rowversion < BigInt(String(upper)))
      .slice(0, Number(pageSize))
      .map(({ key, rowversion }) => ({ row_key: key, version: toHex(rowversion) })),

  changeTrackingBounds: (sql) => [
    {
      current_version: String(sql.trackingVersion),
      min_valid_version: '0',
      begin_version: '0',
      log_created: null,
    },
  ],

  trackedChanges: ({ tracked }, { since, until, afterKey }) =>
    [...tracked.values()]
      .sort((a, b) => (a.version === b.version ? compareKeys(a, b) : Number(a.version - b.version)))
      .filter(({ key, version }) => {
        const start = BigInt(String(since));
        const isBehindKey = afterKey === null || version > start + 1n || isBehind(key, afterKey);
        return version > start && version <= BigInt(String(until)) && isBehindKey;
      })
      .map(({ key, version }) => ({ row_key: key, version: String(version) })),

  rowsByKeys: (sql, { keys }, table) =>
    listOf(keys).flatMap(({ n, k }) => {
      const row = sql.rows.get(compared(k));
      return row ? [{ asked: n, ...toResult(row, table) }] : [];
    }),

  unlikeKeys: (sql, { keys }) =>
    listOf(keys).flatMap(({ n, k }) => {
      const key = sql.rows.get(compared(k))?.key;
      return key === k ? [] : [{ asked: n, row_key: key ?? null }];
    }),

  firstKeys: (sql, { pageSize }) => keysAfter(sql, '', Number(pageSize)),
  nextKeys: (sql, { pageSize, afterKey }) => keysAfter(sql, afterKey, Number(pageSize)),
  firstRowsInKeyOrder: (sql, _, table) => sorted(sql).map((row) => toResult(row, table)),
  rowsInKeyOrder: (sql, { afterKey }, table) =>
    sorted(sql).flatMap((row) => (isBehind(row.key, afterKey) ? [toResult(row, table)] : [])),
};

function keysStamped(
  sql: SqlView,
  { pageSize, now, safe }: ParameterValues,
  isWanted: (row: Row) => boolean,
): readonly ResultRow[] {
  return sorted(sql)
    .sort((a, b) => (a.stamp === b.stamp ? compareKeys(a, b) : compare(a.stamp, b.stamp)))
    .filter((row) => isWanted(row) && row.stamp <= String(now))
    .slice(0, Number(pageSize))
    .map(({ key, stamp }) => ({
      row_key: key,
      version: stamp,
      in_overlap: stamp > String(safe) ? 1 : 0,
    }));
}

function keysAfter(sql: SqlView, afterKey: unknown, pageSize: number): readonly ResultRow[] {
  const behind = sorted(sql).filter(({ key }) => isBehind(key, afterKey));
  return behind.slice(0, pageSize).map(({ key, stamp }) => ({ row_key: key, version: stamp }));
}

function toResult({ key, values, stamp }: Row, { columns }: TableDescription): ResultRow {
  const cells = columns.map(({ mappedAs }, index) => [`c${index}`, values[mappedAs] ?? null]);
  return { row_key: key, version: stamp, ...Object.fromEntries(cells) };
}

function sorted({ rows }: SqlView): Row[] {
  return [...rows.values()].sort(compareKeys);
}

function isBehind(key: string, afterKey: unknown): boolean {
  return compared(key) > compared(String(afterKey));
}

function compareKeys(a: { readonly key: string }, b: { readonly key: string }): number {
  return compare(compared(a.key), compared(b.key));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toHex(version: bigint): string {
  return `0x${version.toString(16).toUpperCase().padStart(16, '0')}`;
}

const listSchema = z.array(z.object({ n: z.number(), k: z.string() }));

function listOf(json: unknown): z.infer<typeof listSchema> {
  return listSchema.parse(JSON.parse(String(json)));
}
