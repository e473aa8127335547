import { afterAll, beforeAll } from 'vitest';
import { createDatabase, type Database, type DatabaseOptions } from '../../shared/source/database.ts';
import { type SqlServerStandin, startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { type MembersTable, openMembersTable } from './membersTable.ts';

/** A SQL Server stand-in with the example table: the members system's connection to it, and ours. */
export interface Source {
  readonly server: SqlServerStandin;
  readonly members: MembersTable;
  readonly database: Database;
}

/** Starts a source before the tests of a file (or of a `describe`) and closes it afterwards. */
export function useSource(options: DatabaseOptions = {}): () => Source {
  let source: Source | undefined;
  beforeAll(async () => {
    const server = await startSqlServerStandin();
    const members = await openMembersTable(server.connectionString);
    source = { server, members, database: createDatabase(server.connectionString, options) };
  });
  afterAll(async () => {
    await source?.database.close();
    await source?.members.close();
    await source?.server.close();
  });
  return () => {
    if (!source) throw new Error('The source has not started.');
    return source;
  };
}
