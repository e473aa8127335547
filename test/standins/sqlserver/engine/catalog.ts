import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { refuse, SqlError } from '../errors.ts';
import type { ColumnDefinition, TableName } from '../tsql/ast.ts';
import type { SqlType } from '../types.ts';
import { SWITCHES_SQL } from './switches.ts';

/**
 * What tables exist and with which columns. The catalogue is itself kept in SQLite tables, so that DDL inside a transaction is
 * rolled back with it; each session reads it again when SQLite's schema version has moved.
 */

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly defaultText: string | undefined;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly primary: boolean;
  /** Made by PRIMARY KEY or UNIQUE in CREATE TABLE, not by CREATE INDEX. */
  readonly constraint: boolean;
  readonly columns: readonly string[];
}

export interface Table {
  readonly objectId: number;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly Index[];
  /** Change tracking is enabled on it. */
  readonly tracked: boolean;
}

/** The stand-in's own tables; a T-SQL name cannot contain the sign without brackets, and is refused with it. */
export const CATALOG_SQL = `
  CREATE TABLE IF NOT EXISTS "sys$objects" (object_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE UNIQUE, created INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$columns" (object_id INTEGER, column_id INTEGER, name TEXT, kind TEXT, length INTEGER,
    precision INTEGER, scale INTEGER, nullable INTEGER, identity INTEGER, default_text TEXT, user_type_id INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$indexes" (object_id INTEGER, index_id INTEGER, name TEXT, is_unique INTEGER, is_primary INTEGER,
    is_constraint INTEGER, is_disabled INTEGER, has_filter INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$index_columns" (object_id INTEGER, index_id INTEGER, key_ordinal INTEGER, column_id INTEGER,
    descending INTEGER, included INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$tracked" (object_id INTEGER PRIMARY KEY, begin_version INTEGER, min_valid INTEGER,
    cleanup_version INTEGER, columns_updated INTEGER, log_created INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$database" (created INTEGER, fork BLOB, first_fork BLOB, compatibility INTEGER, allow_snapshot INTEGER,
    read_committed_snapshot INTEGER, ct_on INTEGER, ct_retention INTEGER, ct_unit INTEGER, ct_cleanup INTEGER,
    ct_version INTEGER, ct_dirty INTEGER);
  CREATE TABLE IF NOT EXISTS "sys$types" (user_type_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE UNIQUE, kind TEXT,
    length INTEGER, precision INTEGER, scale INTEGER);
  ${SWITCHES_SQL}
`;

/** Ids of user objects start where SQL Server's look like: a large positive int. */
export const FIRST_OBJECT_ID = 901_578_250;
/** Ids of alias types start behind those of the system's types. */
export const FIRST_USER_TYPE_ID = 256;

export type Catalog = ReadonlyMap<string, Table>;

export function readCatalog(db: DatabaseSync): Catalog {
  const tables = new Map<string, Table>();
  const isTracked = db.prepare('SELECT 1 FROM "sys$tracked" WHERE object_id = ?');
  for (const row of db.prepare('SELECT object_id, name FROM "sys$objects"').all()) {
    const objectId = Number(row['object_id']);
    const name = String(row['name']);
    const columns = readColumns(db, objectId);
    const tracked = isTracked.get(objectId) !== undefined;
    tables.set(name.toLowerCase(), {
      objectId,
      name,
      columns,
      indexes: readIndexes(db, objectId, columns),
      tracked,
    });
  }
  return tables;
}

function readColumns(db: DatabaseSync, objectId: number): Column[] {
  const rows = db.prepare('SELECT * FROM "sys$columns" WHERE object_id = ? ORDER BY column_id').all(objectId);
  return rows.map((row) => ({
    name: String(row['name']),
    type: typeOfRow(row),
    nullable: row['nullable'] === 1,
    identity: row['identity'] === 1,
    defaultText: row['default_text'] === null ? undefined : String(row['default_text']),
  }));
}

/** The type of a column or of an alias type, as the catalogue keeps it. */
export function typeOfRow(row: Readonly<Record<string, SQLOutputValue>>): SqlType {
  return {
    kind: kindOf(String(row['kind'])),
    length: Number(row['length']),
    precision: Number(row['precision']),
    scale: Number(row['scale']),
  };
}

const STORED_KINDS = [
  'bit',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'decimal',
  'numeric',
  'money',
  'smallmoney',
  'real',
  'float',
  'char',
  'varchar',
  'nchar',
  'nvarchar',
  'binary',
  'varbinary',
  'timestamp',
  'date',
  'time',
  'smalldatetime',
  'datetime',
  'datetime2',
  'datetimeoffset',
  'uniqueidentifier',
] as const;

function kindOf(stored: string): (typeof STORED_KINDS)[number] {
  const kind = STORED_KINDS.find((one) => one === stored);
  if (kind === undefined) throw refuse(`a column of type ${stored}`);
  return kind;
}

function readIndexes(db: DatabaseSync, objectId: number, columns: readonly Column[]): Index[] {
  const rows = db.prepare('SELECT * FROM "sys$indexes" WHERE object_id = ?').all(objectId);
  const keys = db.prepare(
    `SELECT c.name FROM "sys$index_columns" i JOIN "sys$columns" c ON c.object_id = i.object_id AND c.column_id = i.column_id
     WHERE i.object_id = ? AND i.index_id = ? AND i.included = 0 ORDER BY i.key_ordinal`,
  );
  const known = new Set(columns.map((column) => column.name));
  return rows.map((row) => ({
    name: String(row['name']),
    unique: row['is_unique'] === 1,
    primary: row['is_primary'] === 1,
    constraint: row['is_constraint'] === 1,
    columns: keys
      .all(objectId, row['index_id'] ?? 0)
      .map((key) => String(key['name']))
      .filter((name) => known.has(name)),
  }));
}

/** The table of that name, or error 208. */
export function findTable(catalog: Catalog, { schema, name, line }: TableName): Table {
  const found =
    schema === undefined || schema.toLowerCase() === 'dbo' ? catalog.get(name.toLowerCase()) : undefined;
  if (found !== undefined) return found;
  const full = schema === undefined ? name : `${schema}.${name}`;
  throw new SqlError(208, `Invalid object name '${full}'.`, { line });
}

export function findColumn(table: Table, name: string, line = 1): Column {
  const found = table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new SqlError(207, `Invalid column name '${name}'.`, { line });
  return found;
}

/** Records a column of a new or altered table. */
export function insertColumn(
  db: DatabaseSync,
  objectId: number,
  columnId: number,
  column: ColumnDefinition,
): void {
  db.prepare('INSERT INTO "sys$columns" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    objectId,
    columnId,
    column.name,
    column.type.kind,
    column.type.length,
    column.type.precision,
    column.type.scale,
    column.nullable ? 1 : 0,
    column.identity ? 1 : 0,
    column.defaultText ?? null,
    column.userTypeId ?? null,
  );
}
