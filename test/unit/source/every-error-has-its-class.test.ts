import { describe, expect, it } from 'vitest';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { ERROR_NUMBERS } from '../../../shared/source/errorNumbers.ts';
import { toSyncError } from '../../../shared/source/sqlErrors.ts';

const HERE = { server: 'sql.example.com', port: 1433 };
const AZURE = { server: 'coop.database.windows.net', port: 1433 };
const answerOf = (number: number, message = 'The server says "Ana Mora".') =>
  Object.assign(new Error(message), { code: 'EREQUEST', number });

describe('an error of SQL Server', () => {
  it.each([
    ...[983, 976, 978, 982, 615, 921, 922, 926, 927, 952, 6005, 17142, 17197, 18401, 42108, 42109, 40613].map(
      (number) => [number, 'SQL_WAKING'] as const,
    ),
    ...[701, 8645, 8651, 3957, 3958, 3961, 3966, 3967, 669, 233, 1205, 1222, 601].map(
      (number) => [number, 'SQL_BUSY'] as const,
    ),
    ...[207, 208, 229, 230, 18456, 4060, 22117, 3952].map((number) => [number, 'SQL_REFUSED'] as const),
  ])('%i is %s, in one sentence of its own', (number, code) => {
    const error = toSyncError(answerOf(number), HERE);
    expect(error).toBeInstanceOf(code === 'SQL_REFUSED' ? StopAndAlert : RetryLater);
    expect(error).toMatchObject({ code, outcomeUnknown: false });
    expect(error.message).toMatch(
      new RegExp(`^SQL Server sql\\.example\\.com:1433 answers error ${number}\\b.*\\. [A-Z].*[.]$`),
    );
  });

  it('that is known has one sentence', () => {
    for (const { says } of Object.values(ERROR_NUMBERS)) {
      expect(says).toMatch(/^[A-Z].*[.]$/);
      expect(says).not.toMatch(/[.] [A-Z]/);
    }
  });

  it('4060 passes by itself on Azure, where a database moves, and nowhere else', () => {
    expect(toSyncError(answerOf(4060), AZURE)).toMatchObject({ code: 'SQL_WAKING' });
    expect(toSyncError(answerOf(4060), HERE)).toMatchObject({ code: 'SQL_REFUSED' });
  });

  it('that a login meets has its number from the server’s word, for the driver keeps it to itself', () => {
    const refused = Object.assign(new Error('Login failed.'), { code: 'ELOGIN' });
    expect(toSyncError(refused, HERE, 18456)).toMatchObject({ code: 'SQL_REFUSED' });
    expect(toSyncError(refused, HERE, 17142)).toMatchObject({ code: 'SQL_WAKING' });
  });

  it('that nobody knows is refused, and its text stays where it is: it may hold values', () => {
    const error = toSyncError(answerOf(50000), HERE);
    expect(error).toMatchObject({ code: 'SQL_REFUSED' });
    expect(error.message).not.toContain('Ana');
  });

  it('that names objects is repeated, one that may name values is not', () => {
    expect(toSyncError(answerOf(207, "Invalid column name 'x'."), HERE).message).toContain("'x'");
    expect(toSyncError(answerOf(1205), HERE).message).not.toContain('Ana');
  });

  it('is no outage; an outage has no number', () => {
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    expect(toSyncError(lost, HERE)).toMatchObject({ code: 'SQL_UNREACHABLE' });
    expect(toSyncError(answerOf(1205), HERE).message).not.toMatch(/reached/);
  });
});

describe('a certificate', () => {
  const tls = (code: string) => {
    const cause = Object.assign(new Error('self-signed certificate'), { code });
    const driver = Object.assign(new Error('Failed to connect'), { code: 'ESOCKET', cause });
    return Object.assign(new Error('Failed to connect'), { code: 'ESOCKET', originalError: driver });
  };

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate.*TrustServerCertificate=true/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate.*NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate is for another name.*HostNameInCertificate/],
    ['CERT_HAS_EXPIRED', /certificate is not valid today.*renew/],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', /TLS 1\.2/],
  ])('that fails by %s says which setting, and is no outage to wait for', (code, sentence) => {
    const error = toSyncError(tls(code), HERE);
    expect(error).toBeInstanceOf(StopAndAlert);
    expect(error).toMatchObject({ code: 'SQL_CERTIFICATE', message: expect.stringMatching(sentence) });
  });
});
