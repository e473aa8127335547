import { describe, expect, it } from 'vitest';
import { CONTACTS, connect, describeError, useStandin } from './support.ts';

describe('cancel', () => {
  const client = useStandin({ pool: { pool: { max: 1 }, requestTimeout: 400 } });

  const sessionId = async (): Promise<unknown> => (await client.rows('SELECT @@SPID AS id'))[0]?.['id'];

  it('ends a statement that would never answer, and the connection goes on', async () => {
    await client.query(CONTACTS);
    const before = await sessionId();
    client.standin.faults.stall(/hb_contacts/);
    const request = client.pool.request();
    const running = request.query('SELECT nombre FROM dbo.hb_contacts').catch(describeError);
    setTimeout(() => request.cancel(), 50);
    expect(await running).toMatchObject({ code: 'ECANCEL' });
    expect(await sessionId()).toBe(before);
  });

  it('a request timeout does the same by itself', async () => {
    const before = await sessionId();
    client.standin.faults.stall(/hb_contacts/);
    expect(await client.failure('SELECT nombre FROM dbo.hb_contacts')).toMatchObject({ code: 'ETIMEOUT' });
    expect(await sessionId()).toBe(before);
    expect(client.standin.connectionCount()).toBe(1);
  });

  it('loses no acknowledgement at whatever moment it comes', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `(${i}, N'${'x'.repeat(50)}')`).join(',');
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, texto nvarchar(60))');
    await client.query(`INSERT INTO dbo.filas (id, texto) VALUES ${rows}`);
    const pool = await connect(client.standin, { pool: { max: 1 }, requestTimeout: 5_000 });
    const outcomes = new Set<string>();
    for (let i = 0; i < 60; i += 1) {
      const request = pool.request();
      const running = request
        .query('SELECT a.id, b.texto FROM dbo.filas AS a CROSS JOIN dbo.filas AS b')
        .then(
          () => 'finished',
          (error: unknown) => describeError(error).code,
        );
      setTimeout(() => request.cancel(), i % 30);
      outcomes.add(await running);
    }
    expect(Array.from(outcomes).filter((outcome) => outcome !== 'finished')).toEqual(['ECANCEL']);
    const spid = await pool.request().query('SELECT COUNT(*) AS n FROM dbo.filas');
    expect(spid.recordset).toEqual([{ n: 300 }]);
    await pool.close();
  });
});
