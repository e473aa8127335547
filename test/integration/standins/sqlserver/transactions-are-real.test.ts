import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, standInOnly, useServer } from './conformance.ts';
import { CONTACTS, describeError } from './support.ts';

describe(`transactions, on ${SERVER}`, () => {
  const client = useServer();
  const count = async (): Promise<unknown> =>
    (await client.rows('SELECT COUNT(*) AS n FROM dbo.hb_contacts'))[0]?.['n'];
  const insert = (id: string): string => `INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('${id}')`;

  it('rolls back, DDL included', async () => {
    await client.query(CONTACTS);
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query(insert('A1'));
    await transaction.request().query('CREATE TABLE dbo.provisional (x int)');
    expect(
      (await transaction.request().query('SELECT COUNT(*) AS n, @@TRANCOUNT AS t FROM dbo.hb_contacts'))
        .recordset,
    ).toEqual([{ n: 1, t: 1 }]);
    expect(await count()).toBe(0);
    await transaction.rollback();
    expect(await count()).toBe(0);
    expect(await client.failure('SELECT x FROM dbo.provisional')).toMatchObject({ number: 208 });
  });

  it('commits', async () => {
    const transaction = client.pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.SERIALIZABLE);
    await transaction.request().query(insert('A2'));
    await transaction.commit();
    expect(await count()).toBe(1);
  });

  it('makes a second writer wait, not fail', async (context) => {
    standInOnly(context, 'a real server lets writers of other rows go on');
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query(insert('A3'));
    let second = 'waiting';
    const waiting = client.query(insert('A4')).then(() => {
      second = 'done';
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(second).toBe('waiting');
    await transaction.commit();
    await waiting;
    expect(await count()).toBe(3);
  });

  it('lets a waiting writer be cancelled', async (context) => {
    standInOnly(context, 'a real server lets writers of other rows go on');
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query(insert('A5'));
    const request = client.pool.request();
    const waiting = request.query(insert('A6')).catch(describeError);
    setTimeout(() => request.cancel(), 50);
    expect(await waiting).toMatchObject({ code: 'ECANCEL' });
    await transaction.rollback();
    await client.query(insert('A7'));
    expect(await count()).toBe(4);
  });

  it('works as text in one batch', async () => {
    await client.pool.request().batch(`BEGIN TRAN; ${insert('A8')}; ROLLBACK`);
    await client.pool.request().batch(`BEGIN TRANSACTION; ${insert('A9')}; COMMIT TRANSACTION`);
    expect(await count()).toBe(5);
  });

  it('keeps a failed statement from leaving half of itself behind', async () => {
    const error = await client.failure(
      "INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('B1'), ('A9'), ('B2')",
    );
    expect(error.number).toBe(2627);
    expect(await count()).toBe(5);
  });

  it('refuses READ UNCOMMITTED by name, and the next use of the connection is clean', async (context) => {
    standInOnly(context, 'a real server has READ UNCOMMITTED');
    const pool = await client.connect({ pool: { max: 1 } });
    const error = await pool
      .transaction()
      .begin(sql.ISOLATION_LEVEL.READ_UNCOMMITTED)
      .then(() => undefined, describeError);
    expect(error?.message).toContain('stand-in: the isolation level READ UNCOMMITTED is not supported');
    expect((await pool.request().query('SELECT @@TRANCOUNT AS t')).recordset).toEqual([{ t: 0 }]);
    await pool.close();
  });
});
