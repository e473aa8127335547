import { RetryLater, StopAndAlert } from '../errors.ts';
import { ERROR_NUMBERS, type ErrorNumber } from './errorNumbers.ts';
import { tlsAdvice } from './tlsAdvice.ts';

/** Where a connection goes, for messages. */
export interface Endpoint {
  readonly server: string;
  /** Undefined where the server's browser service is asked for it. */
  readonly port: number | undefined;
}

/** Azure answers 4060 while a database moves; anywhere else its name is wrong or the login may not open it. */
const AZURE_HOST = /\.(?:database|sql)\.(?:windows|azuresynapse|chinacloudapi|usgovcloudapi)\.(?:net|cn)$/i;
const MOVING: ErrorNumber = {
  is: 'waking',
  says: 'The database cannot be opened now; if that lasts, check its name in SQL_CONNECTION_STRING and the grants.',
};

/**
 * Turns an error of the driver into what to do next. `loginErrorNumber` is what the server said during the login:
 * tedious reports only ELOGIN. The endpoint is named, values and passwords never are.
 */
export function toSyncError(error: unknown, endpoint: Endpoint, loginErrorNumber?: number): Error {
  if (error instanceof RetryLater || error instanceof StopAndAlert) return error;
  const where = `SQL Server ${nameOf(endpoint)}`;
  const { code, number, message } = detailsOf(error);
  const errorNumber = number ?? (code === 'ELOGIN' ? loginErrorNumber : undefined);
  const isAnswer = code === 'EREQUEST' || code === 'ELOGIN';
  if (isAnswer || known(errorNumber, endpoint)) return answered(errorNumber, message, where, endpoint);
  const advice = tlsAdvice(error);
  if (advice !== undefined) return new StopAndAlert('SQL_CERTIFICATE', `${where}: ${advice}`);
  if (code === 'EINSTLOOKUP') {
    return new RetryLater(
      'SQL_UNREACHABLE',
      `${where} has no port that its browser service (UDP 1434) would tell: write Server=host,port in SQL_CONNECTION_STRING.`,
    );
  }
  const what = [code, errorNumber].filter((part) => part !== undefined).join(' ');
  return new RetryLater(
    'SQL_UNREACHABLE',
    `${where} cannot be reached or did not answer (${what || 'no code'}).`,
  );
}

/** `host:port`, or `host\instance` as it is written in the connection string. */
export function nameOf({ server, port }: Endpoint): string {
  return port === undefined ? server : `${server}:${port}`;
}

function known(number: number | undefined, { server }: Endpoint): ErrorNumber | undefined {
  if (number === 4060 && AZURE_HOST.test(server)) return MOVING;
  return number === undefined ? undefined : ERROR_NUMBERS[number];
}

function answered(number: number | undefined, text: string, where: string, endpoint: Endpoint): Error {
  const meaning = known(number, endpoint);
  const said = meaning?.repeatsText ? `: ${text}` : '';
  const sentence =
    `${where} answers error ${number ?? '(no number)'}${said}. ${meaning?.says ?? ''}`.trimEnd();
  if (!meaning || meaning.is === 'refused') return new StopAndAlert('SQL_REFUSED', sentence);
  return new RetryLater(meaning.is === 'waking' ? 'SQL_WAKING' : 'SQL_BUSY', sentence);
}

function detailsOf(error: unknown): { code?: string; number?: number; message: string } {
  if (!(error instanceof Error)) return { message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const number = 'number' in error && typeof error.number === 'number' ? { number: error.number } : {};
  return { ...code, ...number, message: error.message.replace(/\.$/, '') };
}
