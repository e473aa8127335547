import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import type { Environment } from '../config/settings.ts';
import { ConfigurationError } from '../errors.ts';
import { packageFile } from './packageRoot.ts';

/** The settings, and where they were read. */
export interface FoundEnvironment {
  readonly env: Environment;
  /** The files that were read, in the order in which they count. */
  readonly files: readonly string[];
  /** Names of settings that two of them, or one and the environment, have with different values. */
  readonly overruled: readonly string[];
}

const MAPPING_FILE = 'shared/config/contacts.yaml';

const localSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

/**
 * The settings of a command: the environment first, then `.env`, then `local.settings.json` of the directory. Without a mapping file there,
 * the one that ships counts.
 *
 * @throws ConfigurationError for a file that cannot be read.
 */
export function readEnvironment(directory: string, env: Environment): FoundEnvironment {
  const files = [
    { name: '.env', parse: (text: string): Environment => parseEnv(text) },
    {
      name: 'local.settings.json',
      parse: (text: string): Environment => localSettings.parse(JSON.parse(text)).Values,
    },
  ].flatMap(({ name, parse }) => {
    const path = join(directory, name);
    return existsSync(path) ? [{ name, values: parsed(name, path, parse) }] : [];
  });
  const found: Record<string, string | undefined> = { ...env };
  const overruled = new Set<string>();
  for (const { values } of files) {
    for (const [name, value] of Object.entries(values)) {
      // An empty one counts as absent.
      if (!found[name]) found[name] = value;
      else if (value && found[name] !== value) overruled.add(name);
    }
  }
  if (!found['SYNC_CONFIG'] && !existsSync(join(directory, MAPPING_FILE)))
    found['SYNC_CONFIG'] = packageFile(MAPPING_FILE);
  return { env: found, files: files.map(({ name }) => name), overruled: [...overruled] };
}

function parsed(name: string, path: string, parse: (text: string) => Environment): Environment {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error
        ? `cannot be read (${String(error.code)})`
        : 'is not in its form';
    const form = name === '.env' ? 'lines of NAME=value' : '{"Values": {"NAME": "value"}}';
    throw new ConfigurationError([`${name} in this directory ${why}: write ${form}, or remove it.`]);
  }
}
