import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

describe(`change tracking, on ${SERVER}`, () => {
  const client = useServer();
  const value = async (expression: string): Promise<unknown> =>
    (await client.rows(`SELECT ${expression} AS x`))[0]?.['x'];
  const current = async (): Promise<number> => Number(await value('CHANGE_TRACKING_CURRENT_VERSION()'));
  const keysSince = async (since: number): Promise<unknown[]> =>
    (
      await client.rows(
        'SELECT ct.clave FROM CHANGETABLE(CHANGES dbo.filas, @since) AS ct ORDER BY ct.SYS_CHANGE_VERSION, ct.clave',
        { since: [sql.BigInt, since] },
      )
    ).map((row) => row['clave']);

  it('is switched on for the database first, and needs a primary key', async () => {
    await client.query('CREATE TABLE dbo.filas (clave varchar(10) NOT NULL PRIMARY KEY, n int NULL)');
    await client.query('CREATE TABLE dbo.sin_clave (n int NULL)');
    expect(await value('CHANGE_TRACKING_CURRENT_VERSION()')).toBeNull();
    expect(await client.failure('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING')).toMatchObject({
      number: 1718,
    });
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    expect(await client.failure('ALTER TABLE dbo.sin_clave ENABLE CHANGE_TRACKING')).toMatchObject({
      number: 4997,
    });
    expect(await client.failure('SELECT * FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct')).toMatchObject({
      number: 22105,
      message: "Change tracking is not enabled on table 'dbo.filas'.",
    });
    expect(await value("CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas'))")).toBeNull();
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    expect(await client.failure('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING')).toMatchObject({
      number: 4996,
    });
    expect(await value("CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas'))")).toBe('0');
  });

  it('says its settings in the catalogue', async () => {
    await client.batch(
      'ALTER DATABASE CURRENT SET CHANGE_TRACKING (CHANGE_RETENTION = 14 DAYS, AUTO_CLEANUP = OFF)',
    );
    expect(
      await client.rows(`SELECT is_auto_cleanup_on AS a, retention_period AS n, retention_period_units AS u, retention_period_units_desc AS d
        FROM sys.change_tracking_databases WHERE database_id = DB_ID()`),
    ).toEqual([{ a: false, n: 14, u: 3, d: 'DAYS' }]);
    expect(
      await client.rows(`SELECT is_track_columns_updated_on AS c, min_valid_version AS m, begin_version AS b
        FROM sys.change_tracking_tables WHERE object_id = OBJECT_ID('dbo.filas')`),
    ).toEqual([{ c: false, m: '0', b: '0' }]);
  });

  it('shows nothing before the commit, not even to the writer, and one version for the whole transaction', async () => {
    const before = await current();
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query("INSERT INTO dbo.filas (clave) VALUES ('a'), ('b')");
    await transaction.request().query("UPDATE dbo.filas SET n = 1 WHERE clave = 'a'");
    const own = await transaction
      .request()
      .query(`SELECT COUNT(*) AS n FROM CHANGETABLE(CHANGES dbo.filas, ${before}) AS ct`);
    expect(own.recordset).toEqual([{ n: 0 }]);
    expect(await current()).toBe(before);
    await transaction.commit();
    expect(await current()).toBe(before + 1);
    expect(
      await client.rows(
        'SELECT DISTINCT SYS_CHANGE_VERSION AS v FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct',
      ),
    ).toEqual([{ v: String(before + 1) }]);
  });

  it('counts no transaction that changed nothing tracked, or was rolled back', async () => {
    const before = await current();
    await client.query('INSERT INTO dbo.sin_clave (n) VALUES (1)');
    await client.query('UPDATE dbo.filas SET n = 1 WHERE 1 = 0');
    await client.batch("BEGIN TRANSACTION; DELETE FROM dbo.filas WHERE clave = 'a'; ROLLBACK");
    expect(await client.failure("INSERT INTO dbo.filas (clave) VALUES ('c'), ('a')")).toMatchObject({
      number: 2627,
    });
    expect(await current()).toBe(before);
  });

  it('follows a key in any spelling', async () => {
    const before = await current();
    await client.query("DELETE FROM dbo.filas WHERE clave = 'B'");
    await client.query("INSERT INTO dbo.filas (clave) VALUES ('B')");
    expect(await keysSince(before)).toHaveLength(1);
  });

  it('joins its table, deleted rows included', async () => {
    const before = await current();
    await client.query("DELETE FROM dbo.filas WHERE clave = 'a'");
    await client.query("INSERT INTO dbo.filas (clave, n) VALUES ('z', 26)");
    const rows = await client.rows(
      `SELECT TOP (@n) ct.clave, ct.SYS_CHANGE_OPERATION AS o, t.n FROM CHANGETABLE(CHANGES dbo.filas, @since) AS ct
       LEFT JOIN dbo.filas AS t ON t.clave = ct.clave WHERE ct.SYS_CHANGE_VERSION > @since ORDER BY ct.clave`,
      { n: [sql.Int, 10], since: [sql.BigInt, before] },
    );
    expect(rows).toEqual([
      { clave: 'a', o: 'D', n: null },
      { clave: 'z', o: 'I', n: 26 },
    ]);
  });

  it('begins anew with TRUNCATE, at the version that was current', async () => {
    const before = await current();
    await client.query('TRUNCATE TABLE dbo.filas');
    expect(await current()).toBe(before);
    expect(await value("CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas'))")).toBe(String(before));
    expect(await keysSince(0)).toEqual([]);
    await client.query("INSERT INTO dbo.filas (clave) VALUES ('n')");
    expect(await keysSince(0)).toEqual(['n']);
  });

  it('goes on through new and dropped columns', async () => {
    const before = await current();
    await client.query('ALTER TABLE dbo.filas ADD texto varchar(10) NULL');
    await client.query('ALTER TABLE dbo.filas DROP COLUMN n');
    expect(await current()).toBe(before);
    await client.query("UPDATE dbo.filas SET texto = 'x'");
    expect(await keysSince(before)).toEqual(['n']);
  });

  it('is switched off table by table, and its version outlives that', async () => {
    const before = await current();
    expect(await client.failure('ALTER DATABASE CURRENT SET CHANGE_TRACKING = OFF')).toMatchObject({
      number: expect.any(Number),
    });
    await client.query('ALTER TABLE dbo.filas DISABLE CHANGE_TRACKING');
    expect(await client.failure('ALTER TABLE dbo.filas DISABLE CHANGE_TRACKING')).toMatchObject({
      number: 4998,
    });
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = OFF');
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    expect(await current()).toBe(before);
    expect(await value("CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas'))")).toBe(String(before));
  });
});
