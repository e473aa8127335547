import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { refuse, SqlError } from '../errors.ts';
import type { KeyDefinition, Statement } from '../tsql/ast.ts';
import { findColumn, type Index, type Table } from './catalog.ts';
import { keyForm, quoteName } from './sqlText.ts';

/** Keys and indexes: SQLite's own over the form in which values compare, and the catalogue's rows about them. */

/** A key is a unique index over the comparison form of its columns: SQLite's PRIMARY KEY takes no expressions. */
export function addKey(db: DatabaseSync, table: Table, key: KeyDefinition): void {
  const prefix = key.primary ? 'PK' : 'UQ';
  const name =
    key.name ?? `${prefix}__${table.name.slice(0, 9)}__${randomBytes(8).toString('hex').toUpperCase()}`;
  const columns = key.columns.map((column) => ({ name: column, descending: false }));
  const shape = { name, unique: true, columns, included: [], filtered: false };
  addIndex(db, table, { ...shape, primary: key.primary, constraint: true });
}

type CreateIndex = Extract<Statement, { kind: 'createIndex' }>;

interface NewIndex extends Pick<CreateIndex, 'name' | 'unique' | 'columns' | 'included' | 'filtered'> {
  readonly primary: boolean;
  readonly constraint: boolean;
}

export function createIndex(db: DatabaseSync, table: Table, statement: CreateIndex): void {
  const { name } = statement;
  if (findIndex(table, name) !== undefined) {
    throw new SqlError(
      1913,
      `The operation failed because an index or statistics with name '${name}' already exists on table 'dbo.${table.name}'.`,
    );
  }
  addIndex(db, table, { ...statement, primary: false, constraint: false });
}

export function dropIndex(
  db: DatabaseSync,
  table: Table,
  { name, ifExists, table: { line } }: Extract<Statement, { kind: 'dropIndex' }>,
): void {
  const index = findIndex(table, name);
  if (index === undefined) {
    if (ifExists) return;
    const message = `Cannot drop the index '${table.name}.${name}', because it does not exist or you do not have permission.`;
    throw new SqlError(3701, message, { severity: 11, state: 7, line });
  }
  if (index.constraint) {
    const message = `An explicit DROP INDEX is not allowed on index '${table.name}.${index.name}'. It is being used for constraint enforcement.`;
    throw new SqlError(3723, message, { state: 4, line });
  }
  db.exec(`DROP INDEX IF EXISTS ${physicalName(table, index.name)}`);
  const where =
    'WHERE object_id = ?1 AND index_id = (SELECT index_id FROM "sys$indexes" WHERE object_id = ?1 AND name = ?2)';
  for (const rows of ['sys$index_columns', 'sys$indexes'])
    db.prepare(`DELETE FROM ${quoteName(rows)} ${where}`).run(table.objectId, index.name);
}

/** Its rows in the catalogue stay, and say so. */
export function disableIndex(db: DatabaseSync, table: Table, name: string): void {
  const index = findIndex(table, name);
  if (index === undefined || index.unique) throw refuse('ALTER INDEX … DISABLE of a unique or unknown index');
  db.exec(`DROP INDEX IF EXISTS ${physicalName(table, index.name)}`);
  db.prepare('UPDATE "sys$indexes" SET is_disabled = 1 WHERE object_id = ? AND name = ?').run(
    table.objectId,
    index.name,
  );
}

function findIndex(table: Table, name: string): Index | undefined {
  return table.indexes.find((index) => index.name.toLowerCase() === name.toLowerCase());
}

/** An index's name is unique in its table only; in SQLite it is in the whole database. */
function physicalName(table: Table, index: string): string {
  return quoteName(`${table.name}$${index}`);
}

function addIndex(db: DatabaseSync, table: Table, index: NewIndex): void {
  const keys = index.columns.map(({ name, descending }) => {
    const column = findColumn(table, name);
    return `${keyForm(quoteName(column.name), column.type)}${descending ? ' DESC' : ''}`;
  });
  for (const name of index.included) findColumn(table, name);
  // A filtered index is only told of: it would change plans, and there are none here.
  if (!index.filtered) {
    const unique = index.unique ? 'UNIQUE ' : '';
    db.exec(
      `CREATE ${unique}INDEX ${physicalName(table, index.name)} ON ${quoteName(table.name)} (${keys.join(', ')})`,
    );
  }
  recordIndex(db, table, index);
}

function recordIndex(db: DatabaseSync, table: Table, index: NewIndex): void {
  const next = db
    .prepare('SELECT coalesce(max(index_id), 1) + 1 AS id FROM "sys$indexes" WHERE object_id = ?')
    .get(table.objectId);
  const indexId = index.primary ? 1 : Number(next?.['id'] ?? 2);
  const flags = [index.unique, index.primary, index.constraint, false, index.filtered].map((flag) =>
    flag ? 1 : 0,
  );
  db.prepare('INSERT INTO "sys$indexes" VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    table.objectId,
    indexId,
    index.name,
    ...flags,
  );
  const row = db.prepare(
    `INSERT INTO "sys$index_columns" SELECT ?1, ?2, ?3, column_id, ?4, ?6 FROM "sys$columns" WHERE object_id = ?1 AND lower(name) = lower(?5)`,
  );
  const record = (name: string, ordinal: number, descending: boolean, included: boolean): void => {
    row.run(table.objectId, indexId, ordinal, descending ? 1 : 0, name, included ? 1 : 0);
  };
  index.columns.forEach(({ name, descending }, i) => {
    record(name, i + 1, descending, false);
  });
  for (const name of index.included) record(name, 0, false, true);
}
