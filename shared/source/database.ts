import sql from 'mssql';
import { withBackoff } from '../backoff.ts';
import { badConnectionString, type Endpoint, toSyncError } from './sqlErrors.ts';

/** A parameter as text: nvarchar(4000), or nvarchar(max) for lists. The statements cast it to the column's type. */
export type Parameters = Readonly<Record<string, string | number | null>>;

export type ResultRow = Readonly<Record<string, unknown>>;

/** Runs the read-only statements of `statements.ts`. */
export interface Database {
  query(statement: string, parameters?: Parameters): Promise<readonly ResultRow[]>;
  close(): Promise<void>;
}

const BACKOFF = { tries: 3, baseMs: 1_000, maxWaitMs: 10_000 };
const CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * A lazy connection pool: nothing connects before the first query, and a pool that failed is built anew. Every
 * statement is a read, so a query is repeated after a fault of connection or server.
 *
 * @throws ConfigurationError when the connection string cannot be parsed; queries throw RetryLater or StopAndAlert.
 */
export function createDatabase(connectionString: string): Database {
  const config = parse(connectionString);
  const endpoint: Endpoint = { server: config.server, port: config.port ?? 1433 };
  let pool: Promise<sql.ConnectionPool> | undefined;
  let loginErrorNumber: number | undefined;

  const connect = (): Promise<sql.ConnectionPool> => {
    loginErrorNumber = undefined;
    const created = new sql.ConnectionPool({
      ...config,
      beforeConnect: (connection) => {
        connection.on('errorMessage', (message: { number: number }) => {
          loginErrorNumber = message.number;
        });
      },
    });
    // Without a listener an error of an idle connection would end the process; the next query meets it anyway.
    created.on('error', () => undefined);
    return created.connect();
  };

  const run = async (statement: string, parameters: Parameters): Promise<readonly ResultRow[]> => {
    pool ??= connect();
    const current = pool;
    try {
      const request = (await current).request();
      for (const [name, value] of Object.entries(parameters)) {
        if (typeof value === 'number') request.input(name, sql.Int, value);
        else request.input(name, sql.NVarChar(value !== null && value.length > 4000 ? sql.MAX : 4000), value);
      }
      return (await request.query<ResultRow>(statement)).recordset;
    } catch (error) {
      const connected = await current.then(
        (established) => established.connected,
        () => false,
      );
      if (!connected && pool === current) pool = undefined;
      throw toSyncError(error, endpoint, loginErrorNumber);
    }
  };

  return {
    query: (statement, parameters = {}) => withBackoff(() => run(statement, parameters), BACKOFF),
    close: async () => {
      const current = pool;
      pool = undefined;
      await current?.then((established) => established.close()).catch(() => undefined);
    },
  };
}

function parse(connectionString: string): sql.config {
  let config: sql.config;
  try {
    config = sql.ConnectionPool.parseConnectionString(connectionString);
  } catch {
    throw badConnectionString();
  }
  if (!config.server) throw badConnectionString();
  return {
    ...config,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    pool: { min: 0, max: CONNECTIONS, idleTimeoutMillis: 30_000 },
    options: { ...config.options, appName: 'hubspot-sync', useUTC: true },
  };
}
