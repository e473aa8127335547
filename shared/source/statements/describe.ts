import type { FixedStatement } from './statement.ts';

/**
 * What tells one database from another, and a restored one from what it was. By name: on Azure SQL `DB_ID()` is not always the
 * `database_id` of sys.databases, above all after a failover.
 * https://learn.microsoft.com/sql/t-sql/functions/db-id-transact-sql
 */
export const describeDatabase: FixedStatement = {
  parameters: () => ({}),
  text: () => `
SELECT d.name AS database_name, CONVERT(varchar(33), d.create_date, 126) AS created_at,
       d.compatibility_level, d.snapshot_isolation_state, d.is_read_committed_snapshot_on,
       CONVERT(varchar(20), DATABASEPROPERTYEX(d.name, 'Updateability')) AS updateability
FROM sys.databases AS d
WHERE d.name = DB_NAME()`,
};

/** Changes with every restore. Not every login may see it. */
export const describeRecoveryFork: FixedStatement = {
  parameters: () => ({}),
  text: () => `
SELECT CONVERT(varchar(36), r.recovery_fork_guid) AS recovery_fork
FROM sys.databases AS d
JOIN sys.database_recovery_status AS r ON r.database_id IN (d.database_id, DB_ID())
WHERE d.name = DB_NAME()`,
};

/**
 * The columns, each with the system's type behind it: of an alias type (CREATE TYPE … FROM) too, whose own name a login need not
 * see. `can_select` is 1 also where only this column was granted.
 */
export const describeColumns: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT c.name AS column_name, t.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'SELECT', c.name, 'COLUMN') AS can_select
FROM sys.columns AS c
LEFT JOIN sys.types AS t ON t.user_type_id = c.system_type_id
WHERE c.object_id = OBJECT_ID(@table)
ORDER BY c.column_id`,
};

/** The key columns of every index, in order. */
export const describeIndexes: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT i.name AS index_name, i.is_unique, i.is_primary_key, c.name AS column_name
FROM sys.indexes AS i
JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.key_ordinal > 0
JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
WHERE i.object_id = OBJECT_ID(@table) AND i.is_disabled = 0 AND i.has_filter = 0
ORDER BY i.index_id, k.key_ordinal`,
};

/**
 * Whether changes of the table are tracked, and for how long. No row: they are not. Which of the two ids the view has on Azure
 * SQL, its documentation leaves open.
 */
export const describeChangeTracking: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT c.retention_period, c.retention_period_units_desc
FROM sys.change_tracking_tables AS t
JOIN sys.databases AS d ON d.name = DB_NAME()
JOIN sys.change_tracking_databases AS c ON c.database_id IN (d.database_id, DB_ID())
WHERE t.object_id = OBJECT_ID(@table)`,
};

export const describePermissions: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT HAS_PERMS_BY_NAME(@table, 'OBJECT', 'VIEW CHANGE TRACKING') AS can_view_changes,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'INSERT') AS can_insert,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'UPDATE') AS can_update,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'DELETE') AS can_delete`,
};
