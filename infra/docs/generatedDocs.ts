import { fileURLToPath } from 'node:url';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { azureTable } from './azureTable.ts';
import { codesTable } from './codesTable.ts';
import { fieldsTable } from './fieldsTable.ts';
import { ledgerTable } from './ledgerTable.ts';
import { mappingJsonSchema } from './mappingJsonSchema.ts';
import { settingsTable } from './settingsTable.ts';
import { readSnapshot } from './snapshot.ts';
import { telemetryTable } from './telemetryTable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every generated file by its path in the repository. */
export function generatedDocs(): Readonly<Record<string, string>> {
  const mapping = loadMapping(`${root}shared/config/contacts.yaml`, {});
  return {
    'docs/fields.md': fieldsTable(mapping),
    'docs/settings.md': settingsTable(),
    'docs/codes.md': codesTable(),
    'docs/ledger.md': ledgerTable(),
    'docs/telemetry.md': telemetryTable(),
    'docs/azure.md': azureTable(readSnapshots()),
    'shared/config/contacts.schema.json': mappingJsonSchema(),
  };
}

const ENVIRONMENTS = ['dev', 'staging', 'prod'];

function readSnapshots() {
  return Object.fromEntries(
    ENVIRONMENTS.map((name) => [name, readSnapshot(`${root}infra/parameters/${name}.snapshot.json`)]),
  );
}
