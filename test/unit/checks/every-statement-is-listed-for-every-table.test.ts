import { describe, expect, it } from 'vitest';
import { STATEMENTS } from '../../../shared/source/statements.ts';
import { readExampleTable } from '../../checks/exampleTable.ts';
import { listStatements } from '../../checks/listStatements.ts';
import { tableVariants } from '../../checks/tableVariants.ts';
import { testMapping } from '../../support/mappingFile.ts';

const variants = tableVariants(testMapping());
const listed = listStatements(variants);

describe('the statements that are checked', () => {
  it('are all of the catalogue, none forgotten', () => {
    const names = new Set(listed.map(({ name }) => name.replace(/ \[.*/, '')));
    expect([...names].sort()).toEqual(Object.keys(STATEMENTS).sort());
  });

  it('come once when they do not depend on the table, and once a table when they do', () => {
    const times = (wanted: string) =>
      listed.filter(({ name }) => name.replace(/ \[.*/, '') === wanted).length;
    expect(times('describeColumns')).toBe(1);
    expect(times('keysFromStamp')).toBe(variants.length);
  });

  it('carry their parameters as T-SQL declares them', () => {
    const statement = listed.find(({ name }) => name === 'firstKeys');
    expect(statement?.parameters).toEqual({ '@pageSize': 'int' });
  });
});

describe('the tables they are checked against', () => {
  it('are every kind of key with every kind of stamp, the example table among them', () => {
    expect(variants).toHaveLength(15);
    expect(variants.filter(({ label }) => label === '').map(({ table }) => table.name)).toEqual([
      'dbo.hb_contacts',
    ]);
    const types = variants.map(({ table }) => [table.key.declaredType, table.changedAt.declaredType]);
    expect(types).toContainEqual(['uniqueidentifier', 'datetime']);
    expect(types).toContainEqual(['bigint', 'datetime2(7)']);
  });

  it('have a rowversion column and change tracking', () => {
    for (const { script } of variants) {
      expect(script).toContain('rv rowversion NOT NULL');
      expect(script).toContain('ENABLE CHANGE_TRACKING');
    }
  });

  it('cannot be built when the mapping reads a column that the script does not declare', () => {
    const mapping = testMapping([[['fields', 4, 'column'], 'correo']]);
    expect(() => tableVariants(mapping)).toThrow('correo');
  });

  it('cannot be read from a script with a line that is not understood', () => {
    const script = 'CREATE TABLE dbo.t (\n    id int NOT NULL,\n    x AS id + 1,\n);\n';
    expect(() => readExampleTable(script)).toThrow('"x AS id + 1,"');
  });
});
