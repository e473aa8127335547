import { setTimeout as sleep } from 'node:timers/promises';
import type sql from 'mssql';
import { withBackoff } from '../backoff.ts';
import { RetryLater } from '../errors.ts';
import { lazy } from '../lazy.ts';
import { observed } from '../telemetry/dependencies.ts';
import { connectionConfig } from './connection/connectionConfig.ts';
import { connectToEither } from './connection/connectToEither.ts';
import { endpointOf } from './connection/endpointOf.ts';
import { loadDriver } from './connection/loadDriver.ts';
import { type Endpoint, toSyncError } from './sqlErrors.ts';
import type { ParameterType, PatienceKind, Statement } from './statements/statement.ts';
import { STATEMENTS, type StatementName } from './statements.ts';
import { type Patience, type ResultRow, streamRows } from './streamRows.ts';
import type { Column, TableDescription } from './tableDescription.ts';

/** Values of a statement's parameters; everything but a number travels as text. */
export type ParameterValues = Readonly<Record<string, string | number | null>>;

/** Statements of the catalogue, on some connection. */
export interface Queries {
  /** All rows at once; for short answers. */
  query(
    name: StatementName,
    values?: ParameterValues,
    table?: TableDescription,
  ): Promise<readonly ResultRow[]>;
  /** Of every row what `keep` makes of it. */
  collect<T>(
    name: StatementName,
    values: ParameterValues,
    table: TableDescription,
    keep: (row: ResultRow) => T,
  ): Promise<readonly T[]>;
  /** Rows in chunks, read no faster than they are taken. */
  stream(
    name: StatementName,
    values: ParameterValues,
    table: TableDescription,
  ): AsyncIterable<readonly ResultRow[]>;
}

/** One connection that sees one moment of the database. */
export interface Snapshot extends Queries {
  end(): Promise<void>;
}

export interface Database extends Queries {
  /** Whether the connection string asks for a replica that only reads. */
  readonly readOnlyIntent: boolean;
  /** Connects, with the patience a paused serverless database needs to wake (90 s and more). */
  wake(): Promise<void>;
  /** Begins a SNAPSHOT transaction; the database has to allow it (error 3952 otherwise). */
  beginSnapshot(): Promise<Snapshot>;
  close(): Promise<void>;
}

/** What was slow once is slow again: it is not an outage. */
const BACKOFF = {
  tries: 3,
  baseMs: 1_000,
  maxWaitMs: 10_000,
  repeats: ({ code }: RetryLater) => code !== 'SQL_SLOW' && code !== 'SQL_STALLED',
};
const WAKE_LIMIT_MS = 100_000;
const WAKE_PAUSE_MS = 5_000;

const STALL_MS = 60_000;
const PATIENCE_MS: Readonly<Record<PatienceKind, number>> = {
  usual: 60_000,
  count: 5_000,
  changes: 180_000,
};
/** The driver's own time-out ends what is not watched here, such as the beginning of a transaction. */
const DRIVER_MARGIN_MS = 10_000;

/** Times in milliseconds. */
export interface DatabaseOptions {
  /** Without a row in mid-stream, after which a stream is given up. */
  readonly stallMs?: number;
  /** Until the first row of each kind of statement, after which it is given up as slow. */
  readonly patienceMs?: Partial<Readonly<Record<PatienceKind, number>>>;
}

/**
 * A lazy connection pool: nothing connects before the first query, and a pool that failed is built anew. Every
 * statement is a read, so a query is repeated after a fault of connection or server; a stream is not, its consumer goes
 * on from what it stored.
 *
 * @throws ConfigurationError when the connection string cannot be used; queries throw RetryLater or StopAndAlert.
 */
export function createDatabase(connectionString: string, options: DatabaseOptions = {}): Database {
  const patienceMs = { ...PATIENCE_MS, ...options.patienceMs };
  const requestTimeout = Math.max(...Object.values(patienceMs)) + DRIVER_MARGIN_MS;
  const { config: read, server, partner } = connectionConfig(connectionString);
  const config = { ...read, requestTimeout };
  const endpoint = endpointOf(server);
  const patienceFor = ({ patience = 'usual' }: Statement) => {
    return { firstRowMs: patienceMs[patience], stallMs: options.stallMs ?? STALL_MS };
  };
  let pool: Promise<sql.ConnectionPool> | undefined;
  let loginErrorNumber: number | undefined;

  const connected = async (): Promise<sql.ConnectionPool> => {
    pool ??= connectToEither(config, partner, (number) => {
      loginErrorNumber = number;
    });
    const current = pool;
    try {
      return await current;
    } catch (error) {
      if (pool === current) pool = undefined;
      throw error;
    }
  };
  const named = (error: unknown) => toSyncError(error, endpoint, loginErrorNumber);
  const onPool = queriesOn(async () => (await connected()).request(), endpoint, named, patienceFor);

  return {
    readOnlyIntent: config.options?.readOnlyIntent ?? false,
    query: (name, values, table) => withBackoff(() => onPool.query(name, values, table), BACKOFF),
    collect: (name, values, table, keep) =>
      withBackoff(() => onPool.collect(name, values, table, keep), BACKOFF),
    stream: onPool.stream,

    async wake() {
      const patientUntil = Date.now() + WAKE_LIMIT_MS;
      for (;;) {
        try {
          await connected();
          return;
        } catch (error) {
          const reason = named(error);
          const isWaking = reason instanceof RetryLater && reason.code === 'SQL_WAKING';
          if (!isWaking || Date.now() > patientUntil) throw reason;
          await sleep(WAKE_PAUSE_MS);
        }
      }
    },

    async beginSnapshot() {
      try {
        const transaction = (await connected()).transaction();
        await transaction.begin((await loadDriver()).ISOLATION_LEVEL.SNAPSHOT);
        return {
          ...queriesOn(async () => transaction.request(), endpoint, named, patienceFor),
          // A transaction that only read loses nothing when it cannot be ended in order.
          end: () => transaction.rollback().catch(() => undefined),
        };
      } catch (error) {
        throw named(error);
      }
    },

    async close() {
      const current = pool;
      pool = undefined;
      await current?.then((established) => established.close()).catch(() => undefined);
    },
  };
}

function queriesOn(
  newRequest: () => Promise<sql.Request>,
  { server }: Endpoint,
  named: (error: unknown) => Error,
  patienceFor: (statement: Statement) => Patience,
): Queries {
  async function* stream(name: StatementName, values: ParameterValues, table: TableDescription) {
    try {
      const request = await newRequest();
      const statement: Statement = STATEMENTS[name];
      const types = await driverTypes();
      for (const [parameter, type] of Object.entries(statement.parameters(table))) {
        request.input(parameter, types[type], values[parameter] ?? null);
      }
      yield* streamRows(request, statement.text(table), patienceFor(statement));
    } catch (error) {
      throw named(error);
    }
  }
  async function collect<T>(
    name: StatementName,
    values: ParameterValues,
    table: TableDescription,
    keep: (row: ResultRow) => T,
  ): Promise<readonly T[]> {
    return observed({ type: 'SQL', target: server, name }, async () => {
      const kept: T[] = [];
      for await (const chunk of stream(name, values, table)) for (const row of chunk) kept.push(keep(row));
      return kept;
    });
  }
  return {
    stream,
    query: (name, values = {}, table = NO_TABLE) => collect(name, values, table, (row) => row),
    collect,
  };
}

const driverTypes = lazy(
  async (): Promise<Readonly<Record<ParameterType, sql.ISqlType | (() => sql.ISqlType)>>> => {
    const driver = await loadDriver();
    return {
      'nvarchar(4000)': driver.NVarChar(4000),
      'nvarchar(max)': driver.NVarChar(driver.MAX),
      int: driver.Int,
      bigint: driver.BigInt,
    };
  },
);

/** For the statements that describe the table, which do not look at it. */
const NO_COLUMN: Column = {
  name: '',
  declaredType: '',
  baseType: '',
  isNullable: false,
  collation: null,
  canSelect: false,
};
const NO_TABLE: TableDescription = {
  name: '',
  quotedName: '',
  key: NO_COLUMN,
  changedAt: NO_COLUMN,
  columns: [],
  rowversion: undefined,
  identity: '',
  isReadOnly: false,
};
