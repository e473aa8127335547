import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { FOLDERS } from './folders.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '2' } },
});
const [path = ''] = positionals;
const folder = Object.keys(FOLDERS).find((one) => path === one || path.startsWith(`${one}/`));
if (folder === undefined) {
  console.error(`npm run mutate -- <path>: a folder or file of ${Object.keys(FOLDERS).join(', ')}.`);
  process.exit(2);
}

/*
 * Stryker's own runner for Vitest finds no tests in Vitest 5, and its reader of tsconfig.json needs a TypeScript before 7. So a mutant is a
 * process that runs the proof, and the file that Stryker would read is one that is not there.
 */
await new Stryker({
  mutate: [path.endsWith('.ts') ? path : `${path}/**/*.ts`],
  testRunner: 'command',
  commandRunner: { command: `"${process.execPath}" test/mutation/prove.ts ${folder}` },
  tsconfigFile: 'none.json',
  concurrency: Number(values.concurrency),
  timeoutMS: 60_000,
  ignorePatterns: ['dist', 'docs', '.*'],
  tempDirName: '.mutants',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: `mutants-${folder.replaceAll('/', '-')}.json` },
  thresholds: { high: 90, low: 90, break: null },
}).runMutationTest();
