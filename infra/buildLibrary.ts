/**
 * Builds `lib/`, what programs import and `hubspot-sync` runs: JavaScript for Node 22, packages left outside. With `types` also the
 * declarations of what is exported.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { declareLibrary } from './declareLibrary.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildLibrary({ types }: { readonly types: boolean }): Promise<void> {
  const lib = `${root}lib`;
  if (types) rmSync(lib, { recursive: true, force: true });
  else removeOldChunks(`${lib}/chunks`);
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

/** Whoever runs an earlier build may still ask for a chunk of it, but not for long. */
const KEPT_MS = 3_600_000;

function removeOldChunks(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}
