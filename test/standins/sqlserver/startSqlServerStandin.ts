import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { readCatalog } from './engine/catalog.ts';
import { expireChanges } from './engine/changeTracking.ts';
import { type LateParameters, LateTransaction } from './engine/lateTransaction.ts';
import { Permissions } from './engine/permissions.ts';
import { type DatabaseBackup, SqlDatabase } from './engine/sqlDatabase.ts';
import { type SqlSwitches, writeSwitches } from './engine/switches.ts';
import { SqlFaults } from './faults.ts';
import { Connection } from './tds/connection.ts';
import type { ServerLogin, ServerState, TlsOptions } from './tds/serverState.ts';

export interface LoginOptions {
  readonly user: string;
  /** Random unless given. */
  readonly password?: string;
  /** As GRANT would say it: `SELECT`, `SELECT ON dbo.hb_contacts`, `VIEW CHANGE TRACKING ON dbo.hb_contacts`, `ALTER`. */
  readonly grants: readonly string[];
}

export interface SqlServerStandinOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly user?: string;
  /** Random unless given. */
  readonly password?: string;
  readonly database?: string;
  /** Further logins; `user` is the owner and may do everything. */
  readonly logins?: readonly LoginOptions[];
  /** Of the order in which unordered rows come. */
  readonly seed?: number;
  /** Whether ApplicationIntent=ReadOnly leads to a secondary replica: no writes, and 22117 for tracked changes. */
  readonly hasReplica?: boolean;
  /** Key and certificate as PEM: clients may then ask for encryption, and the connection string does. */
  readonly tls?: TlsOptions;
}

export interface SqlServerStandin {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** For `mssql`, as the owner. */
  readonly connectionString: string;
  /** The same for one of the further logins. */
  connectionStringFor(user: string): string;
  readonly faults: SqlFaults;
  /** The last 10,000 texts executed, oldest first, without the driver's own. */
  readonly statements: () => readonly string[];
  /** Connections open now. */
  readonly connectionCount: () => number;
  /** Connections that were ever made, those that went wrong included. */
  readonly connectionsSoFar: () => number;
  /**
   * An INSERT or UPDATE that takes its time and its rowversions now and becomes visible only with `commit`. Numbers are sent
   * as int, bigints as bigint, texts as nvarchar(4000).
   */
  beginLateTransaction(statement: string, parameters?: LateParameters): Promise<LateTransaction>;
  /**
   * Moves the server's clock against this machine's, and says in which zone SYSDATETIME() and GETDATE() speak (UTC unless given).
   */
  setClock(offsetMs: number, utcOffsetMinutes?: number): void;
  /** Removes change tracking older than the version and raises every table's least valid version to it, as the cleanup does. */
  expireChangesBefore(version: number | bigint): Promise<void>;
  /** Has the server answer otherwise where real ones differ, or where nobody could ask one. */
  set(switches: Partial<SqlSwitches>): Promise<void>;
  /** The database as it is now, for `restoreAsOf`. */
  backup(): DatabaseBackup;
  /**
   * Restores: ends all connections, puts data and counters back, and gives the database a new recovery fork and date of
   * creation.
   */
  restoreAsOf(backup: DatabaseBackup): Promise<void>;
  /** Ends all connections and removes the database. */
  close(): Promise<void>;
}

/** Starts a SQL Server stand-in on 127.0.0.1 with an empty database. */
export async function startSqlServerStandin(
  options: SqlServerStandinOptions = {},
): Promise<SqlServerStandin> {
  const state = createState(options);
  const { database } = state;
  const [owner] = state.logins;
  const connections = new Set<Connection>();
  const server = serve(state, connections);
  const port = await listen(server, options.port ?? 0);
  const connectionStringFor = (login: ServerLogin | undefined): string => {
    if (login === undefined) throw new TypeError('There is no login of that name.');
    return `Server=127.0.0.1,${port};Database=${database.name};User Id=${login.user};Password=${login.password};Encrypt=${options.tls !== undefined};TrustServerCertificate=true`;
  };
  return {
    port,
    user: owner.user,
    password: owner.password,
    database: database.name,
    connectionString: connectionStringFor(owner),
    connectionStringFor: (user) => connectionStringFor(state.logins.find((login) => login.user === user)),
    faults: state.faults,
    statements: () => [...state.statements],
    connectionCount: () => connections.size,
    connectionsSoFar: () => state.faults.connectionsSoFar,
    beginLateTransaction: (statement, parameters = {}) =>
      LateTransaction.begin(database, statement, parameters),
    setClock: (offsetMs, utcOffsetMinutes = 0) => {
      database.clockOffsetMs = offsetMs;
      database.utcOffsetMinutes = utcOffsetMinutes;
    },
    expireChangesBefore: (version) => expireAll(database, BigInt(version)),
    set: (switches) => database.maintain((db) => writeSwitches(db, switches)),
    backup: () => database.backup(),
    restoreAsOf: async (backup) => {
      await endAll(connections);
      database.restore(backup);
    },
    close: () => closeAll(server, connections, database),
  };
}

function createOwner({ user = 'sa', password = randomPassword() }: SqlServerStandinOptions): ServerLogin {
  return { user, password, permissions: Permissions.owner() };
}

function createLogin({ user, password = randomPassword(), grants }: LoginOptions): ServerLogin {
  return { user, password, permissions: Permissions.granted(grants) };
}

function randomPassword(): string {
  return randomBytes(12).toString('hex');
}

function createState(options: SqlServerStandinOptions): ServerState {
  let sessionId = 50;
  return {
    logins: [createOwner(options), ...(options.logins ?? []).map(createLogin)],
    database: new SqlDatabase(options.database ?? 'cooperativa', options.seed ?? 20_260_101),
    faults: new SqlFaults(),
    hasReplica: options.hasReplica ?? false,
    tls: options.tls,
    statements: [],
    nextSessionId: () => {
      sessionId += 1;
      return sessionId;
    },
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

function expireAll(database: SqlDatabase, version: bigint): Promise<void> {
  return database.maintain((db) => {
    for (const table of readCatalog(db).values()) if (table.tracked) expireChanges(db, table, version);
  });
}

async function endAll(connections: ReadonlySet<Connection>): Promise<void> {
  await Promise.all(Array.from(connections, (connection) => connection.destroy()));
}

async function closeAll(
  server: Server,
  connections: ReadonlySet<Connection>,
  database: SqlDatabase,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  await endAll(connections);
  await closed;
  database.close();
}
