import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const RELATIVE = /(from |import\()'(\.[^']*)\.ts'/g;

/**
 * Writes the declarations of `shared/index.ts`, and of what they name, into `folder`. They are those of the source, with the endings that
 * built files have.
 */
export async function declareLibrary(root: string, folder: string): Promise<void> {
  const made = mkdtempSync(`${root}.lib-`);
  try {
    const project = join(made, 'tsconfig.json');
    writeFileSync(project, JSON.stringify(projectFor(root, made)));
    await promisify(execFile)(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', project]);
    copyWithNamed('index.d.ts', made, folder, new Set());
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Declarations only: `npm run check` has checked the types. */
function projectFor(root: string, outDir: string): object {
  return {
    extends: `${root}tsconfig.json`,
    compilerOptions: {
      noEmit: false,
      noCheck: true,
      declaration: true,
      emitDeclarationOnly: true,
      outDir,
      rootDir: `${root}shared`,
      typeRoots: [`${root}node_modules/@types`],
    },
    files: [`${root}shared/index.ts`],
    include: [],
  };
}

function copyWithNamed(file: string, from: string, to: string, done: Set<string>): void {
  if (done.has(file)) return;
  done.add(file);
  const text = readFileSync(join(from, file), 'utf8');
  mkdirSync(dirname(join(to, file)), { recursive: true });
  writeFileSync(join(to, file), text.replace(RELATIVE, "$1'$2.js'"));
  for (const [, , named = ''] of text.matchAll(RELATIVE))
    copyWithNamed(join(dirname(file), `${named}.d.ts`), from, to, done);
}
