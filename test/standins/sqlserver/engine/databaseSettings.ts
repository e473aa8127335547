import type { DatabaseSync } from 'node:sqlite';
import { SqlError } from '../errors.ts';
import type { DatabaseSetting } from '../tsql/ast.ts';

/** ALTER DATABASE … SET: what the database's one row of settings says. */
export function setDatabase(db: DatabaseSync, database: string, setting: DatabaseSetting): void {
  switch (setting.kind) {
    case 'allowSnapshot':
      db.prepare('UPDATE "sys$database" SET allow_snapshot = ?').run(setting.on ? 1 : 0);
      return;
    case 'readCommittedSnapshot':
      db.prepare('UPDATE "sys$database" SET read_committed_snapshot = ?').run(setting.on ? 1 : 0);
      return;
    case 'compatibility':
      db.prepare('UPDATE "sys$database" SET compatibility = ?').run(setting.level);
      return;
    case 'changeTracking':
      setChangeTracking(db, database, setting);
  }
}

function setChangeTracking(
  db: DatabaseSync,
  database: string,
  { state, retention, autoCleanup }: Extract<DatabaseSetting, { kind: 'changeTracking' }>,
): void {
  const isOn = db.prepare('SELECT ct_on FROM "sys$database"').get()?.['ct_on'] === 1;
  if (state === 'on' && isOn)
    throw new SqlError(5088, `Change tracking is already enabled for database '${database}'.`);
  if (state !== 'on' && !isOn) {
    const message = `Change tracking is disabled for database '${database}'. Change tracking must be enabled on a database to modify change tracking settings.`;
    throw new SqlError(5089, message);
  }
  if (state === 'off') switchOff(db, database);
  // What a new ON does not say is SQL Server's default: two days, cleaned up.
  if (state === 'on')
    db.exec('UPDATE "sys$database" SET ct_on = 1, ct_retention = 2, ct_unit = 3, ct_cleanup = 1');
  if (retention !== undefined)
    db.prepare('UPDATE "sys$database" SET ct_retention = ?, ct_unit = ?').run(
      retention.amount,
      UNITS.indexOf(retention.unit) + 1,
    );
  if (autoCleanup !== undefined)
    db.prepare('UPDATE "sys$database" SET ct_cleanup = ?').run(autoCleanup ? 1 : 0);
}

/** In the order of sys.change_tracking_databases.retention_period_units, from 1. */
const UNITS = ['MINUTES', 'HOURS', 'DAYS'] as const;

function switchOff(db: DatabaseSync, database: string): void {
  if (db.prepare('SELECT 1 FROM "sys$tracked"').get() !== undefined) {
    const message = `Change tracking is enabled for one or more tables in database '${database}'. Disable change tracking on each table before disabling it for the database. Use the sys.change_tracking_tables catalog view to obtain a list of tables for which change tracking is enabled.`;
    throw new SqlError(22115, message);
  }
  db.exec('UPDATE "sys$database" SET ct_on = 0');
}
