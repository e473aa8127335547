import type { DatabaseSync } from 'node:sqlite';
import { refuse, SqlError } from '../errors.ts';
import type { ColumnDefinition, Statement } from '../tsql/ast.ts';
import { nowTicks } from './calendar.ts';
import { type Catalog, findColumn, findTable, insertColumn, type Table, typeOfRow } from './catalog.ts';
import { disableTracking, enableTracking, restartTracking, untracked } from './changeTracking.ts';
import { setDatabase } from './databaseSettings.ts';
import { addKey, createIndex, disableIndex, dropIndex } from './indexes.ts';
import { quoteName, storageClass } from './sqlText.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
export type DdlStatement = Of<
  | 'createTable'
  | 'createType'
  | 'dropTable'
  | 'createIndex'
  | 'dropIndex'
  | 'disableIndex'
  | 'truncate'
  | 'addColumn'
  | 'dropColumn'
  | 'trackChanges'
  | 'alterDatabase'
>;

/** Changes the schema: SQLite's own, and the catalogue's rows about it. Runs inside a transaction. */
export function runDdl(db: DatabaseSync, database: string, catalog: Catalog, statement: DdlStatement): void {
  if (statement.kind === 'alterDatabase') alterDatabase(db, database, statement);
  else if (statement.kind === 'createTable') createTable(db, catalog, resolveTypes(db, statement));
  else if (statement.kind === 'createType') createType(db, statement);
  else if (statement.kind === 'dropTable') dropTable(db, catalog, statement);
  else changeTable(db, findTable(catalog, statement.table), statement);
}

function changeTable(
  db: DatabaseSync,
  table: Table,
  statement: Exclude<DdlStatement, Of<'createTable' | 'createType' | 'dropTable' | 'alterDatabase'>>,
): void {
  if (statement.kind === 'createIndex') createIndex(db, table, statement);
  else if (statement.kind === 'dropIndex') dropIndex(db, table, statement);
  else if (statement.kind === 'disableIndex') disableIndex(db, table, statement.name);
  else if (statement.kind === 'truncate') truncateTable(db, table);
  else if (statement.kind === 'trackChanges') {
    if (statement.on) enableTracking(db, table, statement.columnsUpdated);
    else disableTracking(db, table);
  } else if (statement.kind === 'addColumn') addColumn(db, table, statement.column);
  else dropColumn(db, table, statement);
}

function alterDatabase(
  db: DatabaseSync,
  database: string,
  { database: named, setting, line }: Of<'alterDatabase'>,
): void {
  if (named !== undefined && named.toLowerCase() !== database.toLowerCase()) {
    const message = `User does not have permission to alter database '${named}', the database does not exist, or the database is not in a state that allows access checks.`;
    throw new SqlError(5011, message, { severity: 14, line });
  }
  setDatabase(db, database, setting);
}

function createType(db: DatabaseSync, { name, type }: Of<'createType'>): void {
  db.prepare('INSERT INTO "sys$types" (name, kind, length, precision, scale) VALUES (?, ?, ?, ?, ?)').run(
    name,
    type.kind,
    type.length,
    type.precision,
    type.scale,
  );
}

/** Puts what stands behind it in the place of each alias type. */
function resolveTypes(db: DatabaseSync, statement: Of<'createTable'>): Of<'createTable'> {
  const columns = statement.columns.map((column) => {
    if (column.alias === undefined) return column;
    const row = db.prepare('SELECT * FROM "sys$types" WHERE name = ?').get(column.alias);
    if (row === undefined)
      throw new SqlError(
        2715,
        `Column, parameter, or variable #1: Cannot find data type dbo.${column.alias}.`,
      );
    return { ...column, type: typeOfRow(row), userTypeId: Number(row['user_type_id']) };
  });
  return { ...statement, columns };
}

function createTable(db: DatabaseSync, catalog: Catalog, { table, columns, keys }: Of<'createTable'>): void {
  if (table.schema !== undefined && table.schema.toLowerCase() !== 'dbo')
    throw refuse(`the schema ${table.schema}`, table.line);
  if (table.name.includes('$')) throw refuse(`the table name ${table.name}`, table.line);
  if (catalog.has(table.name.toLowerCase())) {
    throw new SqlError(2714, `There is already an object named '${table.name}' in the database.`, {
      state: 6,
      line: table.line,
    });
  }
  checkColumns(columns, table.name);
  checkOneRowversion(columns, table.name);
  db.exec(`CREATE TABLE ${quoteName(table.name)} (${columns.map(columnSql).join(', ')})`);
  const created = (nowTicks() * 3n) / 100_000n;
  const objectId = Number(
    db.prepare('INSERT INTO "sys$objects" (name, created) VALUES (?, ?)').run(table.name, created)
      .lastInsertRowid,
  );
  columns.forEach((column, i) => {
    insertColumn(db, objectId, i + 1, column);
  });
  for (const key of keys)
    addKey(
      db,
      { objectId, name: table.name, columns: columns.map(toColumn), indexes: [], tracked: false },
      key,
    );
}

function checkColumns(columns: readonly ColumnDefinition[], table: string): void {
  const seen = new Set<string>();
  for (const { name, identity, type } of columns) {
    if (seen.has(name.toLowerCase())) {
      throw new SqlError(
        2705,
        `Column names in each table must be unique. Column name '${name}' in table '${table}' is specified more than once.`,
        { state: 3 },
      );
    }
    seen.add(name.toLowerCase());
    if (name.toLowerCase() === 'rowid') throw refuse('a column called rowid');
    if (identity && type.kind !== 'int' && type.kind !== 'bigint') throw refuse(`IDENTITY on ${type.kind}`);
  }
}

function checkOneRowversion(
  columns: readonly Pick<ColumnDefinition, 'name' | 'type'>[],
  table: string,
): void {
  const second = columns.filter(({ type }) => type.kind === 'timestamp')[1];
  if (second === undefined) return;
  const message = `A table can only have one timestamp column. Because table '${table}' already has one, the column '${second.name}' cannot be added.`;
  throw new SqlError(2738, message, { state: 2 });
}

function toColumn({
  name,
  type,
  nullable,
  identity,
  defaultText,
}: ColumnDefinition): Table['columns'][number] {
  return { name, type, nullable, identity, defaultText };
}

function columnSql({ name, type, nullable, identity }: ColumnDefinition): string {
  if (identity) return `${quoteName(name)} INTEGER PRIMARY KEY AUTOINCREMENT`;
  // The default is for rows that are there when the column is added; they get their values right after.
  if (type.kind === 'timestamp') return `${quoteName(name)} INTEGER NOT NULL DEFAULT 0`;
  return `${quoteName(name)} ${storageClass(type)}${nullable ? '' : ' NOT NULL'}`;
}

function dropTable(db: DatabaseSync, catalog: Catalog, { table, ifExists }: Of<'dropTable'>): void {
  const found = catalog.get(table.name.toLowerCase());
  if (found === undefined) {
    if (ifExists) return;
    throw new SqlError(
      3701,
      `Cannot drop the table '${table.name}', because it does not exist or you do not have permission.`,
      {
        severity: 11,
        state: 5,
        line: table.line,
      },
    );
  }
  if (found.tracked) disableTracking(db, found);
  db.exec(`DROP TABLE ${quoteName(found.name)}`);
  for (const one of ['objects', 'columns', 'indexes', 'index_columns']) {
    db.prepare(`DELETE FROM "sys$${one}" WHERE object_id = ?`).run(found.objectId);
  }
}

function truncateTable(db: DatabaseSync, table: Table): void {
  untracked(db, table, () => {
    db.exec(`DELETE FROM ${quoteName(table.name)}`);
    return table;
  });
  restartTracking(db, table);
  if (table.columns.some((column) => column.identity))
    db.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table.name);
}

function addColumn(db: DatabaseSync, table: Table, column: ColumnDefinition): void {
  const isRowversion = column.type.kind === 'timestamp';
  if ((!column.nullable && !isRowversion) || column.defaultValue !== undefined)
    throw refuse('ALTER TABLE … ADD of a column that is not a plain NULL one');
  if (table.columns.some((known) => known.name.toLowerCase() === column.name.toLowerCase()))
    checkColumns([column, column], table.name);
  checkOneRowversion([...table.columns, column], table.name);
  untracked(db, table, () => {
    db.exec(`ALTER TABLE ${quoteName(table.name)} ADD COLUMN ${columnSql(column)}`);
    if (isRowversion)
      db.exec(`UPDATE ${quoteName(table.name)} SET ${quoteName(column.name)} = tsql_rowversion()`);
    return { ...table, columns: [...table.columns, toColumn(column)] };
  });
  const last = db
    .prepare('SELECT max(column_id) AS id FROM "sys$columns" WHERE object_id = ?')
    .get(table.objectId);
  insertColumn(db, table.objectId, Number(last?.['id'] ?? 0) + 1, column);
}

function dropColumn(
  db: DatabaseSync,
  table: Table,
  { column: name, table: { line } }: Of<'dropColumn'>,
): void {
  const column = findColumn(table, name, line);
  if (column.identity || table.indexes.some((index) => index.columns.includes(column.name))) {
    throw new SqlError(
      4922,
      `ALTER TABLE DROP COLUMN ${column.name} failed because one or more objects access this column.`,
      { line },
    );
  }
  untracked(db, table, () => {
    db.exec(`ALTER TABLE ${quoteName(table.name)} DROP COLUMN ${quoteName(column.name)}`);
    return { ...table, columns: table.columns.filter((one) => one !== column) };
  });
  db.prepare('DELETE FROM "sys$columns" WHERE object_id = ? AND name = ?').run(table.objectId, column.name);
}
