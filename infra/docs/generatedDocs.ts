import { fileURLToPath } from 'node:url';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { codesTable } from './codesTable.ts';
import { fieldsTable } from './fieldsTable.ts';
import { mappingJsonSchema } from './mappingJsonSchema.ts';
import { telemetryTable } from './telemetryTable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every generated file by its path in the repository. */
export function generatedDocs(): Readonly<Record<string, string>> {
  const mapping = loadMapping(`${root}shared/config/contacts.yaml`, {});
  return {
    'docs/fields.md': fieldsTable(mapping),
    'docs/codes.md': codesTable(),
    'docs/telemetry.md': telemetryTable(),
    'shared/config/contacts.schema.json': mappingJsonSchema(),
  };
}
