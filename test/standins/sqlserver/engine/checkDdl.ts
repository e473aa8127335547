import { SqlError } from '../errors.ts';
import type { DdlStatement } from './ddl.ts';
import type { Permissions } from './permissions.ts';

/** What SQL Server says to a login that may not change the schema: mostly that there is nothing of that name. */
export function checkDdl(permissions: Permissions, database: string, statement: DdlStatement): void {
  if (statement.kind === 'alterDatabase') {
    if (permissions.allows('ALTER')) return;
    const message = `User does not have permission to alter database '${database}', the database does not exist, or the database is not in a state that allows access checks.`;
    throw new SqlError(5011, message, { severity: 14 });
  }
  const { table } = statement;
  if (statement.kind === 'createTable' || statement.kind === 'createType') {
    if (permissions.allows('CREATE TABLE')) return;
    throw new SqlError(
      262,
      `${statement.kind === 'createTable' ? 'CREATE TABLE' : 'CREATE TYPE'} permission denied in database '${database}'.`,
      { severity: 14 },
    );
  }
  if (permissions.allows('ALTER', table.name)) return;
  if (statement.kind === 'dropTable') {
    const message = `Cannot drop the table '${table.name}', because it does not exist or you do not have permission.`;
    throw new SqlError(3701, message, { severity: 14, state: 20 });
  }
  const message = `Cannot find the object "${table.name}" because it does not exist or you do not have permissions.`;
  throw new SqlError(1088, message, { state: 13 });
}
