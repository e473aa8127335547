import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { findDeadCommands } from '../../checks/papers/findDeadCommands.ts';
import { findDeadLinks, findOrphans } from '../../checks/papers/findDeadLinks.ts';
import { findDeadNames, PROGRAM_TEXT } from '../../checks/papers/findDeadNames.ts';
import { findDeadPaths } from '../../checks/papers/findDeadPaths.ts';
import { findDeadRoutes } from '../../checks/papers/findDeadRoutes.ts';
import { findLongLines } from '../../checks/papers/findLongLines.ts';
import { readLibrary } from '../../checks/papers/paper.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
const library = readLibrary(ROOT);
const programTexts = library.files
  .filter((path) => PROGRAM_TEXT.test(path))
  .map((path) => ({ path, text: read(path) }));
const textOf = (path: string) => library.papers.find((paper) => paper.path === path)?.text ?? '';

it('every link of a paper leads to a file, and to a heading where it names one', () => {
  expect(library.papers.length).toBeGreaterThan(30);
  expect(findDeadLinks(library)).toEqual([]);
});

it('to every paper leads a way of links from the README', () => {
  expect(findOrphans(library)).toEqual([]);
});

it('every path that a paper names is there', () => {
  expect(findDeadPaths(library)).toEqual([]);
});

it('every command of a paper calls a script, a program and options that are there', () => {
  expect(findDeadCommands(library, { scripts, read })).toEqual([]);
});

it('CONTRIBUTING.md has every script of package.json', () => {
  const names = Object.keys(scripts).map((name) =>
    name === 'test' || name === 'start' ? `npm ${name}` : `npm run ${name}`,
  );
  expect(names.filter((name) => !textOf('CONTRIBUTING.md').includes(name))).toEqual([]);
});

it('every route that a paper or a message names is one of the app', () => {
  expect(findDeadRoutes([...library.papers, ...programTexts], ROUTES)).toEqual([]);
});

it('every paper, path and script that a message, a script or a comment of the program names is there', () => {
  expect(programTexts.length).toBeGreaterThan(300);
  expect(findDeadNames(programTexts, library.files, scripts)).toEqual([]);
});

it.each(['README.md', 'README.es.md'])('%s is read in one go', (path) => {
  expect(findLongLines({ path, text: textOf(path) }, { lines: 150, letters: 160 })).toEqual([]);
});

it('each folder of shared/ says what lives there', () => {
  const folders = readdirSync(join(ROOT, 'shared'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.filter(({ name }) => !existsSync(join(ROOT, 'shared', name, 'README.md')))).toEqual([]);
});

it('README.md gives a reason for every dependency, and for none that is not there', () => {
  const { dependencies, devDependencies } = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(read('package.json')));
  const wanted = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );
  const table =
    /\| dependency \| reason \|\n(?<rows>(?:\|.*\n)+)/.exec(textOf('README.md'))?.groups?.['rows'] ?? '';
  const named = [...table.matchAll(/^\|(?<names>[^|]*)\|/gm)].flatMap(({ groups }) =>
    [...(groups?.['names'] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  expect(named.sort()).toEqual(wanted.sort());
});
