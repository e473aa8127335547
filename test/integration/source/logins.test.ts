import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
