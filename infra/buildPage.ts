import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/** What the page starts with, under the names that `page.html` gives it. */
const ENTRIES = ['main.tsx', 'style.css', 'favicon.svg'];

/**
 * Builds the operations page into `folder`: the shell `page.html` and its assets. The name of an asset holds the hash of
 * its content, so that a browser may keep it for ever. Beside each file lie its compressed forms, `.br` and `.gz`.
 *
 * @returns what esbuild says went into which asset
 * @throws Error when the shell names an asset that is not built
 */
export async function buildPage(root: string, folder: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: `${root}shared/web`,
    entryPoints: ENTRIES,
    outdir: folder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    // One language at a time, and a view when it is opened.
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy' },
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const shell = readFileSync(`${root}shared/web/page.html`, 'utf8');
  writeFileSync(`${folder}/page.html`, withHashedNames(shell, readdirSync(folder)));
  for (const name of readdirSync(folder)) compress(`${folder}/${name}`);
  return metafile;
}

/** The shell lies at `…/operations`, its assets under `…/operations/`: their addresses are relative to the shell's folder. */
function withHashedNames(shell: string, names: readonly string[]): string {
  return shell.replace(
    /(?<=(?:src|href)=")(?<stem>[\w-]+)\.(?<ending>js|css|svg)(?=")/g,
    (name, stem, ending) => {
      const hashed = names.find((candidate) => isHashOf(candidate, stem, ending));
      if (hashed === undefined) throw new Error(`shared/web/page.html names ${name}, which is not built.`);
      return `operations/${hashed}`;
    },
  );
}

function isHashOf(name: string, stem: string, ending: string): boolean {
  return name.startsWith(`${stem}-`) && name.endsWith(`.${ending}`);
}

function compress(path: string): void {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}
