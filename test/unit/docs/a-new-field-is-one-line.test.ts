import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fieldsTable } from '../../../infra/docs/fieldsTable.ts';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { fingerprint, mappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { propertyDefinitions } from '../../../shared/contacts/propertyDefinitions.ts';
import { inventAssociate } from '../../support/associates.ts';
import { DEFAULT_MAPPING_FILE, testMapping } from '../../support/mappingFile.ts';

const guide = readFileSync(fileURLToPath(new URL('../../../docs/extend.md', import.meta.url)), 'utf8');
const shipped = readFileSync(DEFAULT_MAPPING_FILE, 'utf8');
/** The line that the guide tells to add. */
const line = /```yaml\n(.+)\n```/.exec(guide)?.[1] ?? '';

function mappingWithTheLine() {
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-'));
  try {
    writeFileSync(join(folder, 'contacts.yaml'), shipped.replace(/^fields:$/m, `fields:\n${line}`));
    return loadMapping(join(folder, 'contacts.yaml'), {});
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('the line of the guide is enough: read, sent, fingerprinted, defined and documented', () => {
  const mapping = mappingWithTheLine();
  const row = { ...inventAssociate(7, '2026-01-05T00:00:00.000'), sucursal: ' Cartago  Centro ' };
  const { properties, findings } = mapRow(row, mapping);
  expect(findings).toEqual([]);
  expect(properties['sucursal']).toBe('Cartago Centro');
  expect(mapping.fields.map(({ column }) => column)).toContain('sucursal');
  expect(propertiesToSend(mapping)).toContain('sucursal');
  expect(propertyDefinitions(mapping)).toContainEqual({
    name: 'sucursal',
    label: 'Sucursal',
    groupName: 'hubspot_sync',
    type: 'string',
    fieldType: 'text',
  });
  expect(fieldsTable(mapping)).toContain('| `sucursal` | `sucursal` | Sucursal | string |');
  const before = testMapping();
  expect(fingerprint(properties, mappingVersion(mapping))).not.toBe(
    fingerprint(mapRow(row, before).properties, mappingVersion(before)),
  );
});

it('the guide explains every key of a field', () => {
  const schema = readFileSync(
    fileURLToPath(new URL('../../../shared/config/contacts.schema.json', import.meta.url)),
    'utf8',
  );
  const keys = Object.keys(JSON.parse(schema).properties.fields.items.properties);
  expect(keys.filter((key) => !guide.includes(`\`${key}\``))).toEqual([]);
});
