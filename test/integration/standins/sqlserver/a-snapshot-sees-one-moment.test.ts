import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import { describeError } from './support.ts';

describe(`SNAPSHOT, on ${SERVER}`, () => {
  const client = useServer();
  const LOOK = `SELECT COUNT(*) AS n, CHANGE_TRACKING_CURRENT_VERSION() AS v,
    (SELECT COUNT(*) FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct) AS c FROM dbo.filas`;

  it('is an error at the first access to data until the database allows it', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, n int NULL)');
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    await client.query('INSERT INTO dbo.filas (id) VALUES (1), (2)');
    const transaction = client.pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.SNAPSHOT);
    const failed = await transaction
      .request()
      .query(LOOK)
      .then(() => undefined, describeError);
    expect(failed?.number).toBe(3952);
    await transaction.rollback().catch(() => undefined);
  });

  it('is allowed by ALTER DATABASE, as the catalogue then says', async () => {
    await client.batch('ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON');
    await client.batch('ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = 150');
    expect(
      await client.rows(`SELECT snapshot_isolation_state AS s, is_read_committed_snapshot_on AS r, compatibility_level AS c
        FROM sys.databases WHERE database_id = DB_ID()`),
    ).toEqual([{ s: 1, r: true, c: 150 }]);
  });

  it('sees rows, changes and their version as they were, while others write', async () => {
    const transaction = client.pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.SNAPSHOT);
    const first = (await transaction.request().query(LOOK)).recordset;
    await client.query('INSERT INTO dbo.filas (id) VALUES (3)');
    await client.query('DELETE FROM dbo.filas WHERE id = 1');
    expect((await transaction.request().query(LOOK)).recordset).toEqual(first);
    await transaction.commit();
    expect(await client.rows(LOOK)).toEqual([{ n: 2, v: '3', c: 3 }]);
  });

  it('begins with its first look at the data, not before', async () => {
    const transaction = client.pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.SNAPSHOT);
    await client.query('INSERT INTO dbo.filas (id) VALUES (4)');
    expect((await transaction.request().query(LOOK)).recordset).toEqual([{ n: 3, v: '4', c: 4 }]);
    await transaction.rollback();
  });

  it('gives up with 3960 when it writes what somebody else has changed', async () => {
    const transaction = client.pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.SNAPSHOT);
    await transaction.request().query(LOOK);
    await client.query('UPDATE dbo.filas SET n = 1 WHERE id = 2');
    const failed = await transaction
      .request()
      .query('UPDATE dbo.filas SET n = 2 WHERE id = 2')
      .then(() => undefined, describeError);
    expect(failed?.number).toBe(3960);
    await transaction.rollback().catch(() => undefined);
    expect(await client.rows('SELECT n FROM dbo.filas WHERE id = 2')).toEqual([{ n: 1 }]);
  });

  it('can be chosen by SET, and then stays with the connection until another level is set', async () => {
    await client.batch('ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION OFF');
    const pool = await client.connect({ pool: { max: 1 } });
    const read = (): Promise<unknown> =>
      pool
        .request()
        .query('SELECT n FROM dbo.filas WHERE id = 2')
        .then(
          (result) => result.recordset[0],
          (error: unknown) => describeError(error).number,
        );
    await pool.request().batch('SET TRANSACTION ISOLATION LEVEL SNAPSHOT');
    expect(await read()).toBe(3952);
    expect(await read()).toBe(3952);
    await pool.request().batch('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    expect(await read()).toEqual({ n: 1 });
    await pool.close();
  });
});
