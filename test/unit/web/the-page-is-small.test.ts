import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Metafile, stop } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPage } from '../../../infra/buildPage.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder = '';
let metafile: Metafile;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-page-'));
  metafile = await buildPage(root, folder);
  await stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

const plainFiles = () => readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name));
const sizeOf = (name: string, ending = '') => statSync(`${folder}/${name}${ending}`).size;
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
const named = (stem: string) => plainFiles().filter((name) => name.startsWith(`${stem}-`));

/** What a script cannot run without. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}`))?.[1];
  for (const { path, kind } of output?.imports ?? []) {
    if (kind === 'import-statement') withImports(path.slice(path.lastIndexOf('/') + 1), found);
  }
  return found;
}

it('takes no more than 250 kB in all', () => {
  expect(sum(plainFiles().map((name) => sizeOf(name)))).toBeLessThanOrEqual(250_000);
});

it('takes no more than 30 kB, compressed, to the first paint, in either language', () => {
  for (const language of ['es', 'en']) {
    const scripts = [...named('main'), ...named(language)].flatMap((name) => [...withImports(name)]);
    const first = new Set(['page.html', ...named('style'), ...named('favicon'), ...scripts]);
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    expect(sum([...first].map((name) => sizeOf(name, '.gz'))), language).toBeLessThanOrEqual(30_000);
  }
});

it('has one language at a time, and each view in a file of its own', () => {
  const first = named('main').flatMap((name) => [...withImports(name)]);
  for (const stem of ['es', 'en', 'statusView', 'reviewsView', 'associateView', 'runsView', 'reportView']) {
    const [file, ...others] = named(stem);
    expect(others, stem).toEqual([]);
    expect(file, stem).toBeDefined();
    expect(first, stem).not.toContain(file);
  }
});

it('is made of its own code, the outcomes and Preact, and of nothing else', () => {
  const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^(\.\.\/)+/, ''));
  const foreign = inputs.filter(
    (path) =>
      existsSync(`${root}/shared/web/${path}`) === false &&
      !/^(outcomes\/|node_modules\/preact\/)/.test(path),
  );
  expect(foreign).toEqual([]);
});

it('names no cooperative, no address elsewhere and no personal data', () => {
  for (const name of plainFiles()) {
    const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
    expect(text.match(/coope\w+/i), name).toBeNull();
  }
});
