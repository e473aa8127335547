import { describe, expect, it } from 'vitest';
import { CONTACTS, useStandin } from './support.ts';

const REFUSED: readonly (readonly [string, string])[] = [
  ['MERGE INTO dbo.hb_contacts AS t USING x ON 1 = 1 WHEN MATCHED THEN DELETE;', 'MERGE'],
  ['DECLARE @x int = 1', 'DECLARE'],
  ['EXEC sp_who', 'EXEC'],
  ['WITH a AS (SELECT 1 AS x) SELECT x FROM a', 'WITH'],
  ['SELECT 1 AS x UNION SELECT 2', 'UNION'],
  [
    'SELECT ROW_NUMBER() OVER (ORDER BY nombre) AS n FROM dbo.hb_contacts',
    'the window function ROW_NUMBER OVER',
  ],
  ['SELECT nombre FROM dbo.hb_contacts WITH (NOLOCK)', 'a table hint'],
  ['SELECT nombre FROM dbo.hb_contacts AS a CROSS APPLY (SELECT 1 AS x) AS b', 'CROSS APPLY'],
  ['SELECT nombre FROM dbo.hb_contacts FOR JSON PATH', 'FOR'],
  ['SELECT TOP (1) WITH TIES nombre FROM dbo.hb_contacts ORDER BY nombre', 'WITH TIES'],
  ['SELECT CONVERT(varchar(30), SYSUTCDATETIME(), 120) AS x', 'CONVERT(varchar(30), datetime2, 120)'],
  ['SELECT CONVERT(varchar(30), GETDATE()) AS x', 'CONVERT(varchar(30), datetime, 0)'],
  [
    "SELECT SYSUTCDATETIME() AT TIME ZONE 'Romance Standard Time' AS x",
    "AT TIME ZONE 'Romance Standard Time'",
  ],
  [
    'SELECT nombre COLLATE Latin1_General_CS_AS AS x FROM dbo.hb_contacts',
    'the collation Latin1_General_CS_AS',
  ],
  [
    'SELECT nombre COLLATE Latin1_General_BIN2 AS x FROM dbo.hb_contacts',
    'COLLATE Latin1_General_BIN2 elsewhere than beside a comparison',
  ],
  ['SELECT NEWID() AS x', 'the function NEWID'],
  ['SELECT @@CPU_BUSY AS x', '@@CPU_BUSY'],
  ['CREATE TABLE dbo.t (x xml)', 'the type xml'],
  ['SELECT c.x FROM CHANGETABLE(VERSION dbo.hb_contacts, (x), (1)) AS c', 'VERSION'],
  ['ALTER DATABASE CURRENT SET RECOVERY SIMPLE', 'ALTER DATABASE … SET RECOVERY'],
  ['CREATE VIEW dbo.v AS SELECT 1 AS x', 'CREATE VIEW'],
  ['CREATE TABLE #t (x int)', 'a temporary table'],
  ['SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED', 'READ UNCOMMITTED'],
  ['SAVE TRANSACTION a', 'SAVE'],
  ['SELECT * FROM sys.dm_exec_requests', 'the view sys.dm_exec_requests'],
  [
    "SELECT * FROM sys.dm_exec_describe_first_result_set(N'SELECT 1 AS x', NULL, 0)",
    'sys.dm_exec_describe_first_result_set of anything but (@variable, NULL, 0)',
  ],
  ['INSERT INTO dbo.hb_contacts (numero_asociado) OUTPUT inserted.numero_asociado VALUES (1)', 'OUTPUT'],
];

describe('what is outside the subset', () => {
  const client = useStandin();

  it.each(REFUSED)('%s', async (text, what) => {
    await client.query(`IF OBJECT_ID(N'dbo.hb_contacts', N'U') IS NULL ${CONTACTS}`);
    const error = await client.failure(text);
    expect(error.number).toBe(50999);
    expect(error.message).toContain(`stand-in: ${what}`);
    expect(error.message).toContain('is not supported');
  });
});
