import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../shared/config/settings.ts';
import { createDatabase, type Database } from '../../../shared/source/database.ts';
import {
  type SqlServerStandin,
  startSqlServerStandin,
} from '../../standins/sqlserver/startSqlServerStandin.ts';
import { makeCertificate } from '../../support/certificate.ts';

let server: SqlServerStandin;
let database: Database;
beforeEach(async () => {
  server = await startSqlServerStandin();
  database = createDatabase(server.connectionString);
});
afterEach(async () => {
  await database.close();
  await server.close();
});

describe('a login', () => {
  it('of a serverless database that is asleep is repeated until it wakes', async () => {
    // More than the driver tries by itself.
    server.faults.refuseLogins(6, 40613);
    await database.wake();
    expect(await database.query('describeDatabase')).toHaveLength(1);
  });

  it('that is refused is not repeated: it says which number, and what to check', async () => {
    server.faults.refuseLogins(100, 18456);
    await expect(database.wake()).rejects.toMatchObject({
      code: 'SQL_REFUSED',
      message: expect.stringMatching(/error 18456.*check user, password or identity/i),
    });
  });

  it('after which a statement failed leaves no trace in a later outage', async () => {
    server.faults.answerWithError(/sys\.databases/, 208, 'Invalid object name.');
    await expect(database.query('describeDatabase')).rejects.toMatchObject({ code: 'SQL_REFUSED' });
    server.faults.dropConnection(/sys\.databases/, { times: 3 });
    await expect(database.query('describeDatabase')).rejects.toMatchObject({ code: 'SQL_UNREACHABLE' });
  });
});

it('a connection string may leave server and database to settings of their own', async () => {
  const SQL_CONNECTION_STRING = server.connectionString
    .replace(`127.0.0.1,${server.port}`, '${SQL_SERVER}')
    .replace(`=${server.database};`, '=${SQL_DATABASE};');
  const names = { SQL_SERVER: `127.0.0.1,${server.port}`, SQL_DATABASE: server.database };
  const settings = loadSettings({ ...names, SQL_CONNECTION_STRING, HUBSPOT_ACCESS_TOKEN: 'token' });
  const named = createDatabase(settings.SQL_CONNECTION_STRING);
  try {
    expect(SQL_CONNECTION_STRING).toMatch(/^Server=\$\{SQL_SERVER\};Database=\$\{SQL_DATABASE\};/);
    expect(await named.query('describeDatabase')).toMatchObject([{ database_name: server.database }]);
  } finally {
    await named.close();
  }
});

describe('TLS', () => {
  it('is used when asked for, and a certificate that nobody vouches for is refused', async () => {
    const secure = await startSqlServerStandin({ tls: await makeCertificate() });
    const encrypted = secure.connectionString.replace('Encrypt=false', 'Encrypt=true');
    const trusting = createDatabase(encrypted);
    const careful = createDatabase(
      encrypted.replace('TrustServerCertificate=true', 'TrustServerCertificate=false'),
    );
    try {
      expect(await trusting.query('describeDatabase')).toHaveLength(1);
      await expect(careful.query('describeDatabase')).rejects.toThrow(`127.0.0.1:${secure.port}`);
    } finally {
      await trusting.close();
      await careful.close();
      await secure.close();
    }
  });
});
