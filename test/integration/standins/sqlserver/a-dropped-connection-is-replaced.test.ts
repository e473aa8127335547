import { describe, expect, it } from 'vitest';
import { connect, describeError, useStandin } from './support.ts';

describe('a dropped connection', () => {
  const client = useStandin();

  it('fails its statement; the pool opens another', async () => {
    client.standin.faults.dropConnection(/perdida/);
    expect(['ECONNRESET', 'ESOCKET', 'ECONNCLOSED']).toContain(
      (await client.failure("SELECT 'perdida' AS x")).code,
    );
    expect(await client.rows("SELECT 'perdida' AS x")).toEqual([{ x: 'perdida' }]);
  });

  it('in mid-result has given some rows before', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, texto nvarchar(200))');
    const rows = Array.from({ length: 1000 }, (_, id) => `(${id}, N'${'y'.repeat(150)}')`).join(',');
    await client.query(`INSERT INTO dbo.filas (id, texto) VALUES ${rows}`);
    client.standin.faults.dropConnection(/FROM dbo.filas/, { afterRows: 500 });
    const request = client.pool.request();
    request.stream = true;
    let seen = 0;
    request.on('row', () => {
      seen += 1;
    });
    const failed = new Promise((resolve) => request.on('error', resolve));
    void request.query('SELECT id, texto FROM dbo.filas ORDER BY id');
    expect(describeError(await failed).code).toMatch(/ECONNRESET|ESOCKET|ECONNCLOSED/);
    expect(seen).toBeGreaterThan(100);
    expect(seen).toBeLessThanOrEqual(500);
    expect(await client.rows('SELECT COUNT(*) AS n FROM dbo.filas')).toEqual([{ n: 1000 }]);
  });

  it('inside a transaction rolls it back', async () => {
    const pool = await connect(client.standin);
    const transaction = pool.transaction();
    await transaction.begin();
    await transaction.request().query('DELETE FROM dbo.filas');
    client.standin.faults.dropConnection(/perdida/);
    await transaction.request().query("SELECT 'perdida' AS x").catch(describeError);
    await transaction.rollback().catch(describeError);
    expect(await client.rows('SELECT COUNT(*) AS n FROM dbo.filas')).toEqual([{ n: 1000 }]);
    await client.query('DELETE FROM dbo.filas WHERE id < 10');
    await pool.close();
  });
});
