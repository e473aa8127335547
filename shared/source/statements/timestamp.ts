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

/**
 * The next @pageSize keys stamped up to @now. `@fromKey` NULL starts at the stamp itself; otherwise after
 * (@from, @fromKey). The range on the stamp alone makes it an index seek, the rest of the predicate settles ties.
 */
export const keysByStamp: Statement = {
  parameters: () => ({
    pageSize: 'int',
    from: 'nvarchar(4000)',
    fromKey: 'nvarchar(4000)',
    safe: 'nvarchar(4000)',
    now: 'nvarchar(4000)',
  }),
  text: ({ quotedName, key, changedAt }) => {
    const [k, at] = [`t.${quote(key.name)}`, `t.${quote(changedAt.name)}`];
    const from = castTo(changedAt, '@from');
    return `
SELECT TOP (@pageSize) ${k} AS row_key, CONVERT(varchar(33), ${at}, 126) AS version,
       CASE WHEN ${at} > ${castTo(changedAt, '@safe')} THEN 1 ELSE 0 END AS in_overlap
FROM ${quotedName} AS t
WHERE ${at} >= ${from}
  AND (${at} > ${from} OR @fromKey IS NULL OR ${k} > ${castTo(key, '@fromKey')})
  AND ${at} <= ${castTo(changedAt, '@now')}
  AND ${k} IS NOT NULL
ORDER BY ${at}, ${k}`;
  },
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

function bounds({ changedAt }: TableDescription, now: string): string {
  const type = changedAt.declaredType;
  const safe = `CAST(DATEADD(second, -@overlapSeconds, ${now}) AS ${type})`;
  const from = castTo(changedAt, '@from');
  return `
SELECT CONVERT(varchar(33), CAST(${now} AS ${type}), 126) AS now_stamp,
       CONVERT(varchar(33), CASE WHEN ${from} > ${safe} THEN ${from} ELSE ${safe} END, 126) AS safe_stamp`;
}
