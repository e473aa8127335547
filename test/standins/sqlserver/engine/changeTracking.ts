import type { DatabaseSync } from 'node:sqlite';
import { SqlError } from '../errors.ts';
import { nowTicks } from './calendar.ts';
import type { Table } from './catalog.ts';
import { keyForm, quoteName } from './sqlText.ts';

/**
 * Change tracking, kept by SQLite triggers in a side table for each tracked table: one row a key, with the version of its last
 * change, of its last insert, and the versions between which the key did not exist. What CHANGETABLE answers for any earlier
 * version follows from these. All of it is ordinary data, so a rollback undoes it and a snapshot sees its own.
 *
 * SQLite has one writer, so the version of a transaction's commit is known when it writes: the current one plus one.
 * Meaning: "Work with Change Tracking" and "CHANGETABLE (Transact-SQL)".
 */

const NEXT = '(SELECT ct_version + 1 FROM "sys$database")';
const MARK = 'UPDATE "sys$database" SET ct_dirty = 1 WHERE ct_dirty = 0;';

export const sideTable = (table: Table): string => quoteName(`ct$${table.objectId}`);
/** Earlier times at which a key did not exist, for those that went and came more than once. */
export const gapTable = (table: Table): string => quoteName(`ctgap$${table.objectId}`);

/** The primary key's columns, by which changes are told. */
export function trackedKey(table: Table): Table['columns'] {
  const primary = table.indexes.find((index) => index.primary);
  return (primary?.columns ?? []).flatMap((name) => table.columns.filter((column) => column.name === name));
}

/** The key's columns of a row as they are compared; `prefix` is an alias or NEW or OLD. */
export function keyForms(table: Table, prefix = ''): string[] {
  return trackedKey(table).map(({ name, type }) => keyForm(`${prefix}${quoteName(name)}`, type));
}

export function enableTracking(db: DatabaseSync, table: Table, columnsUpdated: boolean): void {
  if (db.prepare('SELECT ct_on FROM "sys$database"').get()?.['ct_on'] !== 1) {
    const message = `Change tracking must be enabled on the database before it can be enabled on table '${table.name}'.`;
    throw new SqlError(1718, message);
  }
  if (table.tracked)
    throw new SqlError(4996, `Change tracking is already enabled for table '${table.name}'.`);
  if (trackedKey(table).length === 0) {
    const message = `Cannot enable change tracking on table '${table.name}'. Change tracking requires a primary key on the table. Create a primary key on the table before enabling change tracking.`;
    throw new SqlError(4997, message);
  }
  db.exec(
    `INSERT INTO "sys$tracked" SELECT ${table.objectId}, ct_version, ct_version, 0, ${columnsUpdated ? 1 : 0}, ${(nowTicks() * 3n) / 100_000n} FROM "sys$database"`,
  );
  createSideTables(db, table);
  createTriggers(db, table);
}

export function disableTracking(db: DatabaseSync, table: Table): void {
  if (!table.tracked) throw new SqlError(4998, `Change tracking is not enabled on table '${table.name}'.`);
  dropTriggers(db, table);
  db.exec(`DROP TABLE ${sideTable(table)}; DROP TABLE ${gapTable(table)}`);
  db.exec(`DELETE FROM "sys$tracked" WHERE object_id = ${table.objectId}`);
}

/** Runs a change that is not a change of rows, such as TRUNCATE or a new column, past the triggers. */
export function untracked(db: DatabaseSync, table: Table, work: () => Table): void {
  if (table.tracked) dropTriggers(db, table);
  const after = work();
  if (table.tracked) createTriggers(db, after);
}

/** As if tracking had just been enabled: what TRUNCATE does to it. */
export function restartTracking(db: DatabaseSync, table: Table): void {
  if (!table.tracked) return;
  db.exec(`DELETE FROM ${sideTable(table)}; DELETE FROM ${gapTable(table)}`);
  db.exec(
    `UPDATE "sys$tracked" SET begin_version = v.ct_version, min_valid = v.ct_version FROM "sys$database" AS v WHERE object_id = ${table.objectId}`,
  );
}

/** Removes what is older than the version, as the cleanup does when its retention is over. */
export function expireChanges(db: DatabaseSync, table: Table, before: bigint): void {
  for (const name of [sideTable(table), gapTable(table)]) {
    const column = name === sideTable(table) ? 'version' : 'absent_to';
    db.prepare(`DELETE FROM ${name} WHERE ${column} < ?`).run(before);
  }
  db.prepare(
    'UPDATE "sys$tracked" SET min_valid = max(min_valid, ?1), cleanup_version = max(cleanup_version, ?1) WHERE object_id = ?2',
  ).run(before, table.objectId);
}

/** Gives a transaction that changed tracked rows its version; called in it, right before its COMMIT. */
export const COMMIT_VERSION =
  'UPDATE "sys$database" SET ct_version = ct_version + 1, ct_dirty = 0 WHERE ct_dirty = 1';

function createSideTables(db: DatabaseSync, table: Table): void {
  const names = trackedKey(table)
    .map(({ name }) => quoteName(name))
    .join(', ');
  const forms = keyForms(table).join(', ');
  const id = table.objectId;
  db.exec(`
    CREATE TABLE ${sideTable(table)} (${names}, version INTEGER, created INTEGER, deleted INTEGER, absent_from INTEGER, absent_to INTEGER);
    CREATE UNIQUE INDEX "ctkey$${id}" ON ${sideTable(table)} (${forms});
    CREATE INDEX "ctversion$${id}" ON ${sideTable(table)} (version, ${forms});
    CREATE TABLE ${gapTable(table)} (${names}, absent_from INTEGER, absent_to INTEGER);
    CREATE INDEX "ctgapkey$${id}" ON ${gapTable(table)} (${forms});`);
}

function createTriggers(db: DatabaseSync, table: Table): void {
  const { objectId: id, name } = table;
  const key = trackedKey(table).map((column) => column.name);
  const others = table.columns.map((column) => column.name).filter((column) => !key.includes(column));
  const list = (names: readonly string[]): string => names.map(quoteName).join(', ');
  const on = quoteName(name);
  const trigger = (what: string, event: string, body: string): string =>
    `CREATE TRIGGER "ct${what}$${id}" AFTER ${event} ON ${on} BEGIN ${body} ${MARK} END;`;
  db.exec(trigger('insert', 'INSERT', recordInsert(table)));
  db.exec(trigger('delete', 'DELETE', recordDelete(table)));
  // A statement that sets the key is a delete and an insert, even when it sets it to what it was.
  db.exec(trigger('key', `UPDATE OF ${list(key)}`, `${recordDelete(table)} ${recordInsert(table)}`));
  if (others.length > 0) db.exec(trigger('update', `UPDATE OF ${list(others)}`, recordUpdate(table)));
}

function dropTriggers(db: DatabaseSync, table: Table): void {
  for (const what of ['insert', 'delete', 'key', 'update'])
    db.exec(`DROP TRIGGER IF EXISTS "ct${what}$${table.objectId}"`);
}

function upsert(table: Table, row: 'NEW' | 'OLD', values: string, set: string): string {
  const names = trackedKey(table).map(({ name }) => quoteName(name));
  const of = names.map((name) => `${row}.${name}`).join(', ');
  return `INSERT INTO ${sideTable(table)} (${names.join(', ')}, version, created, deleted, absent_from, absent_to)
    VALUES (${of}, ${NEXT}, ${values}) ON CONFLICT (${keyForms(table).join(', ')}) DO UPDATE SET version = excluded.version, ${set};`;
}

function recordInsert(table: Table): string {
  return upsert(
    table,
    'NEW',
    `${NEXT}, 0, -1, ${NEXT}`,
    'created = excluded.version, deleted = 0, absent_to = excluded.version',
  );
}

function recordUpdate(table: Table): string {
  return upsert(table, 'NEW', 'NULL, 0, NULL, NULL', 'deleted = 0');
}

function recordDelete(table: Table): string {
  const names = trackedKey(table)
    .map(({ name }) => quoteName(name))
    .join(', ');
  const old = keyForms(table, 'OLD.');
  const same = keyForms(table)
    .map((form, i) => `${form} = ${old[i]}`)
    .join(' AND ');
  const keep = `INSERT INTO ${gapTable(table)} SELECT ${names}, absent_from, absent_to FROM ${sideTable(table)} WHERE ${same} AND absent_from < absent_to;`;
  const set = 'deleted = 1, absent_from = excluded.version, absent_to = NULL';
  return `${keep} ${upsert(table, 'OLD', `NULL, 1, ${NEXT}, NULL`, set)}`;
}
