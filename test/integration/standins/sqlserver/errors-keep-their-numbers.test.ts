import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import { CONTACTS } from './support.ts';

const CASES: readonly (readonly [number, string, string])[] = [
  [102, 'SELECT FROM WHERE', "Incorrect syntax near 'FROM'."],
  [102, 'SELECT 1 = 1', ''],
  [105, "SELECT 'abierto", 'Unclosed quotation mark'],
  [137, 'SELECT @nada AS x', 'Must declare the scalar variable "@nada".'],
  [207, 'SELECT apellido FROM dbo.hb_contacts', "Invalid column name 'apellido'."],
  [207, "INSERT INTO dbo.hb_contacts (apellido) VALUES ('x')", "Invalid column name 'apellido'."],
  [208, 'SELECT 1 AS x FROM dbo.no_existe', "Invalid object name 'dbo.no_existe'."],
  [
    209,
    'SELECT nombre FROM dbo.hb_contacts AS a JOIN dbo.hb_contacts AS b ON a.nombre = b.nombre',
    'Ambiguous',
  ],
  [220, 'SELECT CAST(300 AS tinyint) AS x', 'tinyint'],
  [241, "SELECT CAST('31/01/2026' AS datetime2(3)) AS x", 'Conversion failed when converting date'],
  [
    245,
    "SELECT CAST('doce' AS int) AS x",
    "Conversion failed when converting the varchar value 'doce' to data type int.",
  ],
  [515, "INSERT INTO dbo.hb_contacts (nombre) VALUES ('x')", "column 'numero_asociado'"],
  [
    2627,
    "INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('a1  ')",
    "PRIMARY KEY constraint 'pk_hb_contacts'",
  ],
  [
    2601,
    "INSERT INTO dbo.hb_contacts (numero_asociado, nombre) VALUES ('A2', 'JOSE')",
    "unique index 'ux_nombre'",
  ],
  [
    2628,
    "INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('A12345678901234567890')",
    "column 'numero_asociado'",
  ],
  [2714, 'CREATE TABLE dbo.hb_contacts (x int)', 'There is already an object named'],
  [3701, 'DROP TABLE dbo.no_existe', 'Cannot drop the table'],
  [
    4104,
    'SELECT z.nombre FROM dbo.hb_contacts AS a',
    'The multi-part identifier "z.nombre" could not be bound.',
  ],
  [4145, 'SELECT 1 AS x FROM dbo.hb_contacts WHERE nombre', 'non-boolean'],
  [8114, "SELECT CAST('x' AS decimal(9,2)) AS x", 'Error converting data type varchar to decimal.'],
  [8115, 'SELECT CAST(1000000 AS decimal(5,2)) AS x', 'Arithmetic overflow'],
  [8115, 'SELECT 2147483647 + 1 AS x', 'data type int'],
  [8120, 'SELECT nombre, COUNT(*) AS n FROM dbo.hb_contacts', 'GROUP BY'],
  [8134, 'SELECT 1 / 0 AS x', 'Divide by zero'],
];

describe(`errors, on ${SERVER}`, () => {
  const client = useServer();

  it('prepares its table', async () => {
    await client.query(CONTACTS);
    await client.query('CREATE UNIQUE INDEX ux_nombre ON dbo.hb_contacts (nombre)');
    await client.query("INSERT INTO dbo.hb_contacts (numero_asociado, nombre) VALUES ('A1', N'Jose')");
  });

  it.each(CASES)('%i: %s', async (number, text, message) => {
    const error = await client.failure(text);
    expect(error.number).toBe(number);
    expect(error.message).toContain(message);
  });

  it('executes nothing of a batch with a syntax error', async () => {
    await client.failure('DELETE FROM dbo.hb_contacts; SELEC 1');
    expect(await client.rows('SELECT COUNT(*) AS n FROM dbo.hb_contacts')).toEqual([{ n: 1 }]);
  });

  it('goes on with the batch after a violated constraint, as SQL Server does', async () => {
    const request = client.pool.request();
    const text =
      "INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('A1'); UPDATE dbo.hb_contacts SET salario = 7";
    await expect(request.batch(text)).rejects.toMatchObject({ number: 2627 });
    expect(await client.rows('SELECT salario FROM dbo.hb_contacts')).toEqual([{ salario: 7 }]);
  });

  it('says the line', async () => {
    const error = await client.pool
      .request()
      .query('SELECT 1 AS x;\n\nSELECT nada FROM dbo.hb_contacts')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ number: 207, lineNumber: 3 });
  });
});
