import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { SqlDatabase } from './engine/sqlDatabase.ts';
import { SqlFaults } from './faults.ts';
import { Connection } from './tds/connection.ts';
import type { ServerState } from './tds/serverState.ts';

export interface SqlServerStandinOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly user?: string;
  /** Random unless given. */
  readonly password?: string;
  readonly database?: string;
  /** Of the order in which unordered rows come. */
  readonly seed?: number;
}

export interface SqlServerStandin {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** For `mssql`. */
  readonly connectionString: string;
  readonly faults: SqlFaults;
  /** The last 10,000 texts executed, oldest first, without the driver's own. */
  readonly statements: () => readonly string[];
  /** Connections open now. */
  readonly connectionCount: () => number;
  /** Ends all connections and removes the database. */
  close(): Promise<void>;
}

/** Starts a SQL Server stand-in on 127.0.0.1 with an empty database. */
export async function startSqlServerStandin(
  options: SqlServerStandinOptions = {},
): Promise<SqlServerStandin> {
  const user = options.user ?? 'sa';
  const password = options.password ?? randomBytes(12).toString('hex');
  const database = new SqlDatabase(options.database ?? 'cooperativa', options.seed ?? 20_260_101);
  let sessionId = 50;
  const nextSessionId = (): number => {
    sessionId += 1;
    return sessionId;
  };
  const state: ServerState = {
    user,
    password,
    database,
    faults: new SqlFaults(),
    statements: [],
    nextSessionId,
  };
  const connections = new Set<Connection>();
  const server = serve(state, connections);
  const port = await listen(server, options.port ?? 0);
  return {
    port,
    user,
    password,
    database: database.name,
    connectionString: `Server=127.0.0.1,${port};Database=${database.name};User Id=${user};Password=${password};Encrypt=false;TrustServerCertificate=true`,
    faults: state.faults,
    statements: () => [...state.statements],
    connectionCount: () => connections.size,
    close: () => closeAll(server, connections, database),
  };
}

function serve(state: ServerState, connections: Set<Connection>): Server {
  return createServer((socket) => {
    if (state.faults.takeConnection() === 'close') {
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, state);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function closeAll(
  server: Server,
  connections: ReadonlySet<Connection>,
  database: SqlDatabase,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const connection of connections) connection.destroy();
  await closed;
  database.close();
}
