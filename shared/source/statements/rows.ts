import type { TableDescription } from '../tableDescription.ts';
import { castTo, exactText, quote, type Statement } from './statement.ts';

/**
 * The rows of the keys `k` in the JSON array @keys, as they are now, each with the number `n` of the key that was asked for: the
 * row may be spelled otherwise. Keys without a row are simply absent.
 */
export const rowsByKeys: Statement = {
  parameters: () => ({ keys: 'nvarchar(max)' }),
  text: (table) => `
SELECT k.asked, ${rowColumns(table)}
FROM ${requestedKeys(table)}
JOIN ${table.quotedName} AS t ON ${keyMatch(table)}`,
};

/** The numbers of those keys in the JSON array @keys that have no row (`row_key` is NULL), or whose row is spelled otherwise. */
export const unlikeKeys: Statement = {
  parameters: () => ({ keys: 'nvarchar(max)' }),
  text: (table) => {
    const key = `t.${quote(table.key.name)}`;
    return `
SELECT k.asked, ${key} AS row_key
FROM ${requestedKeys(table)}
LEFT JOIN ${table.quotedName} AS t ON ${keyMatch(table)}
WHERE ${key} IS NULL OR ${letterByLetter(key)} <> ${letterByLetter('k.requested_key')}`;
  },
};

/** At most @limit whole rows in key order, after @afterKey (NULL: from the first one). */
export const rowsInKeyOrder: Statement = {
  parameters: () => ({ limit: 'int', afterKey: 'nvarchar(4000)' }),
  text: (table) => `
SELECT TOP (@limit) ${rowColumns(table)}
FROM ${table.quotedName} AS t
WHERE t.${quote(table.key.name)} > ${castTo(table.key, '@afterKey')}
ORDER BY t.${quote(table.key.name)}`,
};

/** As `rowsInKeyOrder`, from the first row. */
export const firstRowsInKeyOrder: Statement = {
  parameters: () => ({ limit: 'int' }),
  text: (table) => `
SELECT TOP (@limit) ${rowColumns(table)}
FROM ${table.quotedName} AS t
WHERE t.${quote(table.key.name)} IS NOT NULL
ORDER BY t.${quote(table.key.name)}`,
};

/** The next @pageSize keys after @afterKey, in key order. */
export const nextKeys: Statement = {
  parameters: () => ({ pageSize: 'int', afterKey: 'nvarchar(4000)' }),
  text: (table) => keysWhere(table, `> ${castTo(table.key, '@afterKey')}`),
};

/** The first @pageSize keys of the table, in key order. */
export const firstKeys: Statement = {
  parameters: () => ({ pageSize: 'int' }),
  text: (table) => keysWhere(table, 'IS NOT NULL'),
};

/** How many rows have no key at all. */
export const countKeylessRows: Statement = {
  patience: 'count',
  parameters: () => ({}),
  text: ({ quotedName, key }) => `
SELECT COUNT_BIG(*) AS keyless_rows
FROM ${quotedName} AS t
WHERE t.${quote(key.name)} IS NULL`,
};

function keysWhere({ quotedName, key, changedAt }: TableDescription, condition: string): string {
  return `
SELECT TOP (@pageSize) t.${quote(key.name)} AS row_key, ${exactText(changedAt, 't')} AS version
FROM ${quotedName} AS t
WHERE t.${quote(key.name)} ${condition}
ORDER BY t.${quote(key.name)}`;
}

/** Key, version, and the mapped columns as c0, c1, … in the order of the mapping. */
function rowColumns({ key, changedAt, columns }: TableDescription): string {
  const mapped = columns.map((column, index) => `       ${exactText(column, 't')} AS c${index}`);
  return `t.${quote(key.name)} AS row_key, ${exactText(changedAt, 't')} AS version,
${mapped.join(',\n')}`;
}

function requestedKeys({ key }: TableDescription): string {
  return `OPENJSON(@keys) WITH (asked int '$.n', requested_key ${key.declaredType} '$.k') AS k`;
}

/** A key to be compared by its letters alone. */
function letterByLetter(key: string): string {
  return `CONVERT(nvarchar(4000), ${key}) COLLATE Latin1_General_BIN2`;
}

/** OPENJSON's text has a collation of its own: compared in another one than the column's, the index would be lost. */
function keyMatch({ key }: TableDescription): string {
  const collation = key.collation === null ? '' : ` COLLATE ${key.collation}`;
  return `t.${quote(key.name)} = k.requested_key${collation}`;
}
