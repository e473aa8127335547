import type { ParameterValues } from '../../../shared/source/database.ts';
import type { ResultRow } from '../../../shared/source/streamRows.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import type { Row, SqlView } from './sqlServer.ts';

type Answer = (sql: SqlView, values: ParameterValues, table: TableDescription) => readonly ResultRow[];

/** What each statement of the catalogue answers; those that only describe are not asked. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  utcBounds(sql, { from, overlapSeconds }) {
    const safe = sql.stampOf(-Number(overlapSeconds) * 1000);
    const isBehind = typeof from === 'string' && from > safe;
    return [{ now_stamp: sql.stampOf(), safe_stamp: isBehind ? from : safe }];
  },

  countFutureStamps: (sql, { now }) => [
    { future_rows: sorted(sql).filter(([, { stamp }]) => stamp > String(now)).length },
  ],

  keysFromStamp: (sql, values) => keysStamped(sql, values, ({ stamp }) => stamp >= String(values['from'])),
  keysOfStamp: (sql, values) =>
    keysStamped(sql, values, ({ stamp }, key) => stamp === values['from'] && key > String(values['fromKey'])),
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
      .sort(([, { rowversion: a }], [, { rowversion: b }]) => (a < b ? -1 : 1))
      .filter(
        ([, { rowversion }]) => rowversion >= BigInt(String(from)) && rowversion < BigInt(String(upper)),
      )
      .slice(0, Number(pageSize))
      .map(([key, { rowversion }]) => ({ row_key: key, version: toHex(rowversion) })),

  changeTrackingBounds: (sql) => [
    {
      current_version: String(sql.trackingVersion),
      min_valid_version: '0',
      begin_version: '0',
      log_created: null,
    },
  ],

  trackedChanges: ({ tracked }, { since, until, afterKey }) =>
    [...tracked]
      .sort(([a, x], [b, y]) => (x === y ? compare(a, b) : Number(x - y)))
      .filter(([key, version]) => {
        const start = BigInt(String(since));
        const isBehindKey = afterKey === null || version > start + 1n || key > String(afterKey);
        return version > start && version <= BigInt(String(until)) && isBehindKey;
      })
      .map(([key, version]) => ({ row_key: key, version: String(version) })),

  rowsByKeys: (sql, { keys }, table) =>
    listOf(keys).flatMap((key) => {
      const row = sql.rows.get(key);
      return row ? [{ requested_key: key, ...toResult(key, row, table) }] : [];
    }),

  missingKeys: (sql, { keys }) =>
    listOf(keys).flatMap((key) => (sql.rows.has(key) ? [] : [{ requested_key: key }])),

  firstKeys: (sql, { pageSize }) => keysAfter(sql, '', Number(pageSize)),
  nextKeys: (sql, { pageSize, afterKey }) => keysAfter(sql, String(afterKey), Number(pageSize)),
  firstRowsInKeyOrder: (sql, _, table) => sorted(sql).map(([key, row]) => toResult(key, row, table)),
  rowsInKeyOrder: (sql, { afterKey }, table) =>
    sorted(sql).flatMap(([key, row]) => (key > String(afterKey) ? [toResult(key, row, table)] : [])),
};

function keysStamped(
  sql: SqlView,
  { pageSize, now, safe }: ParameterValues,
  isWanted: (row: Row, key: string) => boolean,
): readonly ResultRow[] {
  return sorted(sql)
    .sort(([a, { stamp: x }], [b, { stamp: y }]) => (x === y ? compare(a, b) : compare(x, y)))
    .filter(([key, row]) => isWanted(row, key) && row.stamp <= String(now))
    .slice(0, Number(pageSize))
    .map(([key, { stamp }]) => ({
      row_key: key,
      version: stamp,
      in_overlap: stamp > String(safe) ? 1 : 0,
    }));
}

function keysAfter(sql: SqlView, afterKey: string, pageSize: number): readonly ResultRow[] {
  const behind = sorted(sql).filter(([key]) => key > afterKey);
  return behind.slice(0, pageSize).map(([key, { stamp }]) => ({ row_key: key, version: stamp }));
}

function toResult(key: string, { values, stamp }: Row, { columns }: TableDescription): ResultRow {
  const cells = columns.map(({ mappedAs }, index) => [`c${index}`, values[mappedAs] ?? null]);
  return { row_key: key, version: stamp, ...Object.fromEntries(cells) };
}

function sorted({ rows }: SqlView): [string, Row][] {
  return [...rows].sort(([a], [b]) => compare(a, b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toHex(version: bigint): string {
  return `0x${version.toString(16).toUpperCase().padStart(16, '0')}`;
}

function listOf(json: unknown): readonly string[] {
  const list: unknown = JSON.parse(String(json));
  return Array.isArray(list) ? list.map(String) : [];
}
