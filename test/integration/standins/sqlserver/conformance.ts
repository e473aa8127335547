import { randomBytes } from 'node:crypto';
import sql from 'mssql';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { startSqlServerStandin } from '../../../standins/sqlserver/startSqlServerStandin.ts';
import { refuseServerInUse, TEST_DATABASE } from './refuseServerInUse.ts';
import { type Database, onPool } from './support.ts';

/**
 * The conformance suite: tests that use this run on the stand-in, and on a real server instead when SQLSERVER_TEST_URL holds its
 * connection string (a login that may create a database). Every file then works in a database of its own, dropped afterwards. A
 * server that looks like one in use is refused.
 */
const url = process.env['SQLSERVER_TEST_URL'];

/** What the suite runs on, for titles and for the log. */
export const SERVER = url === undefined ? 'the stand-in' : 'the server of SQLSERVER_TEST_URL';

export interface ServerClient extends Database {
  /** Another pool on the same database. */
  connect(config?: Partial<sql.config>): Promise<sql.ConnectionPool>;
}

interface Server {
  readonly config: sql.config;
  close(): Promise<void>;
}

/** A server with an empty database, and a pool of the real driver, for the tests of one file. */
export function useServer(config: Partial<sql.config> = {}): ServerClient {
  let server: Server;
  let pool: sql.ConnectionPool;
  /** What is to be closed, the last first. */
  const opened: { close(): Promise<void> }[] = [];
  const connect = (more: Partial<sql.config> = {}): Promise<sql.ConnectionPool> =>
    new sql.ConnectionPool({ ...server.config, ...more }).connect();
  beforeAll(async () => {
    server = url === undefined ? await startStandin() : await createDatabase(url);
    opened.unshift(server);
    console.info(`Conformance: running on ${SERVER}.`);
    pool = await connect(config);
    opened.unshift(pool);
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
  });
  const { query, batch, rows, failure } = onPool(() => pool);
  return {
    query,
    batch,
    rows,
    failure,
    connect,
    get pool() {
      return pool;
    },
  };
}

/** Marks a test that needs what only the stand-in has. */
export function standInOnly(context: TestContext, why: string): void {
  if (url !== undefined) context.skip(`skipped, because ${why}`);
}

async function startStandin(): Promise<Server> {
  const standin = await startSqlServerStandin();
  return {
    config: sql.ConnectionPool.parseConnectionString(standin.connectionString),
    close: () => standin.close(),
  };
}

async function createDatabase(connectionString: string): Promise<Server> {
  const config = sql.ConnectionPool.parseConnectionString(connectionString);
  const database = `${TEST_DATABASE}${randomBytes(6).toString('hex')}`;
  const admin = await new sql.ConnectionPool(config).connect();
  const { recordset } = await admin.request().query<{ name: string }>('SELECT name FROM sys.databases');
  try {
    const names = recordset.map(({ name }) => name);
    refuseServerInUse(connectionString, names, process.env['SQL_CONNECTION_STRING']);
  } catch (error) {
    await admin.close();
    throw error;
  }
  await admin.request().batch(`CREATE DATABASE [${database}] COLLATE SQL_Latin1_General_CP1_CI_AS`);
  // As on the stand-in and on Azure: readers see what is committed and never wait.
  await admin.request().batch(`ALTER DATABASE [${database}] SET READ_COMMITTED_SNAPSHOT ON`);
  return {
    config: { ...config, database, requestTimeout: 60_000 },
    close: async () => {
      await admin.request().batch(`ALTER DATABASE [${database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE`);
      await admin.request().batch(`DROP DATABASE [${database}]`);
      await admin.close();
    },
  };
}
