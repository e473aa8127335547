/**
 * The model knows our table and nothing of SQL Server's own objects: it warns (SQL71502) about each of their names. Each
 * of these stands in Microsoft's reference ("System catalog views", learn.microsoft.com); any other is red, and so is
 * one that nothing uses any more.
 */
const SYSTEM_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  'sys.databases': [
    'database_id',
    'name',
    'create_date',
    'compatibility_level',
    'snapshot_isolation_state',
    'is_read_committed_snapshot_on',
  ],
  'sys.database_recovery_status': ['database_id', 'recovery_fork_guid'],
  'sys.columns': [
    'object_id',
    'column_id',
    'name',
    'system_type_id',
    'max_length',
    'precision',
    'scale',
    'is_nullable',
    'collation_name',
  ],
  'sys.types': ['user_type_id', 'name'],
  'sys.indexes': [
    'object_id',
    'index_id',
    'name',
    'is_unique',
    'is_primary_key',
    'is_disabled',
    'has_filter',
  ],
  'sys.index_columns': ['object_id', 'index_id', 'column_id', 'key_ordinal'],
  'sys.change_tracking_databases': ['database_id', 'retention_period', 'retention_period_units_desc'],
  'sys.change_tracking_tables': ['object_id', 'begin_version'],
  'sys.internal_tables': ['parent_id', 'internal_type', 'create_date'],
  'sys.dm_exec_describe_first_result_set': [
    'column_ordinal',
    'name',
    'system_type_name',
    'error_number',
    'error_message',
  ],
  'sys.sp_executesql': [],
};

/** A finding that is let pass: of this code, with this whole name in its message. */
export interface AllowedFinding {
  readonly code: string;
  readonly contains: string;
  readonly reason: string;
}

/** The reviewed list: SQL Server's own names, and the role that a script makes before it uses it. */
export function allowedFindings(): AllowedFinding[] {
  return [
    ...Object.entries(SYSTEM_OBJECTS).flatMap(([name, columns]) => allowObject(name, columns)),
    allow('object [hubspot_sync_reader]', '05-sync-user.sql creates the role'),
  ];
}

function allowObject(name: string, columns: readonly string[]): AllowedFinding[] {
  const quoted = name.replaceAll(/\w+/g, '[$&]');
  return [
    allow(`object ${quoted}`, `${name} is SQL Server's own`),
    ...columns.map((column) => allow(`${quoted}.[${column}]`, `${name} has ${column}`)),
  ];
}

function allow(contains: string, reason: string): AllowedFinding {
  return { code: 'SQL71502', contains, reason };
}
