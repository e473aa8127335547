import { RetryLater, StopAndAlert } from '../errors.ts';

/** Where a connection goes, for messages. */
export interface Endpoint {
  readonly server: string;
  readonly port: number;
}

/**
 * Errors that a person must mend. The server's text is repeated only for those whose text names objects and
 * never values.
 */
const PERMANENT: Readonly<Record<number, { advice: string; repeatText: boolean }>> = {
  18456: {
    advice: 'The login was refused: check user, password or identity in SQL_CONNECTION_STRING.',
    repeatText: false,
  },
  18452: { advice: 'The login is from an untrusted domain: check SQL_CONNECTION_STRING.', repeatText: false },
  4060: {
    advice: 'The database cannot be opened: check its name in SQL_CONNECTION_STRING and the grants.',
    repeatText: false,
  },
  40615: { advice: 'The firewall of the SQL Server does not let this address in.', repeatText: false },
  207: { advice: 'Check the columns of the mapping file.', repeatText: true },
  208: { advice: 'Check source.table in the mapping file.', repeatText: true },
  3952: {
    advice: 'Snapshot isolation is not allowed: infra/sql/04-snapshot-isolation.sql allows it.',
    repeatText: false,
  },
  22105: {
    advice: 'Changes are not tracked: infra/sql/03-change-tracking.sql turns it on.',
    repeatText: false,
  },
  229: { advice: 'Grant SELECT on the table.', repeatText: true },
};

/**
 * Errors after which the same statement may succeed: deadlock, lock time-out, snapshot conflict, a database that is
 * starting, moving or busy.
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-connectivity-issues
 */
const TRANSIENT = new Set([
  601, 1204, 1205, 1222, 3960, 4221, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920,
]);

/**
 * Turns an error of the driver into what to do next. `loginErrorNumber` is what the server said during the login:
 * tedious reports only ELOGIN. The endpoint is named, values and passwords never are.
 */
export function toSyncError(error: unknown, endpoint: Endpoint, loginErrorNumber?: number): Error {
  if (error instanceof RetryLater || error instanceof StopAndAlert) return error;
  const where = `SQL Server ${endpoint.server}:${endpoint.port}`;
  const { code, number, message } = detailsOf(error);
  const errorNumber = number ?? (code === 'ELOGIN' ? loginErrorNumber : undefined);
  const permanent = errorNumber === undefined ? undefined : PERMANENT[errorNumber];
  if (permanent) {
    const said = permanent.repeatText ? `: ${message}` : '';
    return new StopAndAlert(
      'SQL_REFUSED',
      `${where} answers error ${errorNumber}${said}. ${permanent.advice}`,
    );
  }
  const isAnswer = code === 'EREQUEST' || code === 'ELOGIN';
  if (isAnswer && (errorNumber === undefined || !TRANSIENT.has(errorNumber))) {
    return new StopAndAlert('SQL_REFUSED', `${where} answers error ${errorNumber ?? '(no number)'}.`);
  }
  if (code === 'ELOGIN') {
    return new RetryLater('SQL_WAKING', `${where} is starting, moving or busy (error ${errorNumber}).`);
  }
  const what = [code, errorNumber].filter((part) => part !== undefined).join(' ');
  return new RetryLater(
    'SQL_UNREACHABLE',
    `${where} cannot be reached or did not answer (${what || 'no code'}).`,
  );
}

function detailsOf(error: unknown): { code?: string; number?: number; message: string } {
  if (!(error instanceof Error)) return { message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const number = 'number' in error && typeof error.number === 'number' ? { number: error.number } : {};
  return { ...code, ...number, message: error.message.replace(/\.$/, '') };
}
