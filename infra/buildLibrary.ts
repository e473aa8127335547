/**
 * Builds `lib/`, what programs import and `hubspot-sync` runs: JavaScript for Node 22, packages left outside. With `types` also the
 * declarations of what is exported.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { declareLibrary } from './declareLibrary.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildLibrary({ types }: { readonly types: boolean }): Promise<void> {
  const lib = `${root}lib`;
  // Of an earlier build only chunks may be left over, and whoever runs one of them still has it.
  if (types) rmSync(lib, { recursive: true, force: true });
  await Promise.all([
    build({
      absWorkingDir: root,
      entryPoints: { 'hubspot-sync': 'shared/cli/hubspotSync.ts', index: 'shared/index.ts' },
      outdir: lib,
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node22',
      // Names of classes are names of errors.
      keepNames: true,
      legalComments: 'none',
      logLevel: 'warning',
    }),
    types ? declareLibrary(root, `${lib}/types`) : undefined,
  ]);
}
