import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import type { Parameters } from './support.ts';

/** Declared type, the driver's type, a value, and what comes back when it is not the same. */
const CASES: [type: string, parameter: NonNullable<Parameters[string]>, back?: unknown][] = [
  ['bit', [sql.Bit, true]],
  ['tinyint', [sql.TinyInt, 255]],
  ['smallint', [sql.SmallInt, -32_768]],
  ['int', [sql.Int, -2_147_483_648]],
  ['bigint', [sql.BigInt, '9223372036854775807'], '9223372036854775807'],
  ['decimal(18,2)', [sql.Decimal(18, 2), -1234567.89]],
  ['numeric(9,4)', [sql.Numeric(9, 4), 12345.6789]],
  ['decimal(28,3)', [sql.Decimal(28, 3), 123456789.125]],
  ['money', [sql.Money, -1234.5]],
  ['smallmoney', [sql.SmallMoney, 99.25]],
  ['real', [sql.Real, 1.5]],
  ['float', [sql.Float, 0.1]],
  ['char(5)', [sql.Char(5), 'ab'], 'ab   '],
  ['varchar(20)', [sql.VarChar(20), 'Peña €']],
  ['varchar(max)', [sql.VarChar(sql.MAX), 'x'.repeat(100_000)]],
  ['nchar(3)', [sql.NChar(3), 'ñ'], 'ñ  '],
  ['nvarchar(20)', [sql.NVarChar(20), 'Ñandú 日本 😀']],
  ['nvarchar(max)', [sql.NVarChar(sql.MAX), 'ñ'.repeat(50_000)]],
  ['binary(4)', [sql.Binary, Buffer.from([1, 2])], Buffer.from([1, 2, 0, 0])],
  ['varbinary(10)', [sql.VarBinary(10), Buffer.from([0, 255])]],
  ['varbinary(max)', [sql.VarBinary(sql.MAX), Buffer.alloc(70_000, 7)]],
  ['date', [sql.Date, new Date('1899-12-31')]],
  ['time(3)', [sql.Time(3), new Date('1970-01-01T23:59:59.999Z')]],
  ['smalldatetime', [sql.SmallDateTime, new Date('2026-01-31T10:20:00Z')]],
  ['datetime', [sql.DateTime, new Date('2026-01-31T10:20:30.123Z')]],
  ['datetime2(7)', [sql.DateTime2(7), new Date('0001-01-01T00:00:00.001Z')]],
  ['datetime2(0)', [sql.DateTime2(0), new Date('9999-12-31T23:59:59Z')]],
  ['datetimeoffset(3)', [sql.DateTimeOffset(3), new Date('2026-01-31T10:20:30.123Z')]],
  ['uniqueidentifier', [sql.UniqueIdentifier, '6F9619FF-8B86-D011-B42D-00C04FC964FF']],
];

describe(`values, on ${SERVER}`, () => {
  const client = useServer();

  it.each(CASES)(
    '%s survives as parameter, column and result',
    async (type, [driverType, value], back = value) => {
      const table = `dbo.t_${type.replace(/\W+/g, '_')}`;
      await client.query(`CREATE TABLE ${table} (id int NOT NULL PRIMARY KEY, v ${type} NULL)`);
      await client.query(`INSERT INTO ${table} (id, v) VALUES (1, @v), (2, NULL)`, {
        v: [driverType, value],
      });
      await client.query(`INSERT INTO ${table} (id, v) VALUES (3, @v)`, { v: [driverType, null] });
      const [first, second, third] = await client.rows(`SELECT v FROM ${table} ORDER BY id`);
      expect(first?.['v']).toEqual(back);
      expect([second, third]).toEqual([{ v: null }, { v: null }]);
      if (type.endsWith('(max)')) return;
      const found = await client.rows(`SELECT id FROM ${table} WHERE v = @v`, { v: [driverType, value] });
      expect(found).toEqual([{ id: 1 }]);
    },
  );

  it('keeps decimals exact, where a float would not', async () => {
    await client.query('CREATE TABLE dbo.exact (v decimal(18,4) NULL)');
    await client.query(
      "INSERT INTO dbo.exact (v) VALUES (12345678901234.5678), (CAST('0.0001' AS decimal(18,4)))",
    );
    const [row] = await client.rows(
      'SELECT CONVERT(varchar(40), SUM(v)) AS total, CAST(0.1 + 0.2 AS varchar(10)) AS s FROM dbo.exact',
    );
    expect(row).toEqual({ total: '12345678901234.5679', s: '0.3' });
  });

  it('keeps all seven digits of a datetime2 through text', async () => {
    const [row] = await client.rows('SELECT CONVERT(varchar(33), CAST(@t AS datetime2(7)), 126) AS t', {
      t: [sql.VarChar(33), '2026-01-31T10:20:30.1234567'],
    });
    expect(row).toEqual({ t: '2026-01-31T10:20:30.1234567' });
  });

  it('compares a datetime by its exact third of a millisecond', async () => {
    const compare = `SELECT CASE WHEN CAST('2026-01-01T00:00:00.003' AS datetime) = CAST(@t AS datetime2(7)) THEN 1 ELSE 0 END AS same`;
    const same = async (t: string): Promise<unknown> =>
      (await client.rows(compare, { t: [sql.VarChar(33), t] }))[0]?.['same'];
    expect(await same('2026-01-01T00:00:00.0033333')).toBe(1);
    expect(await same('2026-01-01T00:00:00.0030000')).toBe(0);
  });

  it('sends a money in two or four digits, and dates in the styles asked for', async () => {
    const [row] =
      await client.rows(`SELECT CONVERT(varchar(20), CAST(1234.5678 AS money)) AS two, CONVERT(varchar(20), CAST(1234.5678 AS money), 2) AS four,
      CONVERT(varchar(33), CAST('2026-01-31T10:20:30.127' AS datetime), 126) AS iso, CONVERT(varchar(33), CAST('2026-01-31T10:20:30' AS datetime), 126) AS whole,
      CONVERT(varchar(10), CAST('2026-01-31T10:20:30' AS datetime2(3)), 23) AS day`);
    expect(row).toEqual({
      two: '1234.57',
      four: '1234.5678',
      iso: '2026-01-31T10:20:30.127',
      whole: '2026-01-31T10:20:30',
      day: '2026-01-31',
    });
  });
});
