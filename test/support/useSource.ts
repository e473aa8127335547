import { afterAll, beforeAll } from 'vitest';
import { createDatabase, type Database, type DatabaseOptions } from '../../shared/source/database.ts';
import {
  type SqlServerStandin,
  type SqlServerStandinOptions,
  startSqlServerStandin,
} from '../standins/sqlserver/startSqlServerStandin.ts';
import { type MembersTable, openMembersTable } from './membersTable.ts';

/** A SQL Server stand-in with the example table: the members system's connection to it, and ours. */
export interface Source {
  readonly server: SqlServerStandin;
  readonly members: MembersTable;
  readonly database: Database;
}

/** Starts a source for one test; `user`: a login of the stand-in, for our connection. */
export async function startSource(
  options: DatabaseOptions = {},
  standin: SqlServerStandinOptions = {},
  user?: string,
): Promise<Source & { close(): Promise<void> }> {
  const server = await startSqlServerStandin(standin);
  const members = await openMembersTable(server.connectionString);
  const connectionString = user === undefined ? server.connectionString : server.connectionStringFor(user);
  const database = createDatabase(connectionString, options);
  return {
    server,
    members,
    database,
    async close() {
      await database.close();
      await members.close();
      await server.close();
    },
  };
}

/** Starts a source before the tests of a file (or of a `describe`) and closes it afterwards. */
export function useSource(
  options: DatabaseOptions = {},
  standin: SqlServerStandinOptions = {},
): () => Source {
  let source: Awaited<ReturnType<typeof startSource>> | undefined;
  beforeAll(async () => {
    source = await startSource(options, standin);
  });
  afterAll(() => source?.close());
  return () => {
    if (!source) throw new Error('The source has not started.');
    return source;
  };
}
