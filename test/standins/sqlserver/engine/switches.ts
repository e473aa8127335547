import type { DatabaseSync } from 'node:sqlite';

/**
 * What real servers answer in more than one way, or what nobody here could ask a real one. Each has the answer of a plain SQL
 * Server unless it is set.
 */
export interface SqlSwitches {
  /** DB_ID(). On Azure SQL it may differ from sys.databases.database_id, which stays 5. */
  readonly dbId: number;
  /** Which of the two the other catalogue views have as their database_id. */
  readonly otherViewsHave: 'dbId' | 'databaseId';
  /** Whether sys.databases has a row for the database one is connected to. */
  readonly showsDatabase: boolean;
  /** Whether sys.internal_tables shows the logs of change tracking to a login that does not own them. */
  readonly showsInternalTables: boolean;
  /** Whether a login sees the columns that it was not granted, where it was granted others of the table. */
  readonly showsEveryColumn: boolean;
}

export const DEFAULT_SWITCHES: SqlSwitches = {
  dbId: 5,
  otherViewsHave: 'databaseId',
  showsDatabase: true,
  showsInternalTables: true,
  showsEveryColumn: true,
};

export const SWITCHES_SQL = `CREATE TABLE IF NOT EXISTS "sys$switches" (name TEXT PRIMARY KEY, value INTEGER);`;

/** Ids of the database in the views and in DB_ID(), as SQL. */
export const DATABASE_ID = '5';
export const DB_ID = switchValue('dbId');
export const OTHER_VIEWS_ID = `(CASE WHEN ${switchValue('otherViewsHave')} = 1 THEN ${DB_ID} ELSE ${DATABASE_ID} END)`;

/** A switch as SQL: a number, or 1 for true. */
export function switchValue(name: keyof SqlSwitches): string {
  return `(SELECT value FROM "sys$switches" WHERE name = '${name}')`;
}

export function writeSwitches(db: DatabaseSync, switches: Partial<SqlSwitches>): void {
  const write = db.prepare('INSERT OR REPLACE INTO "sys$switches" VALUES (?, ?)');
  for (const [name, value] of Object.entries(switches)) write.run(name, toNumber(value));
}

function toNumber(value: boolean | number | string): number {
  if (typeof value === 'number') return value;
  return value === true || value === 'dbId' ? 1 : 0;
}
