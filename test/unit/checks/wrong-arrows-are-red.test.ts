import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { findWrongArrows } from '../../checks/order/findWrongArrows.ts';
import { runProgram } from '../../checks/runProgram.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder with these files; what they hold is not compiled. */
function houseOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'hubspot-sync-house-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries({ 'functions/main.ts': '', 'shared/errors.ts': '', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

it('the app has no wrong arrow', () => {
  expect(findWrongArrows(ROOT)).toEqual([]);
});

it.each([
  [
    "import type { Batch } from '../sync/batch/upsertBatch.ts';",
    'imports shared/sync/batch/upsertBatch.ts, of a room above it',
  ],
  ["export type { Row } from '../source/row.ts';", 'imports shared/source/row.ts, of a room above it'],
  ["let x: typeof import('../state/a.ts');", 'imports shared/state/a.ts, of a room above it'],
  ["const late = await import('../compose/compose.ts');", 'of a room above it'],
  ["import '../nowhere/a.ts';", 'shared/nowhere/a.ts is in no room'],
])('an arrow that climbs is named by file and line: %s', (statement, sentence) => {
  const found = findWrongArrows(
    houseOf({ 'shared/contacts/one.ts': `// from '../state/not.ts'\n${statement}\n` }),
  );
  expect(found).toEqual([expect.stringContaining(sentence)]);
  expect(found[0]).toMatch(/^shared\/contacts\/one\.ts:2: /);
});

it('a room beside is no room below, a room below is, and a file needs a room', () => {
  expect(
    findWrongArrows(
      houseOf({
        'shared/hubspot/a.ts':
          "import type { B } from '../source/b.ts';\nimport { c } from '../errors.ts';\n",
        'shared/strange.ts': '',
      }),
    ),
  ).toEqual([
    'shared/hubspot/a.ts:1: shared/hubspot imports shared/source/b.ts, of a room beside it.',
    'shared/strange.ts: is in no room of infra/rooms.ts.',
  ]);
});

it('a circle of types is an error of the linter', async () => {
  const root = houseOf({
    'shared/contacts/a.ts': "import type { B } from './b.ts';\nexport interface A {\n  readonly b?: B;\n}\n",
    'shared/contacts/b.ts': "import type { A } from './a.ts';\nexport interface B {\n  readonly a?: A;\n}\n",
  });
  cpSync(join(ROOT, 'biome.json'), join(root, 'biome.json'));
  const { exitCode, stderr, stdout } = await runProgram(
    join(ROOT, 'node_modules/.bin/biome'),
    ['lint', '--only=suspicious/noImportCycles', '--vcs-enabled=false', '.'],
    { folder: root },
  );
  expect(exitCode).toBe(1);
  expect(`${stdout}${stderr}`).toContain('noImportCycles');
});
