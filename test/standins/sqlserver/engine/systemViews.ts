import type { ResultColumn } from '../tds/writeColumns.ts';
import { BIGINT, INT, type SqlType, simpleType, textType } from '../types.ts';
import { quoteText } from './sqlText.ts';
import { DATABASE_ID, OTHER_VIEWS_ID, switchValue } from './switches.ts';

/** The catalogue views, computed from the stand-in's own catalogue tables. */
export interface SystemView {
  readonly columns: readonly ResultColumn[];
  readonly sql: (database: string) => string;
}

const COLLATION_NAME = 'SQL_Latin1_General_CP1_CI_AS';
const SYSNAME = textType('nvarchar', 128);
const BIT = simpleType('bit');
const TINYINT = simpleType('tinyint');
const SMALLINT = simpleType('smallint');
const GUID = simpleType('uniqueidentifier');
const DATETIME = simpleType('datetime');
const CHAR2 = textType('char', 2);
const DESCRIPTION = textType('nvarchar', 60);

/** name, system_type_id, max_length, precision, scale: the rows of sys.types for the types of the subset. */
const TYPE_ROWS: readonly (readonly [string, number, number, number, number])[] = [
  ['bit', 104, 1, 1, 0],
  ['tinyint', 48, 1, 3, 0],
  ['smallint', 52, 2, 5, 0],
  ['int', 56, 4, 10, 0],
  ['bigint', 127, 8, 19, 0],
  ['decimal', 106, 17, 38, 38],
  ['numeric', 108, 17, 38, 38],
  ['money', 60, 8, 19, 4],
  ['smallmoney', 122, 4, 10, 4],
  ['real', 59, 4, 24, 0],
  ['float', 62, 8, 53, 0],
  ['char', 175, 8000, 0, 0],
  ['varchar', 167, 8000, 0, 0],
  ['nchar', 239, 8000, 0, 0],
  ['nvarchar', 231, 8000, 0, 0],
  ['binary', 173, 8000, 0, 0],
  ['varbinary', 165, 8000, 0, 0],
  ['timestamp', 189, 8, 0, 0],
  ['date', 40, 3, 10, 0],
  ['time', 41, 5, 16, 7],
  ['smalldatetime', 58, 4, 16, 0],
  ['datetime', 61, 8, 23, 3],
  ['datetime2', 42, 8, 27, 7],
  ['datetimeoffset', 43, 10, 34, 7],
  ['uniqueidentifier', 36, 16, 0, 0],
];

const TYPE_VALUES = TYPE_ROWS.map(
  ([name, id, length, precision, scale]) =>
    `SELECT ${quoteText(name)} AS name, ${id} AS id, ${length} AS len, ${precision} AS prec, ${scale} AS scale`,
).join(' UNION ALL ');

const IS_TEXT = `(t.name IN ('char','varchar','nchar','nvarchar'))`;
const OBJECT_ROWS = `SELECT o.name AS name, o.object_id AS object_id, 1 AS schema_id, 0 AS parent_object_id, 'U ' AS type,
  'USER_TABLE' AS type_desc, o.created AS create_date, o.created AS modify_date, 0 AS is_ms_shipped FROM "sys$objects" o`;
const OBJECT_COLUMNS = columns({
  name: SYSNAME,
  object_id: INT,
  schema_id: INT,
  parent_object_id: INT,
  type: CHAR2,
  type_desc: DESCRIPTION,
  create_date: DATETIME,
  modify_date: DATETIME,
  is_ms_shipped: BIT,
});

/** Bytes that a value takes, as sys.columns reports them. */
const MAX_LENGTH = `CASE
  WHEN c.kind IN ('nchar','nvarchar') THEN CASE WHEN c.length = -1 THEN -1 ELSE c.length * 2 END
  WHEN c.kind IN ('char','varchar','binary','varbinary') THEN c.length
  WHEN c.kind IN ('decimal','numeric') THEN CASE WHEN c.precision <= 9 THEN 5 WHEN c.precision <= 19 THEN 9 WHEN c.precision <= 28 THEN 13 ELSE 17 END
  WHEN c.kind = 'time' THEN CASE WHEN c.scale <= 2 THEN 3 WHEN c.scale <= 4 THEN 4 ELSE 5 END
  WHEN c.kind = 'datetime2' THEN CASE WHEN c.scale <= 2 THEN 6 WHEN c.scale <= 4 THEN 7 ELSE 8 END
  WHEN c.kind = 'datetimeoffset' THEN CASE WHEN c.scale <= 2 THEN 8 WHEN c.scale <= 4 THEN 9 ELSE 10 END
  ELSE t.len END`;

const PRECISION = `CASE WHEN c.kind IN ('decimal','numeric') THEN c.precision
  WHEN c.kind = 'time' THEN 8 + c.scale + (c.scale > 0)
  WHEN c.kind = 'datetime2' THEN 19 + c.scale + (c.scale > 0)
  WHEN c.kind = 'datetimeoffset' THEN 26 + c.scale + (c.scale > 0)
  ELSE t.prec END`;

const SCALE = `CASE WHEN c.kind IN ('decimal','numeric','time','datetime2','datetimeoffset') THEN c.scale ELSE t.scale END`;

function columns(types: Readonly<Record<string, SqlType>>): ResultColumn[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}

const ALIAS_TYPES = `SELECT c.name AS name, t.id AS system_type_id, c.user_type_id AS user_type_id, 1 AS schema_id, ${MAX_LENGTH} AS max_length,
  ${PRECISION} AS precision, ${SCALE} AS scale, CASE WHEN ${IS_TEXT} THEN '${COLLATION_NAME}' END AS collation_name, 1 AS is_nullable,
  1 AS is_user_defined FROM "sys$types" c JOIN (${TYPE_VALUES}) t ON t.name = c.kind`;

export const SYSTEM_VIEWS: Readonly<Record<string, SystemView>> = {
  objects: { columns: OBJECT_COLUMNS, sql: () => OBJECT_ROWS },
  tables: { columns: OBJECT_COLUMNS, sql: () => OBJECT_ROWS },
  schemas: {
    columns: columns({ name: SYSNAME, schema_id: INT, principal_id: INT }),
    sql: () => `SELECT 'dbo' AS name, 1 AS schema_id, 1 AS principal_id UNION ALL SELECT 'sys', 4, 4`,
  },
  types: {
    columns: columns({
      name: SYSNAME,
      system_type_id: TINYINT,
      user_type_id: INT,
      schema_id: INT,
      max_length: SMALLINT,
      precision: TINYINT,
      scale: TINYINT,
      collation_name: SYSNAME,
      is_nullable: BIT,
      is_user_defined: BIT,
    }),
    sql: () => `SELECT t.name AS name, t.id AS system_type_id, t.id AS user_type_id, 4 AS schema_id, t.len AS max_length, t.prec AS precision,
      t.scale AS scale, CASE WHEN ${IS_TEXT} THEN '${COLLATION_NAME}' END AS collation_name, 1 AS is_nullable, 0 AS is_user_defined
      FROM (${TYPE_VALUES}) t UNION ALL ${ALIAS_TYPES}`,
  },
  columns: {
    columns: columns({
      object_id: INT,
      name: SYSNAME,
      column_id: INT,
      system_type_id: TINYINT,
      user_type_id: INT,
      max_length: SMALLINT,
      precision: TINYINT,
      scale: TINYINT,
      collation_name: SYSNAME,
      is_nullable: BIT,
      is_identity: BIT,
      is_computed: BIT,
    }),
    sql: () => `SELECT c.object_id AS object_id, c.name AS name, c.column_id AS column_id, t.id AS system_type_id, coalesce(c.user_type_id, t.id) AS user_type_id,
      ${MAX_LENGTH} AS max_length, ${PRECISION} AS precision, ${SCALE} AS scale,
      CASE WHEN ${IS_TEXT} THEN '${COLLATION_NAME}' END AS collation_name, c.nullable AS is_nullable, c.identity AS is_identity, 0 AS is_computed
      FROM "sys$columns" c JOIN (${TYPE_VALUES}) t ON t.name = c.kind`,
  },
  indexes: {
    columns: columns({
      object_id: INT,
      name: SYSNAME,
      index_id: INT,
      type: TINYINT,
      type_desc: DESCRIPTION,
      is_unique: BIT,
      is_primary_key: BIT,
      is_unique_constraint: BIT,
      is_disabled: BIT,
      has_filter: BIT,
    }),
    sql: () => `SELECT object_id, name, index_id, CASE WHEN is_primary = 1 THEN 1 ELSE 2 END AS type,
      CASE WHEN is_primary = 1 THEN 'CLUSTERED' ELSE 'NONCLUSTERED' END AS type_desc, is_unique, is_primary AS is_primary_key,
      (is_constraint = 1 AND is_primary = 0) AS is_unique_constraint, is_disabled, has_filter FROM "sys$indexes"
      UNION ALL SELECT object_id, NULL, 0, 0, 'HEAP', 0, 0, 0, 0, 0 FROM "sys$objects" AS o
        WHERE NOT EXISTS (SELECT 1 FROM "sys$indexes" AS i WHERE i.object_id = o.object_id AND i.is_primary = 1)`,
  },
  index_columns: {
    columns: columns({
      object_id: INT,
      index_id: INT,
      index_column_id: INT,
      column_id: INT,
      key_ordinal: TINYINT,
      is_descending_key: BIT,
      is_included_column: BIT,
    }),
    sql: () => `SELECT object_id, index_id, row_number() OVER (PARTITION BY object_id, index_id ORDER BY included, rowid) AS index_column_id,
      column_id, key_ordinal, descending AS is_descending_key, included AS is_included_column FROM "sys$index_columns"`,
  },
  databases: {
    columns: columns({
      name: SYSNAME,
      database_id: INT,
      create_date: DATETIME,
      compatibility_level: TINYINT,
      snapshot_isolation_state: TINYINT,
      is_read_committed_snapshot_on: BIT,
      collation_name: SYSNAME,
    }),
    sql: (
      database,
    ) => `SELECT ${quoteText(database)} AS name, ${DATABASE_ID} AS database_id, created AS create_date, compatibility AS compatibility_level,
      allow_snapshot AS snapshot_isolation_state, read_committed_snapshot AS is_read_committed_snapshot_on,
      '${COLLATION_NAME}' AS collation_name FROM "sys$database" WHERE ${switchValue('showsDatabase')} = 1`,
  },
  database_recovery_status: {
    columns: columns({
      database_id: INT,
      database_guid: GUID,
      family_guid: GUID,
      recovery_fork_guid: GUID,
      first_recovery_fork_guid: GUID,
    }),
    sql: () => `SELECT ${OTHER_VIEWS_ID} AS database_id, first_fork AS database_guid, first_fork AS family_guid, fork AS recovery_fork_guid,
      first_fork AS first_recovery_fork_guid FROM "sys$database"`,
  },
  internal_tables: {
    columns: columns({
      name: SYSNAME,
      object_id: INT,
      parent_id: INT,
      internal_type: TINYINT,
      internal_type_desc: DESCRIPTION,
      create_date: DATETIME,
    }),
    sql: () => `SELECT 'change_tracking_' || object_id AS name, object_id, object_id AS parent_id, 209 AS internal_type,
      'CHANGE_TRACKING' AS internal_type_desc, log_created AS create_date FROM "sys$tracked"`,
  },
  change_tracking_databases: {
    columns: columns({
      database_id: INT,
      is_auto_cleanup_on: BIT,
      retention_period: INT,
      retention_period_units: TINYINT,
      retention_period_units_desc: DESCRIPTION,
      max_cleanup_version: BIGINT,
    }),
    sql: () => `SELECT ${OTHER_VIEWS_ID} AS database_id, ct_cleanup AS is_auto_cleanup_on, ct_retention AS retention_period, ct_unit AS retention_period_units,
      CASE ct_unit WHEN 1 THEN 'MINUTES' WHEN 2 THEN 'HOURS' ELSE 'DAYS' END AS retention_period_units_desc, NULL AS max_cleanup_version
      FROM "sys$database" WHERE ct_on = 1`,
  },
  change_tracking_tables: {
    columns: columns({
      object_id: INT,
      is_track_columns_updated_on: BIT,
      min_valid_version: BIGINT,
      begin_version: BIGINT,
      cleanup_version: BIGINT,
    }),
    sql: () => `SELECT object_id, columns_updated AS is_track_columns_updated_on, min_valid AS min_valid_version, begin_version,
      cleanup_version FROM "sys$tracked"`,
  },
};
