import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import { CONTACTS } from './support.ts';

describe(`OPENJSON, on ${SERVER}`, () => {
  const client = useServer();
  const json = (value: unknown): readonly [() => sql.ISqlType, string] => [
    () => sql.NVarChar(sql.MAX),
    JSON.stringify(value),
  ];

  it('inserts what it is given, numbers exactly', async () => {
    await client.query(CONTACTS);
    const result = await client.query(
      `INSERT INTO dbo.hb_contacts (numero_asociado, nombre, salario)
       SELECT id, nombre, salario FROM OPENJSON(@rows) WITH (id varchar(20) '$.id', nombre nvarchar(100) '$.datos.nombre', salario decimal(18,2) '$.salario')`,
      {
        rows: [
          sql.NVarChar(sql.MAX),
          '[{"id":"A1","datos":{"nombre":"José"},"salario":1234567890123456.78},{"id":"A2","salario":"5.5"},{"id":"A3","datos":null}]',
        ],
      },
    );
    expect(result.rowsAffected).toEqual([3]);
    const rows = await client.rows(
      'SELECT nombre, CONVERT(varchar(30), salario) AS salario FROM dbo.hb_contacts ORDER BY numero_asociado',
    );
    expect(rows).toEqual([
      { nombre: 'José', salario: '1234567890123456.78' },
      { nombre: null, salario: '5.50' },
      { nombre: null, salario: null },
    ]);
  });

  it('re-reads by keys and shows the missing ones', async () => {
    const rows = await client.rows(
      `SELECT k.[key], t.[nombre], t.[numero_asociado] FROM OPENJSON(@keys) WITH ([key] varchar(20) '$') AS k
       LEFT JOIN [dbo].[hb_contacts] AS t ON t.[numero_asociado] = k.[key] COLLATE DATABASE_DEFAULT ORDER BY k.[key]`,
      { keys: json(['a1', 'A9', 'A2']) },
    );
    expect(rows).toEqual([
      { key: 'a1', nombre: 'José', numero_asociado: 'A1' },
      { key: 'A2', nombre: null, numero_asociado: 'A2' },
      { key: 'A9', nombre: null, numero_asociado: null },
    ]);
  });

  it('updates from a join', async () => {
    const result = await client.query(
      `UPDATE t SET nombre = k.nombre FROM dbo.hb_contacts AS t JOIN OPENJSON(@rows) WITH (id varchar(20), nombre nvarchar(100)) AS k ON t.numero_asociado = k.id`,
      {
        rows: json([
          { id: 'A2', nombre: 'Ana' },
          { id: 'A7', nombre: 'Nadie' },
        ]),
      },
    );
    expect(result.rowsAffected).toEqual([1]);
    expect(await client.rows("SELECT nombre FROM dbo.hb_contacts WHERE numero_asociado = 'A2'")).toEqual([
      { nombre: 'Ana' },
    ]);
  });

  it('takes 5,000 rows at once', async () => {
    await client.query('CREATE TABLE dbo.muchos (id int NOT NULL PRIMARY KEY, texto nvarchar(50))');
    const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, texto: `fila ${id}` }));
    const result = await client.query(
      'INSERT INTO dbo.muchos (id, texto) SELECT id, texto FROM OPENJSON(@rows) WITH (id int, texto nvarchar(50))',
      { rows: json(rows) },
    );
    expect(result.rowsAffected).toEqual([5_000]);
  });

  it('answers 13609 to what is not JSON', async () => {
    const error = await client.failure('SELECT k.x FROM OPENJSON(@j) WITH (x int) AS k', {
      j: [sql.NVarChar(100), '[1,'],
    });
    expect(error.number).toBe(13609);
  });
});
