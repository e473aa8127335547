import { REFUSED, SqlError } from '../errors.ts';
import type { Table } from './catalog.ts';

/** Turns what SQLite or a routine threw into the error SQL Server would send. */
export function toSqlError(
  error: unknown,
  database: string,
  table: Table | undefined,
  verb: string,
): SqlError {
  if (error instanceof SqlError) return error;
  if (error instanceof Error && 'errcode' in error && error.errcode === BUSY_SNAPSHOT)
    return updateConflict(database, table);
  const text = error instanceof Error ? error.message : String(error);
  const notNull = /^NOT NULL constraint failed: (?:.*)\.(.+)$/.exec(text)?.[1];
  if (notNull !== undefined) {
    const name = `${database}.dbo.${table?.name ?? ''}`;
    const message = `Cannot insert the value NULL into column '${notNull}', table '${name}'; column does not allow nulls. ${verb} fails.`;
    return new SqlError(515, message, { state: 2 });
  }
  if (text.startsWith('UNIQUE constraint failed')) return duplicate(text, table);
  if (text.includes('integer overflow')) {
    return new SqlError(8115, 'Arithmetic overflow error converting expression to data type int.', {
      state: 2,
    });
  }
  return new SqlError(REFUSED, `stand-in: failed inside: ${text}`);
}

/** SQLite's name for a write in a snapshot that somebody else's write has overtaken. */
const BUSY_SNAPSHOT = 517;

function updateConflict(database: string, table: Table | undefined): SqlError {
  const name = `dbo.${table?.name ?? ''}`;
  const message = `Snapshot isolation transaction aborted due to update conflict. You cannot use snapshot isolation to access table '${name}' directly or indirectly in database '${database}' to update, delete, or insert the row that has been modified or deleted by another transaction. Retry the transaction or change the isolation level for the update/delete statement.`;
  return new SqlError(3960, message, { state: 2 });
}

/** SQLite names the index when it is over expressions, else the columns. */
function duplicate(text: string, table: Table | undefined): SqlError {
  const named = /index '(.+)'/.exec(text)?.[1]?.split('$').slice(1).join('$');
  const columns = text
    .replace(/^UNIQUE constraint failed: /, '')
    .split(', ')
    .map((part) => part.split('.').at(-1) ?? '');
  const index = table?.indexes.find(
    (one) => one.unique && (one.name === named || one.columns.join() === columns.join()),
  );
  const object = `dbo.${table?.name ?? ''}`;
  if (index !== undefined && !index.primary && !index.constraint) {
    return new SqlError(
      2601,
      `Cannot insert duplicate key row in object '${object}' with unique index '${index.name}'.`,
      { severity: 14 },
    );
  }
  const kind = index?.primary === false ? 'UNIQUE' : 'PRIMARY';
  const message = `Violation of ${kind} KEY constraint '${index?.name ?? ''}'. Cannot insert duplicate key in object '${object}'.`;
  return new SqlError(2627, message, { severity: 14 });
}
