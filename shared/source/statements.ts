/**
 * Every T-SQL statement the app can send, built from the table's description. All of them read. Times and keys
 * travel as text and are cast to the column's declared type on the server: a JavaScript Date is not exact, and a
 * parameter of another type would be converted on the column's side and lose the index.
 */
import { type Column, quote, type TableDescription } from './tableDescription.ts';

export const DESCRIBE_DATABASE = `
SELECT d.name AS database_name, CONVERT(varchar(33), d.create_date, 126) AS created_at
FROM sys.databases AS d
WHERE d.database_id = DB_ID()`;

export const DESCRIBE_COLUMNS = `
SELECT c.name AS column_name, t.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable
FROM sys.columns AS c
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
WHERE c.object_id = OBJECT_ID(@table)
ORDER BY c.column_id`;

/**
 * The server's clock in the stamp's own type: `now`, and `safe` = now − @overlapSeconds, up to which a watermark
 * may move. A clock that went back never takes `safe` below @from.
 */
export function selectBounds({ changedAt }: TableDescription, clock: 'utc' | 'server'): string {
  const now = clock === 'utc' ? 'SYSUTCDATETIME()' : 'SYSDATETIME()';
  const safe = `CAST(DATEADD(second, -@overlapSeconds, ${now}) AS ${changedAt.declaredType})`;
  const from = castTo(changedAt, '@from');
  return `
SELECT CONVERT(varchar(33), CAST(${now} AS ${changedAt.declaredType}), 126) AS now_stamp,
       CONVERT(varchar(33), CASE WHEN ${from} > ${safe} THEN ${from} ELSE ${safe} END, 126) AS safe_stamp`;
}

/**
 * The next @pageSize keys stamped up to @now. `@fromKey` NULL starts at the stamp itself; otherwise after
 * (@from, @fromKey). The range on the stamp alone makes it an index seek, the rest of the predicate settles ties.
 */
export function selectChangedKeys({ quotedName, key, changedAt }: TableDescription): string {
  const [k, at] = [quote(key.name), quote(changedAt.name)];
  const from = castTo(changedAt, '@from');
  return `
SELECT TOP (@pageSize) ${k} AS row_key, CONVERT(varchar(33), ${at}, 126) AS stamp,
       CASE WHEN ${at} > ${castTo(changedAt, '@safe')} THEN 1 ELSE 0 END AS in_overlap
FROM ${quotedName}
WHERE ${at} >= ${from}
  AND (${at} > ${from} OR @fromKey IS NULL OR ${k} > ${castTo(key, '@fromKey')})
  AND ${at} <= ${castTo(changedAt, '@now')}
  AND ${k} IS NOT NULL
ORDER BY ${at}, ${k}`;
}

/** The first @pageSize keys of the table, in key order. */
export function selectFirstKeys(table: TableDescription): string {
  return selectKeys(table, 'IS NOT NULL');
}

/** The next @pageSize keys after @afterKey, in key order. */
export function selectNextKeys(table: TableDescription): string {
  return selectKeys(table, `> ${castTo(table.key, '@afterKey')}`);
}

function selectKeys({ quotedName, key, changedAt }: TableDescription, condition: string): string {
  return `
SELECT TOP (@pageSize) ${quote(key.name)} AS row_key, CONVERT(varchar(33), ${quote(changedAt.name)}, 126) AS stamp
FROM ${quotedName}
WHERE ${quote(key.name)} ${condition}
ORDER BY ${quote(key.name)}`;
}

/** How many rows without a key are stamped from @from (NULL: ever) to @now. */
export function countKeylessRows({ quotedName, key, changedAt }: TableDescription): string {
  const at = quote(changedAt.name);
  return `
SELECT COUNT_BIG(*) AS keyless_rows
FROM ${quotedName}
WHERE ${quote(key.name)} IS NULL
  AND (@from IS NULL OR (${at} >= ${castTo(changedAt, '@from')} AND ${at} <= ${castTo(changedAt, '@now')}))`;
}

/** The rows of the keys in the JSON array @keys, as they are now; keys without a row are simply absent. */
export function selectRowsByKeys({ quotedName, key, changedAt, columns }: TableDescription): string {
  const collation = /char$/.test(key.baseType) ? ' COLLATE DATABASE_DEFAULT' : '';
  const list = columns.map((column, index) => `       ${exactText(column)} AS c${index}`);
  return `
SELECT k.requested_key, t.${quote(key.name)} AS row_key, CONVERT(varchar(33), t.${quote(changedAt.name)}, 126) AS stamp,
${list.join(',\n')}
FROM OPENJSON(@keys) WITH (requested_key ${key.declaredType} '$') AS k
JOIN ${quotedName} AS t ON t.${quote(key.name)} = k.requested_key${collation}`;
}

function castTo(column: Column, parameter: string): string {
  return `CAST(${parameter} AS ${column.declaredType})`;
}

/** A column as text that loses nothing: no float, no Date. */
function exactText({ name, baseType }: Column): string {
  const column = `t.${quote(name)}`;
  switch (baseType) {
    case 'date':
      return `CONVERT(varchar(10), ${column}, 23)`;
    case 'datetime':
    case 'datetime2':
    case 'smalldatetime':
      return `CONVERT(varchar(33), ${column}, 126)`;
    case 'money':
    case 'smallmoney':
      return `CONVERT(varchar(50), ${column}, 2)`;
    case 'decimal':
    case 'numeric':
    case 'bit':
      return `CONVERT(varchar(50), ${column})`;
    default:
      return column;
  }
}
