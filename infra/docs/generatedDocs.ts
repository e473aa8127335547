import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { LANGUAGES, type Language } from '../../shared/outcomes/language.ts';
import { alertBlocks } from './alertBlocks.ts';
import { readAlertRules } from './alertRules.ts';
import { azureTable } from './azureTable.ts';
import { codeBlocks } from './codeBlocks.ts';
import { codesTable } from './codesTable.ts';
import { commandsTable } from './commandsTable.ts';
import { fieldsTable } from './fieldsTable.ts';
import { fillBlocks } from './fillBlocks.ts';
import { findProofs, type Proof } from './findProofs.ts';
import { ledgerTable } from './ledgerTable.ts';
import { listAlerts } from './listAlerts.ts';
import { mappingJsonSchema } from './mappingJsonSchema.ts';
import { proofBlocks } from './proofBlocks.ts';
import { roomsBlock } from './roomsBlock.ts';
import { routesTable } from './routesTable.ts';
import { settingsTable } from './settingsTable.ts';
import { readSnapshot } from './snapshot.ts';
import { telemetryTable } from './telemetryTable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every generated file by its path in the repository. */
export function generatedDocs(): Readonly<Record<string, string>> {
  const architecture = readFileSync(`${root}ARCHITECTURE.md`, 'utf8');
  const mapping = loadMapping(`${root}shared/config/contacts.yaml`, {});
  return {
    'docs/reference/fields.md': fieldsTable(mapping),
    'docs/reference/settings.md': settingsTable(),
    'docs/reference/routes.md': routesTable(),
    'docs/reference/commands.md': commandsTable(),
    'docs/reference/codes.md': codesTable(),
    'docs/reference/ledger.md': ledgerTable(),
    'docs/reference/telemetry.md': telemetryTable(),
    'docs/reference/azure.md': azureTable(readSnapshots()),
    'shared/config/contacts.schema.json': mappingJsonSchema(),
    ...runbooks(),
    [MANUAL]: fillBlocks(readFileSync(`${root}${MANUAL}`, 'utf8'), codeBlocks()),
    'ARCHITECTURE.md': fillBlocks(architecture, {
      rooms: roomsBlock(),
      ...proofBlocks(architecture, readProofs()),
    }),
  };
}

const MANUAL = 'docs/es/manual-de-operacion.md';

/** Of both languages, with what the data say of each alert. */
export const RUNBOOKS: Readonly<Record<Language, string>> = {
  en: 'docs/runbook.md',
  es: 'docs/es/guia-de-alertas.md',
};

function runbooks(): Readonly<Record<string, string>> {
  const alerts = listAlerts(readSnapshot(`${root}infra/parameters/prod.snapshot.json`), readAlertRules());
  return Object.fromEntries(
    LANGUAGES.map((language) => {
      const path = RUNBOOKS[language];
      const text = readFileSync(`${root}${path}`, 'utf8');
      return [path, fillBlocks(text, alertBlocks({ path, text }, alerts, language))];
    }),
  );
}

const ENVIRONMENTS = ['dev', 'staging', 'prod'];

function readSnapshots() {
  return Object.fromEntries(
    ENVIRONMENTS.map((name) => [name, readSnapshot(`${root}infra/parameters/${name}.snapshot.json`)]),
  );
}

/** The marks of all tests, in the order of their paths. */
function readProofs(): readonly Proof[] {
  return readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .sort()
    .flatMap((path) => findProofs(`test/${path}`, readFileSync(`${root}test/${path}`, 'utf8')));
}
