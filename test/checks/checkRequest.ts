import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { SCRIPTS_FOLDER } from './exampleTable.ts';
import { listStatements } from './listStatements.ts';
import { allowedFindings } from './reviewedNames.ts';
import type { CheckRequest, SqlFile } from './runChecker.ts';
import { tableVariants } from './tableVariants.ts';

const MAPPING_FILE = fileURLToPath(new URL('../../shared/config/contacts.yaml', import.meta.url));

/** Everything there is to check: all statements of the app, all scripts of `infra/sql`. */
export function checkRequest(): CheckRequest {
  const variants = tableVariants(loadMapping(MAPPING_FILE, {}));
  return {
    schema: variants.map(({ script, table }) => ({ file: table.name, text: script })),
    scripts: readScripts(),
    statements: listStatements(variants),
    allowed: allowedFindings(),
  };
}

function readScripts(): SqlFile[] {
  return readdirSync(SCRIPTS_FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ file: `infra/sql/${name}`, text: readFileSync(SCRIPTS_FOLDER + name, 'utf8') }));
}
