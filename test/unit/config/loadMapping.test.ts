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

describe('the mapping file', () => {
  it('that ships is valid and holds every field of the cooperative', () => {
    expect(load(shipped).fields).toHaveLength(28);
  });

  it('replaces ${NAME} by the setting NAME', () => {
    const text = shipped.replace('dbo.hb_contacts', '${SOURCE_TABLE}');
    expect(load(text, { SOURCE_TABLE: 'crm.members' }).source.table).toBe('crm.members');
  });

  it.each([
    [
      'an unknown rule',
      'rule: cedula, required',
      'rule: cedulla, required',
      'fields[1].rule (column cedula)',
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
      'column: cedula,',
      'column: numero_asociado,',
      'fields[1].column',
      'second time',
    ],
    ['a bad table', 'dbo.hb_contacts', 'hb_contacts; --', 'source.table', 'schema.table'],
    ['a key that is no field', 'key: numero_asociado', 'key: socio', 'source.key', 'socio'],
  ])('with %s is refused by file, line and field, saying what is allowed', (_, right, wrong, field, hint) => {
    const text = shipped.replace(right, wrong);
    const [problem = ''] = problemsOf(text);
    expect(problem).toContain(`contacts.yaml:${lineOf(text, wrong)}: `);
    expect(problem).toContain(field);
    expect(problem).toContain(hint);
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
