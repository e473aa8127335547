import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../shared/contacts/mapping.ts';
import { createDatabase } from '../../../shared/source/database.ts';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { createRowReader } from '../../../shared/source/rowReader.ts';
import { createRowScan } from '../../../shared/source/rowScan.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { useSource } from '../../support/useSource.ts';

const GUID = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';
let tables = 0;

const source = useSource({}, { logins: [{ user: 'reader', grants: ['SELECT'] }] });

/** A mapping of the columns given, the first being the key. */
function mappingOf(table: string, columns: readonly string[]): Mapping {
  const base = testMapping();
  const [field] = base.fields;
  if (!field) throw new Error('The mapping has no fields.');
  const fields = columns.map((column) => ({ ...field, column, property: column }));
  return { ...base, source: { ...base.source, table, key: columns[0] ?? '' }, fields };
}

async function read(table: string, columns: readonly string[], keys: readonly string[]) {
  const mapping = mappingOf(table, columns);
  return createRowReader(source().database, () => describeTable(source().database, mapping)).read(keys);
}

describe('values', () => {
  it('come as exact text: no float, no Date, no time zone', async () => {
    await source().members.run(`CREATE TABLE dbo.exact_values (id int NOT NULL PRIMARY KEY, big bigint NULL, dec decimal(18, 4) NULL,
      cash money NULL, yes bit NULL, born date NULL, at datetime2(7) NULL, old datetime NULL, tiny tinyint NULL,
      uid uniqueidentifier NULL, name nvarchar(50) NULL, lastmodifieddate datetime2(3) NULL)`);
    await source().members.run(`INSERT INTO dbo.exact_values VALUES
      (1, 9223372036854775807, 12345678901234.5678, 12.3456, 1, '1979-02-25', '2026-01-05T10:20:30.1234567',
       '2026-01-05T10:20:30.003', 255, '0E984725-C51C-4BF4-9960-E1C80E27ABA0', N'Ñandú 🦤', '2026-01-05'),
      (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`);
    const columns = ['id', 'big', 'dec', 'cash', 'yes', 'born', 'at', 'old', 'tiny', 'uid', 'name'];

    const rows = await read('dbo.exact_values', columns, ['1', '2', '3']);

    expect(rows.get('1')).toEqual({
      key: '1',
      version: '2026-01-05T00:00:00.000',
      values: {
        id: '1',
        big: '9223372036854775807',
        dec: '12345678901234.5678',
        cash: '12.3456',
        yes: '1',
        born: '1979-02-25',
        at: '2026-01-05T10:20:30.1234567',
        old: '2026-01-05T10:20:30.003',
        tiny: '255',
        uid: '0E984725-C51C-4BF4-9960-E1C80E27ABA0',
        name: 'Ñandú 🦤',
      },
    });
    expect(rows.get('2')?.values['dec']).toBeNull();
    expect(rows.has('3')).toBe(false);
  });

  it('are called as the mapping file calls them, whatever the case of the column', async () => {
    await source().members.run(
      'CREATE TABLE dbo.loud (ID int NOT NULL PRIMARY KEY, NOMBRE nvarchar(50) NULL, lastmodifieddate datetime2(3) NULL)',
    );
    await source().members.run("INSERT INTO dbo.loud VALUES (1, N'Peña', NULL)");
    const rows = await read('dbo.loud', ['id', 'Nombre'], ['1']);
    expect(rows.get('1')?.values).toEqual({ id: '1', Nombre: 'Peña' });
  });
});

describe('columns of an alias type', () => {
  it('are read by the type behind it, which a login sees without seeing the alias', async () => {
    const { members, server } = source();
    await members.run('CREATE TYPE dbo.Numero FROM varchar(20) NOT NULL');
    await members.run('CREATE TYPE dbo.Sello FROM datetime2(3)');
    await members.run(
      'CREATE TABLE dbo.aliased (id dbo.Numero NOT NULL PRIMARY KEY, name nvarchar(50) NULL, lastmodifieddate dbo.Sello NULL)',
    );
    await members.run(`INSERT INTO dbo.aliased VALUES ('A-1', N'Peña', '2026-01-05T10:20:30.123')`);
    const database = createDatabase(server.connectionStringFor('reader'));
    try {
      const mapping = mappingOf('dbo.aliased', ['id', 'name']);
      const table = await describeTable(database, mapping);
      expect([table.key.declaredType, table.changedAt.declaredType]).toEqual(['varchar(20)', 'datetime2(3)']);
      const rows = await createRowReader(database, async () => table).read(['A-1']);
      expect(rows.get('A-1')).toMatchObject({
        version: '2026-01-05T10:20:30.123',
        values: { id: 'A-1', name: 'Peña' },
      });
    } finally {
      await database.close();
    }
  });
});

describe('keys', () => {
  it.each([
    ['int', '42', "'42'", ['x', '1e3', '2147483648', '']],
    ['bigint', '9007199254740993', "'9007199254740993'", ['x', '1.5']],
    [
      'uniqueidentifier',
      '0E984725-C51C-4BF4-9960-E1C80E27ABA0',
      "'0E984725-C51C-4BF4-9960-E1C80E27ABA0'",
      ['42'],
    ],
    ['nvarchar(20)', 'O\'Ñandú "1"', "N'O''Ñandú \"1\"'", ['42']],
  ])(
    'of type %s find their row; what cannot be such a key has none',
    async (type, key, literal, impossible) => {
      const table = `dbo.keys_${type.replace(/\W/g, '')}`;
      await source().members.run(
        `CREATE TABLE ${table} (id ${type} NOT NULL PRIMARY KEY, lastmodifieddate datetime2(3) NULL)`,
      );
      await source().members.run(`INSERT INTO ${table} VALUES (${literal}, '2026-01-05')`);
      expect([...(await read(table, ['id'], [key, ...impossible])).keys()]).toEqual([key]);
      expect((await read(table, ['id'], impossible)).size).toBe(0);
    },
  );

  it.each([
    ['char(20)', "'A-1'", 'A-1', ['A-1', 'a-1', 'A-1'.padEnd(20)]],
    ['nchar(20)', "N'Ñ-1'", 'Ñ-1', ['Ñ-1', 'Ñ-1 ']],
    ['varchar(20)', "' A-1'", ' A-1', [' A-1', ' a-1 ']],
    ['varchar(20)', "'A-1\t'", 'A-1\t', ['A-1\t', 'a-1\t ']],
    ['uniqueidentifier', `'${GUID}'`, GUID, [GUID, GUID.toLowerCase(), `{${GUID}}`]],
    ['int', '7', '7', ['7', '007', '+7', ' 7 ']],
  ])(
    'of type %s: %s is %j by each of its spellings, and each is answered by the text asked for',
    async (type, literal, key, asked) => {
      const table = `dbo.spelled_${++tables}`;
      await source().members.run(
        `CREATE TABLE ${table} (id ${type} NOT NULL PRIMARY KEY, lastmodifieddate datetime2(3) NULL)`,
      );
      await source().members.run(`INSERT INTO ${table} (id) VALUES (${literal})`);
      const rows = await read(table, ['id'], asked);
      expect([...rows.keys()].sort()).toEqual([...asked].sort());
      expect(new Set([...rows.values()].map((row) => row.key))).toEqual(new Set([key]));
      const mapping = mappingOf(table, ['id']);
      const scan = createRowScan(source().database, () => describeTable(source().database, mapping));
      const seen = [];
      for await (const page of scan.inKeyOrder(null)) seen.push(...page.map((row) => row.key));
      expect(seen).toEqual([key]);
    },
  );

  it('that no column could hold are not found, and SQL Server is not asked', async () => {
    const mapping = mappingOf('dbo.hb_contacts', ['numero_asociado']);
    const table = await describeTable(source().database, mapping);
    const key = 'L'.repeat(20);
    await source().members.run(`INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('${key}')`);
    const reader = createRowReader(source().database, async () => table);
    const scan = createRowScan(source().database, async () => table);
    const before = source().server.statements().length;
    expect(await reader.read([`${key}L`])).toEqual(new Map());
    expect(await scan.unlike([`${key}L`])).toEqual(new Map([[`${key}L`, undefined]]));
    expect(source().server.statements().length).toBe(before);
    expect([...(await reader.read([`${key}L`, key])).keys()]).toEqual([key]);
  });

  it('that are gone or spelled otherwise by now are named, the latter with their row', async () => {
    await source().members.run(
      `INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('u-1'), (' U-2'), ('U-3')`,
    );
    const mapping = mappingOf('dbo.hb_contacts', ['numero_asociado']);
    const scan = createRowScan(source().database, () => describeTable(source().database, mapping));
    expect(await scan.unlike(['U-1', 'u-1', 'U-2', ' U-2', 'U-3', 'U-3 ', 'U-4'])).toEqual(
      new Map([
        ['U-1', 'u-1'],
        ['U-2', undefined],
        ['U-4', undefined],
      ]),
    );
  });

  it('of which a table without a unique key has several name each other', async () => {
    await source().members.run(
      'CREATE TABLE dbo.twins (id varchar(20) NOT NULL, lastmodifieddate datetime2(3) NULL)',
    );
    await source().members.run(`INSERT INTO dbo.twins (id) VALUES ('a-1'), ('A-1'), ('A-2')`);
    const rows = await read('dbo.twins', ['id'], ['A-1', 'A-2']);
    expect(rows.get('A-1')).toMatchObject({ key: 'A-1', twins: ['a-1'] });
    expect(rows.get('A-2')).not.toHaveProperty('twins');
  });

  it('are found whatever their case, and the row says how SQL Server spells them', async () => {
    await source().members.run(`INSERT INTO dbo.hb_contacts (numero_asociado) VALUES ('A-Xy')`);
    const rows = await read('dbo.hb_contacts', ['numero_asociado'], ['a-xY']);
    expect(rows.get('a-xY')?.key).toBe('A-Xy');
  });
});

describe('a column whose type has no exact text', () => {
  it('is refused by name', async () => {
    await source().members.run(
      'CREATE TABLE dbo.blobs (id int NOT NULL PRIMARY KEY, photo varbinary(100) NULL, lastmodifieddate datetime2(3) NULL)',
    );
    await expect(read('dbo.blobs', ['id', 'photo'], ['1'])).rejects.toThrow(
      /"photo" \(.*contacts\.yaml:\d+: fields\[\d+\]\.column\) as varbinary/,
    );
  });
});
