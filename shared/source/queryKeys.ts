import type sql from 'mssql';
import { rowForm } from '../contacts/associateKey.ts';
import { StopAndAlert } from '../errors.ts';
import { connectionConfig } from './connection/connectionConfig.ts';
import { connectToEither } from './connection/connectToEither.ts';
import { endpointOf } from './connection/endpointOf.ts';
import { loadDriver } from './connection/loadDriver.ts';
import { toSyncError } from './sqlErrors.ts';
import { quote } from './statements/statement.ts';
import { STATEMENTS } from './statements.ts';
import { type ResultRow, streamRows } from './streamRows.ts';
import type { TableDescription } from './tableDescription.ts';

/** What a person chooses associates by: a whole query, or a condition over the table of the mapping file. */
export type KeyChoice =
  | { readonly query: string; readonly where?: undefined }
  | { readonly query?: undefined; readonly where: string };

const PATIENCE = { firstRowMs: 180_000, stallMs: 60_000 };
/** The driver's own time-out is to come later. */
const DRIVER_MARGIN_MS = 10_000;
/** Types whose values the driver hands over exactly. */
const KEY_TYPES =
  /^(?:n?(?:var)?char\b.*|tinyint|smallint|int|bigint|uniqueidentifier|(?:decimal|numeric)\((?:1[0-5]|\d),0\))$/;
/** Errors of compiling whose text names objects and places, and no values. */
const TELLING = new Set([102, 156, 170, 195, 207, 208, 209, 229, 230, 319, 4104, 8120, 8156]);

/**
 * The keys that a person's query chooses, in chunks, as they stand in its result; null for a row without one. SQL Server describes
 * the query first, without running it. It then runs in a transaction of its own that is undone, on a connection that asks for
 * reading only, which ends with the last key.
 *
 * @throws StopAndAlert QUERY_REFUSED, one sentence that says what to write: the query has an error, or gives anything but one result with
 * the key's column. RetryLater when SQL Server does not answer.
 */
export async function* queryKeys(
  connectionString: string,
  choice: KeyChoice,
  table: TableDescription,
): AsyncGenerator<readonly (string | null)[]> {
  const { config, server, partner } = connectionConfig(connectionString);
  const reading = {
    ...config,
    pool: { min: 0, max: 1 },
    options: { ...config.options, readOnlyIntent: true },
  };
  let loginErrorNumber: number | undefined;
  let pool: sql.ConnectionPool | undefined;
  try {
    pool = await connectToEither(
      { ...reading, requestTimeout: PATIENCE.firstRowMs + DRIVER_MARGIN_MS },
      partner,
      (number) => {
        loginErrorNumber = number;
      },
    );
    const transaction = pool.transaction();
    await transaction.begin((await loadDriver()).ISOLATION_LEVEL.READ_COMMITTED);
    try {
      const text = textOf(choice, table);
      const column = await findColumn(transaction, text, table.key.name);
      yield* keysOf(transaction, text, column);
    } finally {
      // What the query ended by itself cannot be undone any more, nor need a broken connection be told.
      await transaction.rollback().catch(() => undefined);
    }
  } catch (error) {
    throw toSyncError(error, endpointOf(server), loginErrorNumber);
  } finally {
    await pool?.close().catch(() => undefined);
  }
}

function textOf(choice: KeyChoice, { key, quotedName }: TableDescription): string {
  const isQuery = choice.query !== undefined;
  const text = isQuery ? choice.query : choice.where;
  if (text.trim() === '')
    throw refuse(
      isQuery
        ? `is empty: write one SELECT whose result has the column ${key.name}`
        : 'has an empty condition: write one as behind WHERE, or leave it out',
    );
  // On a line of its own, so that a comment at its end ends there.
  return isQuery ? text : `SELECT ${quote(key.name)} FROM ${quotedName} WHERE (\n${text}\n)`;
}

/** How the result spells the name of the key's column. */
async function findColumn(transaction: sql.Transaction, text: string, key: string): Promise<string> {
  const driver = await loadDriver();
  const request = transaction.request().input('query', driver.NVarChar(driver.MAX), text);
  const columns: ResultRow[] = [];
  for await (const chunk of streamRows(request, STATEMENTS.describeQuery.text(), PATIENCE))
    columns.push(...chunk);
  const fault = columns.find(({ error_number: number }) => typeof number === 'number');
  if (fault) throw refuse(`has an error (${saidOf(fault)}): mend it, and try it in SQL Server first`);
  if (columns.length === 0)
    throw refuse(`gives no result: write one SELECT whose result has the column ${key}`);
  const names = columns.map(({ column_name: name }) => String(name ?? ''));
  const found = columns.filter((_, at) => names[at]?.toLowerCase() === key.toLowerCase());
  const [column] = found;
  if (!column) throw refuse(`has no column ${key} in its result: add it to the SELECT, or write SELECT *`);
  if (found.length > 1) throw refuse(`has the column ${key} more than once in its result: name it once`);
  const type = String(column['type_name']);
  if (!KEY_TYPES.test(type))
    throw refuse(`gives ${key} as ${type}: write CONVERT(varchar(50), ${key}) AS ${key}`);
  return String(column['column_name']);
}

function saidOf({ error_number: number, error_message: message }: ResultRow): string {
  const text = TELLING.has(Number(number)) && typeof message === 'string' ? `: ${message.trim()}` : '';
  return `${Number(number)}${text.replace(/\.$/, '')}`;
}

async function* keysOf(
  transaction: sql.Transaction,
  text: string,
  column: string,
): AsyncGenerator<readonly (string | null)[]> {
  const request = transaction.request();
  let results = 0;
  let counts = 0;
  request.on('recordset', () => results++);
  request.on('rowsaffected', () => counts++);
  const requireOne = () => {
    if (results > 1 || counts > 1)
      throw refuse(
        'gives more than one result, or changes something, which was undone: write one SELECT and nothing else',
      );
  };
  for await (const chunk of streamRows(request, text, PATIENCE)) {
    requireOne();
    yield chunk.map(({ [column]: key }) => (key === null || key === undefined ? null : rowForm(String(key))));
  }
  requireOne();
}

function refuse(fault: string): StopAndAlert {
  return new StopAndAlert('QUERY_REFUSED', `The query ${fault}.`);
}
