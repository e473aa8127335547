import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';

describe(`catalogue views, on ${SERVER}`, () => {
  const client = useServer();

  it('describe columns with types, lengths and nullability', async () => {
    await client.query(`CREATE TABLE dbo.contactos (id int IDENTITY(1,1) PRIMARY KEY, nombre nvarchar(100) NULL, clave varchar(20) NOT NULL,
      salario decimal(18,2), cambio datetime2(3) NOT NULL, notas nvarchar(max))`);
    const rows =
      await client.rows(`SELECT c.name, t.name AS type, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity
      FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.user_type_id
      WHERE c.object_id = OBJECT_ID(N'dbo.contactos') ORDER BY c.column_id`);
    const column = (
      name: string,
      type: string,
      max_length: number,
      precision: number,
      scale: number,
      is_nullable: boolean,
      is_identity = false,
    ) => ({
      name,
      type,
      max_length,
      precision,
      scale,
      is_nullable,
      is_identity,
    });
    expect(rows).toEqual([
      column('id', 'int', 4, 10, 0, false, true),
      column('nombre', 'nvarchar', 200, 0, 0, true),
      column('clave', 'varchar', 20, 0, 0, false),
      column('salario', 'decimal', 9, 18, 2, true),
      column('cambio', 'datetime2', 7, 23, 3, false),
      column('notas', 'nvarchar', -1, 0, 0, true),
    ]);
  });

  it('find a table by a name in a parameter', async () => {
    const found = async (name: string): Promise<unknown> =>
      (
        await client.rows('SELECT COUNT(*) AS n FROM sys.columns WHERE object_id = OBJECT_ID(@t)', {
          t: [sql.NVarChar(300), name],
        })
      )[0]?.['n'];
    expect(await found('[dbo].[contactos]')).toBe(6);
    expect(await found('CONTACTOS')).toBe(6);
    expect(await found('dbo.otros')).toBe(0);
  });

  it('describe indexes and their columns', async () => {
    await client.query('CREATE UNIQUE NONCLUSTERED INDEX ux ON dbo.contactos (cambio DESC, clave)');
    const rows =
      await client.rows(`SELECT i.name, i.is_unique, i.is_primary_key, c.name AS col, k.key_ordinal, k.is_descending_key
      FROM sys.indexes AS i JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
      JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
      WHERE i.object_id = OBJECT_ID('contactos') AND i.is_primary_key = 0 ORDER BY k.key_ordinal`);
    expect(rows).toEqual([
      {
        name: 'ux',
        is_unique: true,
        is_primary_key: false,
        col: 'cambio',
        key_ordinal: 1,
        is_descending_key: true,
      },
      {
        name: 'ux',
        is_unique: true,
        is_primary_key: false,
        col: 'clave',
        key_ordinal: 2,
        is_descending_key: false,
      },
    ]);
  });

  it('know tables, schemas and the database', async () => {
    expect(
      await client.rows(
        'SELECT s.name AS s, t.name AS t FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id',
      ),
    ).toEqual([{ s: 'dbo', t: 'contactos' }]);
    const [database] = await client.rows(
      'SELECT name, compatibility_level, snapshot_isolation_state, is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID()',
    );
    expect(database).toEqual({
      name: expect.any(String),
      compatibility_level: expect.any(Number),
      snapshot_isolation_state: 0,
      is_read_committed_snapshot_on: true,
    });
  });

  it('follow DROP, ALTER and IF NOT EXISTS', async () => {
    await client.query('ALTER TABLE dbo.contactos ADD email varchar(200) NULL');
    await client.query('ALTER TABLE dbo.contactos DROP COLUMN notas');
    const names = await client.rows(
      "SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.contactos') ORDER BY column_id",
    );
    expect(names.map((row) => row['name'])).toEqual(['id', 'nombre', 'clave', 'salario', 'cambio', 'email']);
    await client.query(
      "IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'contactos') CREATE TABLE dbo.contactos (x int)",
    );
    await client.query(
      "IF OBJECT_ID(N'dbo.otra', N'U') IS NULL BEGIN CREATE TABLE dbo.otra (x int); INSERT INTO dbo.otra (x) VALUES (1) END",
    );
    expect(await client.rows('SELECT x FROM dbo.otra')).toEqual([{ x: 1 }]);
    await client.query('DROP TABLE IF EXISTS dbo.otra');
    await client.query('DROP TABLE IF EXISTS dbo.otra');
    expect(await client.failure('SELECT x FROM dbo.otra')).toMatchObject({ number: 208 });
  });
});
