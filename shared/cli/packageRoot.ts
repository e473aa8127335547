import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A file of the package, from beside the built program or its source; undefined where it is not there. */
export function packageFile(path: string): string | undefined {
  const places = ['../', '../../'].map((up) => fileURLToPath(new URL(`${up}${path}`, import.meta.url)));
  return places.find((place) => existsSync(place));
}

/** The version of the package. */
export function readVersion(): string {
  const path = packageFile('package.json');
  const text = path === undefined ? '{}' : readFileSync(path, 'utf8');
  return z.object({ version: z.string().default('unknown') }).parse(JSON.parse(text)).version;
}
