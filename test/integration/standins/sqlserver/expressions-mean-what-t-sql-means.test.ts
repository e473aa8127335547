import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

const CASES: readonly (readonly [string, unknown])[] = [
  ["'abc' + N'def'", 'abcdef'],
  ["'abc' + NULL", null],
  ["CONCAT('a', NULL, 1)", 'a1'],
  ['7 / 2', 3],
  ['-7 % 3', -1],
  ['7 / 2.0e0', 3.5],
  ['1.50 * 3', 4.5],
  ["LEN('ñandú  ')", 5],
  ["UPPER(N'ñandú')", 'ÑANDÚ'],
  ["RTRIM('a  ') + LTRIM('  b')", 'ab'],
  ["ISNULL(CAST(NULL AS varchar(3)), 'abcdef')", 'abc'],
  ["COALESCE(NULL, NULL, 'x')", 'x'],
  ["NULLIF('A', 'a ')", null],
  ["CASE WHEN 'A' = 'a  ' THEN 1 ELSE 0 END", 1],
  ["CASE 2 WHEN 1 THEN 'uno' WHEN 2 THEN 'dos' END", 'dos'],
  ["CASE WHEN 'A-1' = 'a-1 ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'A-1' COLLATE Latin1_General_BIN2 = 'a-1' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 0],
  ["CASE WHEN 'A-1' COLLATE Latin1_General_BIN2 = 'A-1 ' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 1],
  ["CASE WHEN ' A-1' COLLATE Latin1_General_BIN2 <> 'A-1' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'Ñandú' LIKE N'%and[úu]' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'a_b' LIKE 'a!_b' ESCAPE '!' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'axb' LIKE 'a!_b' ESCAPE '!' THEN 1 ELSE 0 END", 0],
  ['CASE WHEN NULL = NULL THEN 1 ELSE 0 END', 0],
  ['CASE WHEN 3 NOT IN (1, 2, NULL) THEN 1 ELSE 0 END', 0],
  ['CASE WHEN 2 BETWEEN 1 AND 3 AND NOT 1 > 2 THEN 1 ELSE 0 END', 1],
  ["CASE WHEN '10' > 9 THEN 1 ELSE 0 END", 1],
  ["TRY_CAST('x' AS int)", null],
  ["TRY_CONVERT(date, '2026-02-30')", null],
  ['CAST(2.5 AS decimal(9,0))', 3],
  ['CAST(-2.5 AS int)', -2],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ["CONVERT(varchar(33), DATEADD(month, 1, CAST('2026-01-31' AS date)), 23)", '2026-02-28'],
  [
    "CONVERT(varchar(33), DATEADD(nanosecond, 250, CAST('2026-01-01T00:00:00' AS datetime2(7))), 126)",
    '2026-01-01T00:00:00.0000003',
  ],
  [
    "CONVERT(varchar(33), DATEADD(ms, 5, CAST('2026-01-01T00:00:00.000' AS datetime)), 126)",
    '2026-01-01T00:00:00.007',
  ],
  ["DATEDIFF(year, '2025-12-31', '2026-01-01')", 1],
  ["DATEDIFF_BIG(second, '2026-01-01T00:00:00', '2026-01-02T00:00:01')", '86401'],
  [
    "CONVERT(varchar(40), CAST('2026-01-31T10:20:30.5-06:00' AS datetimeoffset(1)), 126)",
    '2026-01-31T10:20:30.5-06:00',
  ],
  [
    "CASE WHEN CAST('2026-01-31T10:00:00-06:00' AS datetimeoffset(0)) = CAST('2026-01-31T16:00:00Z' AS datetimeoffset(0)) THEN 1 ELSE 0 END",
    1,
  ],
  ['(SELECT MAX(v.x) FROM (SELECT 4 AS x) AS v)', 4],
  ['CASE WHEN EXISTS (SELECT 1 FROM sys.schemas WHERE name = SCHEMA_NAME()) THEN 1 ELSE 0 END', 1],
];

describe(`expressions, on ${SERVER}`, () => {
  const client = useServer();

  it.each(CASES)('%s', async (expression, expected) => {
    expect(await client.rows(`SELECT ${expression} AS x`)).toEqual([{ x: expected }]);
  });

  it('group, count and sum', async () => {
    await client.query(
      'CREATE TABLE dbo.ventas (id int IDENTITY(1,1), zona varchar(10), monto money, n smallint)',
    );
    await client.query(
      "INSERT INTO dbo.ventas (zona, monto, n) VALUES ('Norte', 1.5, 1), ('NORTE ', 2.25, 2), ('Sur', NULL, 3)",
    );
    const rows =
      await client.rows(`SELECT UPPER(RTRIM(MIN(zona))) AS z, COUNT(*) AS n, COUNT(monto) AS con, SUM(monto) AS total, SUM(n) AS s, COUNT_BIG(*) AS b
      FROM dbo.ventas GROUP BY zona HAVING COUNT(*) > 0 ORDER BY 2 DESC`);
    expect(rows).toEqual([
      { z: 'NORTE', n: 2, con: 2, total: 3.75, s: 3, b: '2' },
      { z: 'SUR', n: 1, con: 0, total: null, s: 3, b: '1' },
    ]);
    expect(await client.rows('SELECT COUNT(DISTINCT zona) AS n, MAX(id) AS m FROM dbo.ventas')).toEqual([
      { n: 2, m: 3 },
    ]);
    expect(await client.rows('SELECT DISTINCT zona FROM dbo.ventas')).toHaveLength(2);
    expect(await client.rows('SELECT SUM(n) AS s FROM dbo.ventas WHERE id > 9')).toEqual([{ s: null }]);
  });

  it('group by an expression, and use aggregates in a CASE', async () => {
    const rows = await client.rows(
      `SELECT LEN(zona) AS largo, CASE WHEN COUNT(*) > 1 THEN 'varias' ELSE 'una' END AS n FROM dbo.ventas GROUP BY LEN(zona) ORDER BY LEN(zona)`,
    );
    expect(rows).toEqual([
      { largo: 3, n: 'una' },
      { largo: 5, n: 'varias' },
    ]);
  });

  it('counts what an update and a delete changed', async () => {
    expect(
      (
        await client.query('UPDATE dbo.ventas SET n = n + 1, monto = @m WHERE zona = @z', {
          m: [sql.Money, 4],
          z: [sql.VarChar(10), 'norte'],
        })
      ).rowsAffected,
    ).toEqual([2]);
    expect(
      (
        await client.query(
          "DELETE FROM dbo.ventas WHERE zona IN (SELECT zona FROM dbo.ventas WHERE n = 3 AND zona LIKE 's%')",
        )
      ).rowsAffected,
    ).toEqual([1]);
    await client.query('TRUNCATE TABLE dbo.ventas');
    await client.query("INSERT INTO dbo.ventas (zona) VALUES ('Este')");
    expect(await client.rows('SELECT id, SCOPE_IDENTITY() AS last FROM dbo.ventas')).toEqual([
      { id: 1, last: '1' },
    ]);
  });
});
