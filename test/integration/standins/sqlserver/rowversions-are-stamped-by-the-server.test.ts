import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

describe(`rowversion, on ${SERVER}`, () => {
  const client = useServer();
  const versions = async (): Promise<bigint[]> =>
    (await client.rows('SELECT CAST(rv AS bigint) AS v FROM dbo.filas ORDER BY id')).map((row) =>
      BigInt(String(row['v'])),
    );
  const hex = async (expression: string): Promise<unknown> =>
    (await client.rows(`SELECT CONVERT(varchar(18), ${expression}, 1) AS x`))[0]?.['x'];

  it('is given to the rows of a filled table when the column is added', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, n int NULL)');
    await client.query('INSERT INTO dbo.filas (id, n) VALUES (1, 1), (2, 2), (3, 3)');
    await client.query('ALTER TABLE dbo.filas ADD rv rowversion NOT NULL');
    const given = await versions();
    expect(new Set(given).size).toBe(3);
    expect(given.every((value) => value > 0n)).toBe(true);
  });

  it('grows with every row that an INSERT or UPDATE touches, also when nothing changes', async () => {
    const before = await versions();
    await client.query('UPDATE dbo.filas SET n = n WHERE id IN (1, 2)');
    await client.query('INSERT INTO dbo.filas (id) VALUES (4)');
    const after = await versions();
    const highest = before.reduce((a, b) => (a > b ? a : b));
    expect(after[2]).toBe(before[2]);
    for (const i of [0, 1, 3]) expect(after[i]).toBeGreaterThan(highest);
    expect(new Set(after).size).toBe(4);
  });

  it('arrives as eight bytes, prints as hexadecimal text and is read back from it', async () => {
    const [row] = await client.rows(
      'SELECT rv, CONVERT(varchar(18), rv, 1) AS text FROM dbo.filas WHERE id = 4',
    );
    expect(row?.['rv']).toBeInstanceOf(Buffer);
    expect(row?.['text']).toBe(
      `0x${Buffer.from(String(row?.['text']).slice(2), 'hex').toString('hex').toUpperCase()}`,
    );
    expect(String(row?.['text'])).toHaveLength(18);
    const found = await client.rows('SELECT id FROM dbo.filas WHERE rv = CONVERT(binary(8), @text, 1)', {
      text: [sql.VarChar(18), row?.['text']],
    });
    expect(found).toEqual([{ id: 4 }]);
    expect(await client.failure("SELECT CONVERT(binary(8), '0xZZ', 1) AS x")).toMatchObject({ number: 8114 });
  });

  it('bounds a page half-open, in its own order', async () => {
    await client.query('UPDATE dbo.filas SET n = 7 WHERE id = 3');
    const from = await hex('(SELECT rv FROM dbo.filas WHERE id = 1)');
    const page = await client.rows(
      `SELECT TOP (@n) id FROM dbo.filas WHERE rv >= CONVERT(binary(8), @from, 1) AND rv < MIN_ACTIVE_ROWVERSION() ORDER BY rv`,
      { n: [sql.Int, 10], from: [sql.VarChar(18), from] },
    );
    expect(page).toEqual([{ id: 1 }, { id: 2 }, { id: 4 }, { id: 3 }]);
  });

  it('is followed by MIN_ACTIVE_ROWVERSION() when nobody writes, and held by an open writer', async () => {
    expect(await hex('MIN_ACTIVE_ROWVERSION()')).toBe(
      await hex('CAST(CAST(@@DBTS AS bigint) + 1 AS binary(8))'),
    );
    const idle = await hex('MIN_ACTIVE_ROWVERSION()');
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query('UPDATE dbo.filas SET n = 8');
    expect(await hex('MIN_ACTIVE_ROWVERSION()')).toBe(idle);
    expect(await hex('@@DBTS')).not.toBe(idle);
    await transaction.commit();
    expect(await hex('MIN_ACTIVE_ROWVERSION()')).not.toBe(idle);
  });

  it('does not give a value back after a rollback', async () => {
    const before = await hex('@@DBTS');
    await client.batch('BEGIN TRANSACTION; UPDATE dbo.filas SET n = 9; ROLLBACK');
    expect(await hex('@@DBTS')).not.toBe(before);
  });

  it('cannot be written', async () => {
    expect(await client.failure('INSERT INTO dbo.filas (id, rv) VALUES (9, 0x01)')).toMatchObject({
      number: 273,
    });
    expect(await client.failure('UPDATE dbo.filas SET rv = 0x01')).toMatchObject({ number: 272 });
    expect(await client.failure('ALTER TABLE dbo.filas ADD rv2 rowversion')).toMatchObject({ number: 2738 });
  });

  it('is called timestamp by the catalogue', async () => {
    const rows = await client.rows(`SELECT t.name, c.max_length, c.is_nullable FROM sys.columns AS c
      JOIN sys.types AS t ON t.user_type_id = c.user_type_id WHERE c.object_id = OBJECT_ID('dbo.filas') AND c.name = 'rv'`);
    expect(rows).toEqual([{ name: 'timestamp', max_length: 8, is_nullable: false }]);
  });

  it.each([
    ['CAST(0x00000000000007D1 AS bigint)', '2001'],
    ['CONVERT(varchar(18), CAST(CAST(2001 AS bigint) AS binary(8)), 1)', '0x00000000000007D1'],
    ['CONVERT(varchar(18), CAST(CAST(-1 AS bigint) AS binary(8)), 1)', '0xFFFFFFFFFFFFFFFF'],
    ['CONVERT(varchar(18), CAST(2001 AS binary(8)), 1)', '0x00000000000007D1'],
    ['CONVERT(varchar(18), 0x07D1, 2)', '07D1'],
    ['CASE WHEN 0x01 < 0x0200 THEN 1 ELSE 0 END', 1],
  ])('%s', async (expression, expected) => {
    expect(await client.rows(`SELECT ${expression} AS x`)).toEqual([{ x: expected }]);
  });
});
