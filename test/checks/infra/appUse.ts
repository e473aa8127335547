import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SETTING_NAMES } from '../../../shared/config/settings.ts';
import { startWorkerProcess } from '../../standins/functions/host/workerProcess.ts';
import type { Registration } from '../../standins/functions/protocol.ts';
import { ROOT } from './environments.ts';

/** What the app needs of its surroundings, as its source says. */
export interface AppUse {
  /** Every setting it reads. */
  readonly settings: readonly string[];
  /** The settings of the example for a developer. */
  readonly sample: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
}

/** Reads the source: the schema of the settings, and every other place that takes one from the environment. */
export function readAppUse(): AppUse {
  const source = ['functions', 'shared']
    .flatMap((folder) => sourceOf(folder))
    .filter(({ path }) => !path.startsWith('shared/cli/'))
    .map(({ text }) => text)
    .join('\n');
  const mapping = readFileSync(join(ROOT, 'shared/config/contacts.yaml'), 'utf8').replace(/#.*$/gm, '');
  const sample = z
    .object({ Values: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'local.settings.sample.json'), 'utf8')));
  return {
    settings: [
      ...new Set([
        ...SETTING_NAMES,
        ...found(source, /\benv\[['"](\w+)['"]\]|\bsettingOr\(['"](\w+)['"]/g),
        ...found(mapping, /\$\{(\w+)\}/g),
      ]),
    ].sort(),
    sample: Object.keys(sample.Values),
    queues: found(source, /\b\w*QUEUE = '([a-z0-9-]+)'/g).flatMap((queue) => [queue, `${queue}-poison`]),
    tables: found(source, /\b\w*TABLE = '(\w+)'/g),
  };
}

/**
 * What the built app registers when it is started with these settings.
 *
 * @throws when `dist/` does not load.
 */
export async function readRegistrations(
  settings: Readonly<Record<string, string>>,
): Promise<readonly Registration[]> {
  const worker = startWorkerProcess(join(ROOT, 'dist'), settings, () => undefined);
  const { functions, error } = await worker.loaded;
  worker.terminate();
  await worker.exited;
  if (error !== undefined) throw new Error(`dist/ does not load: ${error}`);
  return functions;
}

function sourceOf(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(ROOT, folder, path), 'utf8') }));
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match.slice(1).filter((name) => name !== undefined));
}
