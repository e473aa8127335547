import { describe, expect, it } from 'vitest';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { preflight } from '../../../shared/source/preflight.ts';
import { createRowReader } from '../../../shared/source/rowReader.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { useSource } from '../../support/useSource.ts';

const mapping = testMapping();
const PAST = '2026-01-05T00:00:00.000';

describe('the cooperative’s own table, with one beneficiary,', () => {
  const source = useSource();

  it('is read as it is, and the preflight names the slots it has', async () => {
    const table = await describeTable(source().database, mapping);
    expect(table.columns).toHaveLength(19);
    const [columns] = await preflight(source().database, mapping);
    expect(columns).toMatchObject({ check: 'columns', level: 'ok' });
    expect(columns?.message.en).toContain('Slots of beneficiaries in the table: 1, of 4');
  });

  it('gives a row the slots that were added to it, in any case, and leaves out the one between', async () => {
    for (const column of [
      'NOMBRE_Y_APELLIDOS__BENEFICIARIO_03_ nvarchar(200)',
      'numero_de_cedula__beneficiario_3_ varchar(20)',
      'porcentaje__beneficiario_3_ decimal(5, 2)',
    ])
      await source().members.run(`ALTER TABLE dbo.hb_contacts ADD ${column} NULL`);
    await source().members.insert([inventAssociate(1, PAST)]);
    const describeNow = () => describeTable(source().database, mapping);
    const [row] = (await createRowReader(source().database, describeNow).read([numberOf(1)])).values();
    expect(Object.keys(row?.values ?? {}).filter((column) => /beneficiario_0?3_/.test(column))).toHaveLength(
      3,
    );
    expect(Object.keys(row?.values ?? {}).filter((column) => /beneficiario_0?[24]_/.test(column))).toEqual(
      [],
    );
    const [columns] = await preflight(source().database, mapping);
    expect(columns?.message.en).toContain('in the table: 1, 3, of 4');
  });

  it('is refused when it has only some columns of a slot, naming what is missing and where that stands', async () => {
    await source().members.run(
      'ALTER TABLE dbo.hb_contacts ADD porcentaje__beneficiario_2_ decimal(5, 2) NULL',
    );
    const problem = describeTable(source().database, mapping);
    await expect(problem).rejects.toThrow(
      /no column "nombre_y_apellidos__beneficiario_02_" \(.*contacts\.yaml:\d+: beneficiaries\.columns\.name, slot 2/,
    );
    await expect(problem).rejects.toThrow(
      /"numero_de_cedula__beneficiario_2_" \(.*beneficiaries\.columns\.cedula/,
    );
    await expect(problem).rejects.not.toThrow(/beneficiario_0?[34]_/);
  });
});

describe('a table without any beneficiary', () => {
  const source = useSource();

  it('is refused: the first slot is no matter of choice', async () => {
    await source().members.run(
      `CREATE TABLE dbo.plain (${mapping.fields
        .filter(({ set }) => set === undefined)
        .map(({ column }) => `${column} nvarchar(100) NULL`)
        .join(', ')}, lastmodifieddate datetime2(3) NULL)`,
    );
    const plain = { ...mapping, source: { ...mapping.source, table: 'dbo.plain' } };
    await expect(describeTable(source().database, plain)).rejects.toThrow(
      /"porcentaje__beneficiario_1_" \(.*contacts\.yaml:\d+: beneficiaries\.columns\.percentage\)/,
    );
  });
});
