import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot, settingsOf } from '../../../infra/docs/snapshot.ts';
import { readAppUse, readRegistrations } from './appUse.ts';
import { type EnvironmentFiles, ROOT } from './environments.ts';
import { readQueryFiles } from './queryFiles.ts';
import type { Checked } from './rules/rule.ts';

/**
 * An environment by its committed snapshot, beside the app that was built last.
 *
 * @throws when the snapshot is missing, or `dist/` does not load.
 */
export async function readEnvironment({ name, snapshot: path }: EnvironmentFiles): Promise<Checked> {
  const snapshot = readSnapshot(join(ROOT, path));
  return {
    environment: name,
    snapshot,
    app: readAppUse(),
    functions: await readRegistrations(settingsOf(snapshot)),
    queries: readQueryFiles(),
    roles: readRoles(),
  };
}

function readRoles(): Readonly<Record<string, string>> {
  const text = readFileSync(join(ROOT, 'infra/modules/roles.bicep'), 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/^ {2}(\w+): '([0-9a-f-]{36})'$/gm)].map(([, name = '', id = '']) => [name, id]),
  );
}
