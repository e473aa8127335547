import sql from 'mssql';
import { afterAll, beforeAll } from 'vitest';
import {
  type SqlServerStandin,
  type SqlServerStandinOptions,
  startSqlServerStandin,
} from '../../../standins/sqlserver/startSqlServerStandin.ts';

/** A parameter's type and value. */
export type Parameters = Readonly<Record<string, readonly [sql.ISqlType | (() => sql.ISqlType), unknown]>>;

export interface Failure {
  readonly number: number | undefined;
  readonly message: string;
  readonly code: string;
}

export interface Database {
  readonly pool: sql.ConnectionPool;
  query(text: string, parameters?: Parameters): Promise<sql.IResult<Record<string, unknown>>>;
  /** Sends a text as a batch of its own, for what sp_executesql does not carry over, such as open transactions. */
  batch(text: string): Promise<void>;
  /** The rows of a query. */
  rows(text: string, parameters?: Parameters): Promise<Record<string, unknown>[]>;
  /** The number and message of the error that a statement must end in. */
  failure(text: string, parameters?: Parameters): Promise<Failure>;
}

export interface Client extends Database {
  readonly standin: SqlServerStandin;
}

/** A stand-in and a pool of the real driver for the tests of one file. */
export function useStandin(
  options: { standin?: SqlServerStandinOptions; pool?: Partial<sql.config> } = {},
): Client {
  let standin: SqlServerStandin;
  let pool: sql.ConnectionPool;
  beforeAll(async () => {
    standin = await startSqlServerStandin(options.standin);
    pool = await connect(standin, options.pool);
  });
  afterAll(async () => {
    await pool.close();
    await standin.close();
  });
  const { query, batch, rows, failure } = onPool(() => pool);
  return {
    query,
    batch,
    rows,
    failure,
    get pool() {
      return pool;
    },
    get standin() {
      return standin;
    },
  };
}

/** The shorthands of the tests, over a pool that exists only when they run. */
export function onPool(pool: () => sql.ConnectionPool): Database {
  const query = (text: string, parameters: Parameters = {}): Promise<sql.IResult<Record<string, unknown>>> =>
    prepare(pool().request(), parameters).query<Record<string, unknown>>(text);
  return {
    get pool() {
      return pool();
    },
    query,
    batch: async (text) => {
      await pool().request().batch(text);
    },
    rows: async (text, parameters) => Array.from((await query(text, parameters)).recordset),
    failure: async (text, parameters) => {
      try {
        await query(text, parameters);
      } catch (error) {
        return describeError(error);
      }
      throw new Error(`did not fail: ${text}`);
    },
  };
}

export function prepare(request: sql.Request, parameters: Parameters): sql.Request {
  for (const [name, [type, value]] of Object.entries(parameters)) request.input(name, type, value);
  return request;
}

export function connect(
  standin: Pick<SqlServerStandin, 'connectionString'>,
  config: Partial<sql.config> = {},
): Promise<sql.ConnectionPool> {
  const parsed = sql.ConnectionPool.parseConnectionString(standin.connectionString);
  return new sql.ConnectionPool({ ...parsed, ...config }).connect();
}

export function describeError(error: unknown): Failure {
  if (!(error instanceof Error)) throw error;
  const number = 'number' in error && typeof error.number === 'number' ? error.number : undefined;
  return { number, message: error.message, code: 'code' in error ? String(error.code) : '' };
}

export const CONTACTS = `CREATE TABLE dbo.hb_contacts (
  numero_asociado varchar(20) NOT NULL CONSTRAINT pk_hb_contacts PRIMARY KEY,
  nombre nvarchar(100) NULL,
  salario decimal(18,2) NULL,
  lastmodifieddate datetime2(7) NULL)`;
