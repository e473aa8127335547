import type { FixedStatement } from './statement.ts';

/** What tells one database from another, and a restored one from what it was. */
export const describeDatabase: FixedStatement = {
  parameters: () => ({}),
  text: () => `
SELECT d.name AS database_name, CONVERT(varchar(33), d.create_date, 126) AS created_at,
       d.compatibility_level, d.snapshot_isolation_state, d.is_read_committed_snapshot_on
FROM sys.databases AS d
WHERE d.database_id = DB_ID()`,
};

/** Changes with every restore. Not every login may see it. */
export const describeRecoveryFork: FixedStatement = {
  parameters: () => ({}),
  text: () => `
SELECT CONVERT(varchar(36), r.recovery_fork_guid) AS recovery_fork
FROM sys.database_recovery_status AS r
WHERE r.database_id = DB_ID()`,
};

export const describeColumns: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT c.name AS column_name, t.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name
FROM sys.columns AS c
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
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

/** Whether changes of the table are tracked, and for how long. No row: they are not. */
export const describeChangeTracking: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT d.retention_period, d.retention_period_units_desc
FROM sys.change_tracking_tables AS t
JOIN sys.change_tracking_databases AS d ON d.database_id = DB_ID()
WHERE t.object_id = OBJECT_ID(@table)`,
};

export const describePermissions: FixedStatement = {
  parameters: () => ({ table: 'nvarchar(4000)' }),
  text: () => `
SELECT HAS_PERMS_BY_NAME(@table, 'OBJECT', 'SELECT') AS can_select,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'VIEW CHANGE TRACKING') AS can_view_changes,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'INSERT') AS can_insert,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'UPDATE') AS can_update,
       HAS_PERMS_BY_NAME(@table, 'OBJECT', 'DELETE') AS can_delete`,
};
