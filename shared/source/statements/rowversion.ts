import type { Column, TableDescription } from '../tableDescription.ts';
import { castTo, quote, type Statement } from './statement.ts';

/**
 * The lowest rowversion a transaction that is still open may have used, as hex text; how far it lags behind the last
 * one used; and whether it lies below @from, which only a restore can do.
 */
export const rowversionBounds: Statement = {
  parameters: () => ({ from: 'nvarchar(4000)' }),
  text: () => `
SELECT CONVERT(varchar(18), MIN_ACTIVE_ROWVERSION(), 1) AS upper_bound,
       CAST(@@DBTS AS bigint) - CAST(MIN_ACTIVE_ROWVERSION() AS bigint) + 1 AS lag,
       CASE WHEN MIN_ACTIVE_ROWVERSION() < CONVERT(binary(8), @from, 1) THEN 1 ELSE 0 END AS went_back`,
};

/** The next @pageSize keys with a rowversion from @from up to, but without, @upper. */
export const keysByRowversion: Statement = {
  parameters: () => ({ pageSize: 'int', from: 'nvarchar(4000)', upper: 'nvarchar(4000)' }),
  text: (table) => {
    const version = rowversionOf(table);
    const [k, v] = [`t.${quote(table.key.name)}`, `t.${quote(version.name)}`];
    return `
SELECT TOP (@pageSize) ${k} AS row_key, CONVERT(varchar(18), ${v}, 1) AS version
FROM ${table.quotedName} AS t
WHERE ${v} >= ${castTo(version, '@from')} AND ${v} < ${castTo(version, '@upper')}
ORDER BY ${v}`;
  },
};

function rowversionOf({ rowversion, quotedName }: TableDescription): Column {
  if (!rowversion) throw new Error(`${quotedName} has no rowversion column.`);
  return rowversion;
}
