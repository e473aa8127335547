import type sql from 'mssql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, describeError, useStandin } from './support.ts';

describe('a login with few permissions', () => {
  const client = useStandin({
    standin: {
      logins: [
        { user: 'reader', password: 'solo lectura', grants: ['SELECT ON dbo.filas'] },
        { user: 'tracker', grants: ['SELECT ON dbo.filas', 'VIEW CHANGE TRACKING ON dbo.filas'] },
      ],
    },
  });
  let reader: sql.ConnectionPool;
  let tracker: sql.ConnectionPool;
  const outcome = (pool: sql.ConnectionPool, text: string): Promise<unknown> =>
    pool
      .request()
      .query(text)
      .then(
        (result) => Array.from(result.recordset ?? []),
        (error: unknown) => describeError(error).number,
      );

  beforeAll(async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY)');
    await client.query('CREATE TABLE dbo.otras (id int NOT NULL PRIMARY KEY)');
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    await client.query('INSERT INTO dbo.filas (id) VALUES (1)');
    const { standin } = client;
    reader = await connect({ connectionString: standin.connectionStringFor('reader') });
    tracker = await connect({ connectionString: standin.connectionStringFor('tracker') });
  });
  afterAll(async () => {
    await reader.close();
    await tracker.close();
  });

  it('reads what it may read, and gets 229 for the rest', async () => {
    expect(await outcome(reader, 'SELECT id FROM dbo.filas')).toEqual([{ id: 1 }]);
    for (const text of [
      'SELECT id FROM dbo.otras',
      'SELECT f.id FROM dbo.filas AS f WHERE EXISTS (SELECT 1 FROM dbo.otras)',
      'INSERT INTO dbo.filas (id) VALUES (2)',
      'UPDATE dbo.filas SET id = 2',
      'DELETE FROM dbo.filas',
      'SELECT id FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct',
    ])
      expect([text, await outcome(reader, text)]).toEqual([text, 229]);
    const error = await reader
      .request()
      .query('DELETE FROM dbo.filas')
      .then(() => undefined, describeError);
    expect(error?.message).toBe(
      "The DELETE permission was denied on the object 'filas', database 'cooperativa', schema 'dbo'.",
    );
  });

  it('changes no schema and no setting', async () => {
    expect(await outcome(reader, 'CREATE TABLE dbo.nueva (id int)')).toBe(262);
    expect(await outcome(reader, 'TRUNCATE TABLE dbo.filas')).toBe(1088);
    expect(await outcome(reader, 'DROP TABLE dbo.filas')).toBe(3701);
    expect(await outcome(reader, 'ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON')).toBe(5011);
  });

  it('sees changes only with VIEW CHANGE TRACKING; without it the least valid version is NULL', async () => {
    const LEAST = "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas')) AS v";
    expect(await outcome(reader, LEAST)).toEqual([{ v: null }]);
    expect(await outcome(tracker, LEAST)).toEqual([{ v: '0' }]);
    expect(await outcome(tracker, 'SELECT id FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct')).toEqual([
      { id: 1 },
    ]);
  });

  it('does not know of tables on which it has nothing', async () => {
    const KNOWN = "SELECT OBJECT_ID('dbo.otras') AS id, COUNT(*) AS n FROM sys.tables";
    expect(await outcome(reader, KNOWN)).toEqual([{ id: null, n: 1 }]);
    expect(await client.rows(KNOWN)).toEqual([{ id: expect.any(Number), n: 2 }]);
  });

  it('is told by HAS_PERMS_BY_NAME', async () => {
    const ask = async (pool: sql.ConnectionPool): Promise<unknown> => {
      const object = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'VIEW CHANGE TRACKING'].map(
        (permission, i) => `HAS_PERMS_BY_NAME(@t, 'OBJECT', '${permission}') AS p${i}`,
      );
      const request = pool.request().input('t', 'dbo.filas');
      const rest = `HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'ALTER') AS d, HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') AS s,
        HAS_PERMS_BY_NAME('dbo.nada', 'OBJECT', 'SELECT') AS n`;
      const { recordset } = await request.query(`SELECT ${object.join(', ')}, ${rest}`);
      return Object.values(recordset[0]);
    };
    expect(await ask(client.pool)).toEqual([1, 1, 1, 1, 1, 1, 1, null]);
    expect(await ask(reader)).toEqual([1, 0, 0, 0, 0, 0, 0, null]);
    expect(await ask(tracker)).toEqual([1, 0, 0, 0, 1, 0, 0, null]);
  });

  it('needs its own password', async () => {
    const failed = await connect(
      { connectionString: client.standin.connectionStringFor('reader') },
      { password: 'otra' },
    ).then(() => undefined, describeError);
    expect(failed?.code).toBe('ELOGIN');
  });
});
