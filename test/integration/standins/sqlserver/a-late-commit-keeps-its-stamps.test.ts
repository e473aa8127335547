import { describe, expect, it } from 'vitest';
import { useStandin } from './support.ts';

describe('a late transaction', () => {
  const client = useStandin();
  const row = async (id: number): Promise<Record<string, unknown> | undefined> =>
    (
      await client.rows(
        `SELECT n, CONVERT(varchar(33), cambio, 126) AS cambio, CAST(rv AS bigint) AS rv FROM dbo.filas WHERE id = ${id}`,
      )
    )[0];
  const numbers = async (): Promise<{ now: string; min: bigint; last: bigint; version: number }> => {
    const [values] =
      await client.rows(`SELECT CONVERT(varchar(33), SYSUTCDATETIME(), 126) AS now, CAST(MIN_ACTIVE_ROWVERSION() AS bigint) AS min,
      CAST(@@DBTS AS bigint) AS last, CHANGE_TRACKING_CURRENT_VERSION() AS version`);
    return {
      now: String(values?.['now']),
      min: BigInt(String(values?.['min'])),
      last: BigInt(String(values?.['last'])),
      version: Number(values?.['version']),
    };
  };

  it('is invisible until it commits, and then shows the time and rowversion it began with', async () => {
    await client.query(
      'CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, n int NULL, cambio datetime2(7) NULL, rv rowversion)',
    );
    await client.batch('ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON');
    await client.query('ALTER TABLE dbo.filas ENABLE CHANGE_TRACKING');
    await client.query('INSERT INTO dbo.filas (id, n) VALUES (1, 1), (2, 2)');
    const before = await numbers();
    const late = await client.standin.beginLateTransaction(
      'UPDATE dbo.filas SET n = @n, cambio = SYSUTCDATETIME() WHERE id = 1',
      { n: 10 },
    );
    await client.query('UPDATE dbo.filas SET n = 20, cambio = SYSUTCDATETIME() WHERE id = 2');
    const [other, during] = [await row(2), await numbers()];
    expect(await row(1)).toMatchObject({ n: 1, cambio: null });
    expect(during.min).toBe(before.last + 1n);
    expect(during.last).toBe(before.last + 2n);

    await late.commit();
    const mine = await row(1);
    expect(mine?.['n']).toBe(10);
    expect(mine?.['rv']).toBe(String(before.last + 1n));
    expect(String(mine?.['cambio']) < String(other?.['cambio'])).toBe(true);
    const after = await numbers();
    expect(after.min).toBe(after.last + 1n);
    expect(after.version).toBe(during.version + 1);
    expect(
      await client.rows(`SELECT id FROM CHANGETABLE(CHANGES dbo.filas, ${during.version}) AS ct`),
    ).toEqual([{ id: 1 }]);
  });

  it('inserts late too', async () => {
    const late = await client.standin.beginLateTransaction(
      'INSERT INTO dbo.filas (id, n, cambio) VALUES (3, @n, SYSUTCDATETIME()), (4, @n, SYSUTCDATETIME())',
      { n: null },
    );
    const { min, last } = await numbers();
    expect(last - min).toBe(1n);
    await client.query('UPDATE dbo.filas SET n = 1');
    await late.commit();
    expect([(await row(3))?.['rv'], (await row(4))?.['rv']]).toEqual([String(min), String(last)]);
  });

  it('leaves nothing but a gap when it is rolled back', async () => {
    const before = await numbers();
    const late = await client.standin.beginLateTransaction('UPDATE dbo.filas SET n = 99');
    late.rollback();
    const after = await numbers();
    expect(after.last).toBeGreaterThan(before.last);
    expect(after.min).toBe(after.last + 1n);
    expect(after.version).toBe(before.version);
    expect(await client.rows('SELECT id FROM dbo.filas WHERE n = 99')).toEqual([]);
  });

  it('fails at once when its statement does', async () => {
    await expect(client.standin.beginLateTransaction('UPDATE dbo.nada SET n = 1')).rejects.toMatchObject({
      number: 208,
    });
    const { min, last } = await numbers();
    expect(min).toBe(last + 1n);
  });
});
