import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../shared/config/settings.ts';
import { StopAndAlert } from '../../../shared/errors.ts';
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
  let secure: SqlServerStandin;
  let certificate: string;
  let folder: string;
  beforeEach(async () => {
    const tls = await makeCertificate();
    secure = await startSqlServerStandin({ tls });
    folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    certificate = join(folder, 'sql.pem');
    writeFileSync(certificate, tls.cert);
  });
  afterEach(async () => {
    await secure.close();
    rmSync(folder, { recursive: true });
  });

  /** What a first statement by this connection string comes to, and how many connections it took. */
  async function attempt(change: (connectionString: string) => string) {
    const connectionString = change(secure.connectionString);
    const careful = createDatabase(connectionString);
    const before = secure.connectionsSoFar();
    try {
      const answer = await careful.query('describeDatabase').catch((error: unknown) => error);
      return { answer, connections: secure.connectionsSoFar() - before };
    } finally {
      await careful.close();
    }
  }

  it('is used when asked for', async () => {
    const { answer } = await attempt((text) => text);
    expect(answer).toMatchObject([{ database_name: secure.database }]);
  });

  it('with a certificate that nobody vouches for says so at once, and which setting', async () => {
    const { answer, connections } = await attempt((text) =>
      text.replace('TrustServerCertificate=true', 'TrustServerCertificate=false'),
    );
    expect(answer).toBeInstanceOf(StopAndAlert);
    expect(answer).toMatchObject({
      code: 'SQL_CERTIFICATE',
      message: expect.stringMatching(
        new RegExp(`127\\.0\\.0\\.1:${secure.port}: its certificate .*TrustServerCertificate=true`),
      ),
    });
    expect(connections).toBe(1);
  });

  it.each(['true', 'Strict'])('with Encrypt=%s works by a certificate that is named', async (encrypt) => {
    const { answer } = await attempt((text) =>
      text
        .replace('Encrypt=true;TrustServerCertificate=true', `Encrypt=${encrypt}`)
        .concat(`;Server Certificate=${certificate}`),
    );
    expect(answer).toMatchObject([{ database_name: secure.database }]);
  });

  it('with Encrypt=Strict checks the certificate whatever else the string says', async () => {
    const { answer } = await attempt((text) => text.replace('Encrypt=true', 'Encrypt=Strict'));
    expect(answer).toMatchObject({ code: 'SQL_CERTIFICATE' });
  });

  it('goes by the name that HostNameInCertificate says', async () => {
    const named = (name: string) => (text: string) =>
      text
        .replace('TrustServerCertificate=true', `HostNameInCertificate=${name}`)
        .concat(`;Server Certificate=${certificate}`);
    expect((await attempt(named('localhost'))).answer).toHaveLength(1);
    expect((await attempt(named('sql.example.com'))).answer).toMatchObject({
      code: 'SQL_CERTIFICATE',
      message: expect.stringContaining('certificate is for another name'),
    });
  });

  it('that the server does not have says which setting to change', async () => {
    const careful = createDatabase(server.connectionString.replace('Encrypt=false', 'Encrypt=true'));
    try {
      await expect(careful.query('describeDatabase')).rejects.toMatchObject({
        code: 'SQL_CERTIFICATE',
        message: expect.stringMatching(/do not agree on encryption.*Encrypt=false/),
      });
    } finally {
      await careful.close();
    }
  });
});

describe('a failover partner', () => {
  const port = () => `127.0.0.1,${server.port}`;
  const by = async (connectionString: string) => {
    const mirrored = createDatabase(connectionString);
    try {
      return await mirrored.query('describeDatabase').catch((error: unknown) => error);
    } finally {
      await mirrored.close();
    }
  };

  it('is asked when the server does not let us in', async () => {
    const away = await startSqlServerStandin();
    await away.close();
    const [gone, partner] = [`127.0.0.1,${away.port}`, port()];
    const asked = await by(`${server.connectionString.replace(port(), gone)};Failover Partner=${partner}`);
    expect(asked).toMatchObject([{ database_name: server.database }]);
  });

  it('is not, while the server does; and where neither does, the server is named', async () => {
    expect(await by(`${server.connectionString};Failover Partner=127.0.0.1,1`)).toHaveLength(1);
    server.faults.refuseLogins(100, 18456);
    expect(await by(`${server.connectionString};Failover Partner=127.0.0.1,1`)).toMatchObject({
      code: 'SQL_REFUSED',
      message: expect.stringContaining(`127.0.0.1:${server.port} answers error 18456`),
    });
  });
});
