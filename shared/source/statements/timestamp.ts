import type { TableDescription } from '../tableDescription.ts';
import { castTo, quote, type Statement } from './statement.ts';

/**
 * The server's clock in the stamp's own type: `now`, and `safe` = now − @overlapSeconds, up to which a watermark
 * may move. A clock that went back never takes `safe` below @from. Two statements: a stamp is UTC or the server's time.
 */
export const utcBounds: Statement = {
  parameters: () => ({ from: 'nvarchar(4000)', overlapSeconds: 'int' }),
  text: (table) => bounds(table, 'SYSUTCDATETIME()'),
};

export const serverTimeBounds: Statement = {
  parameters: () => ({ from: 'nvarchar(4000)', overlapSeconds: 'int' }),
  text: (table) => bounds(table, 'SYSDATETIME()'),
};

const RANGE = {
  pageSize: 'int',
  from: 'nvarchar(4000)',
  now: 'nvarchar(4000)',
  safe: 'nvarchar(4000)',
} as const;

/** The next @pageSize keys stamped from @from up to @now: where a run begins. */
export const keysFromStamp: Statement = {
  parameters: () => RANGE,
  text: (table) => keysWhere(table, ({ at, from, now }) => [`${at} >= ${from}`, `${at} <= ${now}`]),
};

/**
 * The next @pageSize keys of the stamp @from itself, after @fromKey. Together with the statement below it goes on behind
 * (@from, @fromKey). Two seeks on (stamp, key), because one predicate with OR visits the whole stamp again for each of its
 * pages, and a mass update gives millions of rows one stamp.
 */
export const keysOfStamp: Statement = {
  parameters: () => ({ ...RANGE, fromKey: 'nvarchar(4000)' }),
  text: (table) =>
    keysWhere(table, ({ at, k, from, now }) => [
      `${at} = ${from}`,
      `${at} <= ${now}`,
      `${k} > ${castTo(table.key, '@fromKey')}`,
    ]),
};

/** The next @pageSize keys stamped after @from up to @now. */
export const keysAfterStamp: Statement = {
  parameters: () => RANGE,
  text: (table) => keysWhere(table, ({ at, from, now }) => [`${at} > ${from}`, `${at} <= ${now}`]),
};

/** Rows stamped from @from to @now that have no key. */
export const countKeylessChanges: Statement = {
  patience: 'count',
  parameters: () => ({ from: 'nvarchar(4000)', now: 'nvarchar(4000)' }),
  text: ({ quotedName, key, changedAt }) => `
SELECT COUNT_BIG(*) AS keyless_rows
FROM ${quotedName} AS t
WHERE t.${quote(key.name)} IS NULL
  AND t.${quote(changedAt.name)} >= ${castTo(changedAt, '@from')} AND t.${quote(changedAt.name)} <= ${castTo(changedAt, '@now')}`,
};

/** Rows whose stamp lies after the server's clock: no incremental run meets them before their time. */
export const countFutureStamps: Statement = {
  patience: 'count',
  parameters: () => ({ now: 'nvarchar(4000)' }),
  text: ({ quotedName, changedAt }) => `
SELECT COUNT_BIG(*) AS future_rows
FROM ${quotedName} AS t
WHERE t.${quote(changedAt.name)} > ${castTo(changedAt, '@now')}`,
};

/** Rows without a stamp: only full passes meet them. */
export const countUnstampedRows: Statement = {
  patience: 'count',
  parameters: () => ({}),
  text: ({ quotedName, changedAt }) => `
SELECT COUNT_BIG(*) AS unstamped_rows
FROM ${quotedName} AS t
WHERE t.${quote(changedAt.name)} IS NULL`,
};

type Names = Readonly<Record<'at' | 'k' | 'from' | 'now', string>>;

function keysWhere(table: TableDescription, conditions: (names: Names) => readonly string[]): string {
  const { quotedName, key, changedAt } = table;
  const [k, at] = [`t.${quote(key.name)}`, `t.${quote(changedAt.name)}`];
  const names = { at, k, from: castTo(changedAt, '@from'), now: castTo(changedAt, '@now') };
  return `
SELECT TOP (@pageSize) ${k} AS row_key, CONVERT(varchar(33), ${at}, 126) AS version,
       CASE WHEN ${at} > ${castTo(changedAt, '@safe')} THEN 1 ELSE 0 END AS in_overlap
FROM ${quotedName} AS t
WHERE ${conditions(names).join('\n  AND ')}
  AND ${k} IS NOT NULL
ORDER BY ${at}, ${k}`;
}

function bounds({ changedAt }: TableDescription, now: string): string {
  const type = changedAt.declaredType;
  const safe = `CAST(DATEADD(second, -@overlapSeconds, ${now}) AS ${type})`;
  const from = castTo(changedAt, '@from');
  return `
SELECT CONVERT(varchar(33), CAST(${now} AS ${type}), 126) AS now_stamp,
       CONVERT(varchar(33), CASE WHEN ${from} > ${safe} THEN ${from} ELSE ${safe} END, 126) AS safe_stamp`;
}
