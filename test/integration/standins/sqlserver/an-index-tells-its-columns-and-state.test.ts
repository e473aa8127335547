import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

describe(`indexes, on ${SERVER}`, () => {
  const client = useServer();
  const indexes = (): Promise<Record<string, unknown>[]> =>
    client.rows(`SELECT i.name, i.is_disabled AS d, i.has_filter AS f, COL_NAME(k.object_id, k.column_id) AS c, k.key_ordinal AS o, k.is_included_column AS n
      FROM sys.indexes AS i JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
      WHERE i.object_id = OBJECT_ID('dbo.filas') AND i.is_primary_key = 0 ORDER BY i.name, k.is_included_column, k.key_ordinal`);

  it('tell keys from included columns, and whether they have a filter', async () => {
    await client.query(
      'CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, cambio datetime2(3) NULL, texto nvarchar(50) NULL)',
    );
    await client.query('CREATE INDEX a ON dbo.filas (cambio, id) INCLUDE (texto)');
    await client.query('CREATE INDEX b ON dbo.filas (cambio) WHERE cambio IS NOT NULL');
    expect(await indexes()).toEqual([
      { name: 'a', d: false, f: false, c: 'cambio', o: 1, n: false },
      { name: 'a', d: false, f: false, c: 'id', o: 2, n: false },
      { name: 'a', d: false, f: false, c: 'texto', o: 0, n: true },
      { name: 'b', d: false, f: true, c: 'cambio', o: 1, n: false },
    ]);
  });

  it('can be disabled and dropped', async () => {
    await client.query('ALTER INDEX a ON dbo.filas DISABLE');
    await client.query('DROP INDEX b ON dbo.filas');
    await client.query('DROP INDEX IF EXISTS b ON dbo.filas');
    expect((await indexes()).map(({ name, d }) => [name, d])).toEqual([
      ['a', true],
      ['a', true],
      ['a', true],
    ]);
    expect(await client.failure('DROP INDEX b ON dbo.filas')).toMatchObject({ number: 3701 });
  });

  it('are a heap where there is no clustered key', async () => {
    await client.query('CREATE TABLE dbo.monton (id int NULL)');
    expect(
      await client.rows(
        "SELECT index_id, name, type_desc FROM sys.indexes WHERE object_id = OBJECT_ID('dbo.monton')",
      ),
    ).toEqual([{ index_id: 0, name: null, type_desc: 'HEAP' }]);
  });

  it.each([
    ["COL_LENGTH(N'dbo.filas', N'texto')", 100],
    ["COL_LENGTH('dbo.filas', 'nada')", null],
    ["COL_NAME(OBJECT_ID('dbo.filas'), 2)", 'cambio'],
    ['TYPE_NAME(189)', 'timestamp'],
    ["OBJECT_NAME(OBJECT_ID('dbo.FILAS'))", 'filas'],
    ["CASE WHEN CAST(SERVERPROPERTY('EngineEdition') AS int) > 0 THEN 1 END", 1],
    ["CASE WHEN CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) LIKE '[0-9][0-9].%' THEN 1 END", 1],
    ['CASE WHEN LEN(@@SERVERNAME) > 0 THEN 1 END', 1],
  ])('%s', async (expression, expected) => {
    expect(await client.rows(`SELECT ${expression} AS x`)).toEqual([{ x: expected }]);
  });

  it('are asked for with SET LOCK_TIMEOUT and OPTION (RECOMPILE) in the same words', async () => {
    await client.batch(
      'SET LOCK_TIMEOUT 5000; SELECT id FROM dbo.filas OPTION (RECOMPILE); SET LOCK_TIMEOUT -1',
    );
  });
});

describe(`a writer that waits, on ${SERVER}`, () => {
  const client = useServer();

  it('gives up with 1222 after its LOCK_TIMEOUT', async () => {
    await client.query('CREATE TABLE dbo.filas (id int NOT NULL PRIMARY KEY, n int NULL)');
    await client.query('INSERT INTO dbo.filas (id) VALUES (1)');
    const transaction = client.pool.transaction();
    await transaction.begin();
    await transaction.request().query('UPDATE dbo.filas SET n = 1 WHERE id = 1');
    const batch = client.batch('SET LOCK_TIMEOUT 50; UPDATE dbo.filas SET n = 2 WHERE id = 1');
    await expect(batch).rejects.toMatchObject({ number: 1222 });
    await transaction.rollback();
  });
});
