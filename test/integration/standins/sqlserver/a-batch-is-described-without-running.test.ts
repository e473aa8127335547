import sql from 'mssql';
import { beforeAll, describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

describe(`the description of a batch, on ${SERVER}`, () => {
  const client = useServer();
  beforeAll(() =>
    client.query(
      'CREATE TABLE dbo.socios (numero varchar(20) NOT NULL, cuota decimal(5, 2), nota nvarchar(max))',
    ),
  );
  const describeBatch = (batch: string) =>
    client.rows(
      `SELECT r.column_ordinal, r.name, r.system_type_name, r.error_number
       FROM sys.dm_exec_describe_first_result_set(@batch, NULL, 0) AS r ORDER BY r.column_ordinal`,
      { batch: [sql.NVarChar(sql.MAX), batch] },
    );
  const column = (column_ordinal: number, name: string, system_type_name: string) => {
    return { column_ordinal, name, system_type_name, error_number: null };
  };

  it('names the columns of its first result and their types', async () => {
    expect(await describeBatch('SELECT * FROM dbo.socios; SELECT 1 AS otra')).toEqual([
      column(1, 'numero', 'varchar(20)'),
      column(2, 'cuota', 'decimal(5,2)'),
      column(3, 'nota', 'nvarchar(max)'),
    ]);
  });

  it('is empty for one that gives none, and runs nothing', async () => {
    expect(await describeBatch("INSERT INTO dbo.socios (numero) VALUES ('1')")).toEqual([]);
    expect(await client.rows('SELECT COUNT(*) AS n FROM dbo.socios')).toEqual([{ n: 0 }]);
  });

  it('is one row with an error for one that cannot be compiled', async () => {
    expect(await describeBatch('SELECT nada FROM dbo.socios')).toMatchObject([
      { name: null, error_number: expect.any(Number) },
    ]);
  });
});
