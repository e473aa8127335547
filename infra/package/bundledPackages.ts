import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { z } from 'zod';

/** A package that a build took files from. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it. */
  readonly licence: string;
}

/** The innermost package that a file is of; in it may lie manifests that say no more than the type of modules. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z
    .union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)])
    .default('none'),
});

/** Licences that ask for no more than their notice, which the build puts beside the bundle. */
const ALLOWED: ReadonlySet<string> = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
]);

/** The packages that a build took in, each version once, by name. */
export function packagesIn({ inputs }: Metafile, root: string): readonly BundledPackage[] {
  const folders = new Set(Object.keys(inputs).flatMap((path) => PACKAGE.exec(path)?.[0] ?? []));
  const found = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
    const { license: licence, ...named } = manifestSchema.parse(JSON.parse(text));
    found.set(`${named.name}@${named.version}`, { ...named, licence });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One sentence for each package whose licence nobody has looked at. */
export function findLicenceFaults(packages: readonly BundledPackage[]): readonly string[] {
  return packages
    .filter(({ licence }) => !ALLOWED.has(licence))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version} is under the licence ${licence}, which infra/package/bundledPackages.ts does not allow: look at what it asks for.`,
    );
}
