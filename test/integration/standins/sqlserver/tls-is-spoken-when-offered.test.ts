import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import {
  type SqlServerStandin,
  startSqlServerStandin,
} from '../../../standins/sqlserver/startSqlServerStandin.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { connect, describeError, useStandin } from './support.ts';

const ENCRYPTED = { encrypt: true, trustServerCertificate: true };

describe('TLS', () => {
  const withTls = async (
    use: (standin: SqlServerStandin, certificate: string) => Promise<void>,
  ): Promise<void> => {
    const tls = await makeCertificate();
    const standin = await startSqlServerStandin({ tls });
    try {
      await use(standin, tls.cert);
    } finally {
      await standin.close();
    }
  };

  it('carries queries, large results and several connections', () =>
    withTls(async (standin) => {
      expect(standin.connectionString).toContain('Encrypt=true');
      const pool = await connect(standin, { pool: { max: 3 } });
      await pool.request().query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, texto nvarchar(max))');
      const text = 'ñ'.repeat(200_000);
      await pool
        .request()
        .input('t', sql.NVarChar(sql.MAX), text)
        .query('INSERT INTO dbo.filas (id, texto) VALUES (1, @t), (2, @t), (3, @t)');
      const results = await Promise.all(
        [1, 2, 3].map((id) => pool.request().query(`SELECT texto FROM dbo.filas WHERE id = ${id}`)),
      );
      expect(results.map((result) => result.recordset[0].texto === text)).toEqual([true, true, true]);
      await pool.close();
    }));

  it('is accepted by a client that knows the certificate, and refused by one that does not', () =>
    withTls(async (standin, certificate) => {
      const config = { options: { ...ENCRYPTED, trustServerCertificate: false } };
      const refused = await connect(standin, config).then(() => undefined, describeError);
      expect(refused?.code).toBe('ESOCKET');
      expect(refused?.message).toMatch(/self-signed certificate/);
      const trusting = {
        ...config.options,
        serverName: 'localhost',
        cryptoCredentialsDetails: { ca: certificate },
      };
      const pool = await connect(standin, { options: trusting });
      expect((await pool.request().query('SELECT 1 AS x')).recordset).toEqual([{ x: 1 }]);
      await pool.close();
    }));

  it('answers a cancel and breaks off as without it', () =>
    withTls(async (standin) => {
      const pool = await connect(standin, { pool: { max: 1 } });
      standin.faults.stall(/nunca/);
      const request = pool.request();
      const running = request.query("SELECT 'nunca' AS x").then(() => undefined, describeError);
      setTimeout(() => request.cancel(), 50);
      expect((await running)?.code).toBe('ECANCEL');
      standin.faults.dropConnection(/perdida/);
      const lost = await pool
        .request()
        .query("SELECT 'perdida' AS x")
        .then(() => undefined, describeError);
      expect(lost?.code).toMatch(/ECONNRESET|ESOCKET|ECONNCLOSED/);
      expect((await pool.request().query('SELECT 1 AS x')).recordset).toEqual([{ x: 1 }]);
      await pool.close();
    }));

  it('is not forced on a client that does without', () =>
    withTls(async (standin) => {
      const pool = await connect(standin, { options: { ...ENCRYPTED, encrypt: false } });
      expect((await pool.request().query('SELECT 1 AS x')).recordset).toEqual([{ x: 1 }]);
      await pool.close();
    }));
});

describe('without TLS', () => {
  const client = useStandin();

  it('a client that insists on it gives up', async () => {
    const failed = await connect(client.standin, { options: ENCRYPTED }).then(() => undefined, describeError);
    expect(failed?.code).toBe('EENCRYPT');
  });
});
