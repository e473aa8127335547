import { describe, expect, it } from 'vitest';
import { connect, useStandin } from './support.ts';

describe('a restore', () => {
  const client = useStandin();
  const IDENTITY = `SELECT r.recovery_fork_guid AS fork, CONVERT(varchar(33), d.create_date, 126) AS created
    FROM sys.database_recovery_status AS r JOIN sys.databases AS d ON d.database_id = r.database_id WHERE d.database_id = DB_ID()`;
  const COUNTERS = `SELECT CAST(@@DBTS AS bigint) AS dbts, CHANGE_TRACKING_CURRENT_VERSION() AS version, COUNT(*) AS n FROM dbo.filas`;

  it('brings data and counters back, and another identity', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, rv rowversion)');
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    await client.query('INSERT INTO dbo.filas (id) VALUES (1)');
    const [identity] = await client.rows(IDENTITY);
    const counters = await client.rows(COUNTERS);
    const backup = client.standin.backup();
    await client.query('INSERT INTO dbo.filas (id) VALUES (2)');
    expect(await client.rows(COUNTERS)).not.toEqual(counters);
    expect(await client.rows(IDENTITY)).toEqual([identity]);

    await client.standin.restoreAsOf(backup);
    const pool = await connect(client.standin);
    expect((await pool.request().query(COUNTERS)).recordset).toEqual(counters);
    const [other] = (await pool.request().query(IDENTITY)).recordset;
    expect(other.fork).not.toBe(identity?.['fork']);
    expect(other.created).not.toBe(identity?.['created']);
    await pool.request().query('INSERT INTO dbo.filas (id) VALUES (9)');
    await pool.close();
  });

  it('ends the connections that were open; the pool goes on with new ones', async () => {
    await client.standin.restoreAsOf(client.standin.backup());
    expect(await client.rows('SELECT COUNT(*) AS n FROM dbo.filas')).toEqual([{ n: 2 }]);
  });
});

describe('the cleanup of change tracking', () => {
  const client = useStandin();

  it('raises the least valid version and forgets what is older', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY)');
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    for (const id of [1, 2, 3]) await client.query(`INSERT INTO dbo.filas (id) VALUES (${id})`);
    await client.standin.expireChangesBefore(2);
    expect(
      await client.rows("SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID('dbo.filas')) AS v"),
    ).toEqual([{ v: '2' }]);
    expect(await client.rows('SELECT id FROM CHANGETABLE(CHANGES dbo.filas, 2) AS ct')).toEqual([{ id: 3 }]);
    // Asked with a version that is too old, CHANGETABLE gives too little and says nothing.
    expect(await client.rows('SELECT COUNT(*) AS n FROM CHANGETABLE(CHANGES dbo.filas, 0) AS ct')).toEqual([
      { n: 2 },
    ]);
  });
});
