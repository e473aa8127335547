import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { ConfigurationError } from '../../../shared/errors.ts';
import { DEFAULT_MAPPING_FILE } from '../../support/mappingFile.ts';

const shipped = readFileSync(DEFAULT_MAPPING_FILE, 'utf8');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string, env: Record<string, string> = {}) {
  const path = join(folder, 'contacts.yaml');
  writeFileSync(path, text);
  return loadMapping(path, env);
}

function problemsOf(text: string): readonly string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  throw new Error('The mapping was accepted.');
}

/** Line of the last occurrence, counted from 1. */
const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

/** What stands where the wrong words do not: the line of what they contradict. */
const IN_ANOTHER_LINE = new Set(['a key that may be left out']);

describe('the mapping file', () => {
  it('that ships is valid and holds every field of the cooperative', () => {
    expect(load(shipped).fields).toHaveLength(28);
  });

  it('replaces ${NAME} by the setting NAME', () => {
    const text = shipped.replace('dbo.hb_contacts', '${SOURCE_TABLE}');
    expect(load(text, { SOURCE_TABLE: 'crm.members' }).source.table).toBe('crm.members');
  });

  it('takes a number and a word from settings, in a flow as well', () => {
    const text = shipped
      .replace('pageSize: 1000', 'pageSize: ${PAGE}')
      .replace('1: Soltero', '1: ${SINGLE}')
      .replace('label: No. de cédula,', "label: '${LABEL} de identidad',");
    const mapping = load(text, { PAGE: '250', SINGLE: 'soltero: # {a}', LABEL: '12' });
    expect(mapping.sync.pageSize).toBe(250);
    expect(mapping.fields[9]?.options?.['1']).toBe('soltero: # {a}');
    expect(mapping.fields[1]?.label).toBe('12 de identidad');
  });

  it('may speak of ${NAME} in comments', () => {
    const text = shipped.replace('clock: utc', 'clock: utc # not ${NOWHERE}\n  # nor ${NOWHERE}');
    expect(load(text).source.clock).toBe('utc');
  });

  it.each([
    [
      'an unknown rule',
      'rule: cedula, required',
      'rule: cedulla, required',
      'fields[1].rule (column no__de_cedula)',
      'cedula',
    ],
    [
      'an unknown key',
      'required: true }',
      'requierd: true }',
      'fields[0] (column numero_asociado)',
      'requierd',
    ],
    ['a wrong number', 'overlapSeconds: 300', 'overlapSeconds: -1', 'source.overlapSeconds', '0'],
    [
      'a column named twice',
      'column: no__de_cedula,',
      'column: numero_asociado,',
      'fields[1].column',
      'second time',
    ],
    ['a bad table', 'dbo.hb_contacts', 'hb_contacts; --', 'source.table', 'schema.table'],
    ['a key that is no field', 'key: numero_asociado', 'key: socio', 'source.key', 'socio'],
    [
      'an unknown key far from any',
      'clock: utc',
      'zzz: utc',
      'source',
      '"zzz" is not known here; the nearest known key is "key"',
    ],
    [
      'an unknown key of a block',
      'beneficiaries:',
      'benificiaries:',
      'the file',
      'the nearest known key is "beneficiaries"',
    ],
    [
      'another word',
      'compare: ledger',
      'compare: legder',
      'sync.compare',
      'the nearest to "legder" is "ledger"',
    ],
    [
      'options of no option rule',
      'rule: birthDate }',
      'rule: birthDate, options: { a: b } }',
      'fields[8].options (column date_of_birth)',
      'only under option',
    ],
    [
      'a pattern that is none',
      'rule: numero,',
      "rule: numero, pattern: '(',",
      'fields[0].pattern',
      'no regular expression',
    ],
    [
      'a limit that is no salary',
      'atMost: salario_bruto_semanal_o_quincenal',
      'atMost: email',
      'fields[13].atMost',
      'of rule salary',
    ],
    ['a place twice', 'rule: canton }', 'rule: provincia }', 'fields[11].rule', 'second time'],
    [
      'a column that differs by case only',
      'column: no__de_cedula,',
      'column: NUMERO_ASOCIADO,',
      'fields[1].column',
      'second time',
    ],
    [
      'slots without a number',
      'name: nombre_y_apellidos__beneficiario_{nn}_',
      'name: beneficiario_nombre',
      'beneficiaries.columns.name',
      '{n}',
    ],
    [
      'slots that are no names',
      'name: nombre_y_apellidos__beneficiario_{nn}_',
      'name: beneficiario {n}',
      'beneficiaries.columns.name',
      'no SQL Server name',
    ],
    [
      'a key that may be left out',
      'rule: numero, required: true',
      'rule: numero, required: true, sensitive: true',
      'source.key',
      'cannot be sensitive',
    ],
    [
      'a key that is another field’s',
      'keyProperty: numero_asociado_clave',
      'keyProperty: email',
      'hubspot.keyProperty',
      'column "email"',
    ],
  ])(
    'with %s is refused by file, line and field, saying what is allowed',
    (what, right, wrong, field, hint) => {
      const text = shipped.replace(right, wrong);
      const [problem = ''] = problemsOf(text);
      expect(text).not.toBe(shipped);
      expect(problem).toMatch(/contacts\.yaml:\d+: /);
      if (!IN_ANOTHER_LINE.has(what)) expect(problem).toContain(`contacts.yaml:${lineOf(text, wrong)}: `);
      expect(problem).toContain(field);
      expect(problem).toContain(hint);
    },
  );

  it('with several unknown keys names each in its line', () => {
    const text = shipped.replace('clock: utc', 'clok: utc\n  overlap: 3');
    expect(problemsOf(text)).toEqual([
      expect.stringContaining(`contacts.yaml:${lineOf(text, 'clok')}: source: "clok" is not known here`),
      expect.stringContaining(
        `contacts.yaml:${lineOf(text, 'overlap: 3')}: source: "overlap" is not known here`,
      ),
    ]);
  });

  it('may have 10 beneficiaries by one number', () => {
    const { fields } = load(shipped.replace('slots: 4', 'slots: 10'));
    expect(fields).toHaveLength(46);
    expect(fields.at(-1)).toMatchObject({
      column: 'porcentaje__beneficiario_10_',
      property: 'porcentaje__beneficiario_10_',
      label: 'Porcentaje (beneficiario 10)',
      slot: 10,
      rule: 'percentage',
      set: 'beneficiaries',
      sensitive: true,
    });
  });

  it('may leave the beneficiaries out, or part of what is known of them', () => {
    const without = shipped.slice(0, shipped.indexOf('# Slots 1 to'));
    expect(load(without).fields).toHaveLength(16);
    const part = shipped.replace('    cedula: numero_de_cedula__beneficiario_{n}_\n', '');
    expect(load(part).fields).toHaveLength(24);
  });

  it('may name properties and labels of beneficiaries apart', () => {
    const text = `${shipped}  properties: { name: 'ben_{n}' }\n`.replace(/ {2}labels:\n( {4}.*\n)+/, '');
    const [name, cedula] = load(text).fields.slice(16);
    expect(name).toMatchObject({
      column: 'nombre_y_apellidos__beneficiario_01_',
      property: 'ben_1',
      label: 'Beneficiario 1',
    });
    expect(cedula).toMatchObject({
      property: 'numero_de_cedula__beneficiario_1_',
      label: 'Cédula del beneficiario 1',
    });
  });

  it('may list the columns of each beneficiary, whatever they are called', () => {
    const columns =
      '[{ name: conyuge, percentage: parte }, { name: hijo3, cedula: ced, percentage: parte_b }]';
    const text = shipped.replace(/ {2}slots: 4\n {2}columns:\n( {4}.*\n)+/, `  columns: ${columns}\n`);
    const fields = load(text).fields.slice(16);
    expect(fields.map(({ column, slot, isOptional }) => [column, slot, isOptional])).toEqual([
      ['conyuge', 1, false],
      ['parte', 1, false],
      ['hijo3', 2, true],
      ['ced', 2, true],
      ['parte_b', 2, true],
    ]);
    expect(fields[3]?.label).toBe('Número de cédula (beneficiario 2)');
    expect(fields[3]?.place).toMatch(/contacts\.yaml:\d+: beneficiaries\.columns\[1\]\.cedula$/);
  });

  it.each([
    [
      'a misspelt part',
      '[{ name: a, percentaje: b }]',
      'beneficiaries.columns[0]: "percentaje" is not known',
    ],
    [
      'a part that is no name',
      '[{ name: a b }]',
      'beneficiaries.columns[0].name: "a b" is no SQL Server name',
    ],
    ['nobody', '[]', 'beneficiaries.columns'],
    ['neither', 'seven', 'beneficiaries.columns'],
  ])('refuses a list of beneficiaries with %s', (_, columns, problem) => {
    const text = shipped.replace(/ {2}slots: 4\n {2}columns:\n( {4}.*\n)+/, `  columns: ${columns}\n`);
    expect(problemsOf(text)[0]).toContain(`contacts.yaml:${lineOf(text, '  columns: ')}: ${problem}`);
  });

  it.each([
    [
      'templates without a number of slots',
      shipped.replace('  slots: 4\n', ''),
      'beneficiaries.columns: are templates',
    ],
    [
      'a list of another length than the slots',
      `${shipped}  properties: [{ name: a }]\n`,
      'beneficiaries.properties: names 1 of 4 slots',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('that is no YAML is refused by line', () => {
    expect(problemsOf(`${shipped}\n  - {`)[0]).toMatch(/contacts\.yaml:\d+: not valid YAML/);
  });

  it('with a placeholder that no setting fills is refused by line and name', () => {
    const text = shipped.replace('dbo.hb_contacts', '${NOWHERE}');
    expect(problemsOf(text)[0]).toContain(
      `contacts.yaml:${lineOf(text, '${NOWHERE}')}: the setting NOWHERE is not set`,
    );
  });

  it('that does not exist is refused by the setting that names it', () => {
    expect(() => loadMapping(join(folder, 'none.yaml'), {})).toThrow(
      /SYNC_CONFIG: .*none\.yaml cannot be read \(ENOENT\)/,
    );
  });
});
