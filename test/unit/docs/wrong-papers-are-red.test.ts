import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { findDeadCommands } from '../../checks/papers/findDeadCommands.ts';
import { anchorsOf, findDeadLinks, findOrphans } from '../../checks/papers/findDeadLinks.ts';
import { findDeadNames, PROGRAM_TEXT } from '../../checks/papers/findDeadNames.ts';
import { findDeadPaths } from '../../checks/papers/findDeadPaths.ts';
import { findDeadRoutes } from '../../checks/papers/findDeadRoutes.ts';
import { findLongLines } from '../../checks/papers/findLongLines.ts';
import type { Library } from '../../checks/papers/paper.ts';

const FILES = [
  'README.md',
  'docs/a.md',
  'infra/sql/01.sql',
  'shared/cli/commands/oneThing.ts',
  'shared/state/README.md',
  'shared/state/one.ts',
  'tools/run.ts',
];
const scripts = { demo: 'node infra/build.ts && node tools/run.ts', test: 'vitest run' };
const programs = {
  scripts,
  read: (path: string) => (path === 'tools/run.ts' ? "row; options: { rows: { type: 'string' } }" : ''),
};

function libraryOf(papers: Readonly<Record<string, string>>): Library {
  return { files: FILES, papers: Object.entries(papers).map(([path, text]) => ({ path, text })) };
}

describe('a link', () => {
  const docs = { 'docs/a.md': '# A paper\n\n## What `is` it? Ñandú\n\n## Twice\n\n## Twice\n' };

  it.each([
    ['to a file', '[a](docs/b.md)', 'README.md:3: the link docs/b.md leads to nothing.'],
    [
      'to a file, in code that is its text',
      '[`b`](docs/b.md)',
      'README.md:3: the link docs/b.md leads to nothing.',
    ],
    [
      'to a heading',
      '[a](docs/a.md#who-is-it)',
      'README.md:3: the link docs/a.md#who-is-it leads to no heading.',
    ],
    ['to a heading of its own paper', '[a](#nowhere)', 'README.md:3: the link #nowhere leads to no heading.'],
  ])('%s that is not there is named with its line', (_, link, sentence) => {
    expect(findDeadLinks(libraryOf({ ...docs, 'README.md': `# Read\n\nSee ${link}.\n` }))).toEqual([
      sentence,
    ]);
  });

  it('to what is there, elsewhere, or within code is none', () => {
    const text =
      '# Read\n\n[a](docs/a.md#what-is-it-ñandú) [b](docs/a.md#twice-1) [c](docs) [d](#read) [e](https://x.example/y) `[f](no.md)`\n\n```md\n[g](no.md)\n```\n';
    expect(findDeadLinks(libraryOf({ ...docs, 'README.md': text }))).toEqual([]);
  });

  it('that nobody makes leaves a paper alone', () => {
    const papers = {
      'README.md': '[state](shared/state)',
      'shared/state/README.md': '',
      'docs/a.md': '[b](../README.md)',
    };
    expect(findOrphans(libraryOf(papers))).toEqual(['docs/a.md: no link leads here.']);
  });
});

it('anchors are GitHub’s, and code is no heading', () => {
  const text = '# A.b: `c` (d)\n\n```sh\n# not this\n```\n\n## [Link](x.md), _too_\n';
  expect([...anchorsOf({ path: 'a.md', text })]).toEqual(['ab-c-d', 'link-_too_']);
});

describe('a path in backticks', () => {
  it.each(['infra/sql/02.sql', 'infra/sqls/', 'shared/state/two.ts', 'one.ts', 'infra/*.sql'])(
    '%s is named',
    (path) => {
      expect(findDeadPaths(libraryOf({ 'README.md': `a\nsee \`${path}\`` }))).toEqual([
        `README.md:2: there is no ${path}.`,
      ]);
    },
  );

  it('is named wherever it stands in a command', () => {
    const text = '`npx vitest run docs/b.md`\n\n```sh\nnpx vitest run docs/a.md docs/c.md\n```\n';
    expect(findDeadPaths(libraryOf({ 'README.md': text }))).toEqual([
      'README.md:1: there is no docs/b.md.',
      'README.md:4: there is no docs/c.md.',
    ]);
  });

  it('counts from the root, from the folder of its paper, and by its end below that folder', () => {
    const papers = {
      'README.md':
        '`infra/sql/*.sql` `shared/state/` `infra/sql/<name>.sql` `dist/` `POST /api/x` `application/json` `a/b`',
      'shared/state/README.md': '`one.ts` `infra/sql/01.sql`',
    };
    expect(findDeadPaths(libraryOf(papers))).toEqual([]);
  });
});

describe('a command', () => {
  it.each([
    ['a script that is not there', '`npm run nothing`', 'README.md:1: there is no script nothing.'],
    ['an option that is not there', '`npm run demo -- --row 3`', 'README.md:1: demo knows no --row.'],
    [
      'a program that is not there',
      '```sh\nnode tools/walk.ts --far\n```',
      'README.md:2: there is no program tools/walk.ts.',
    ],
    [
      'one behind another',
      '```sh\nnpm ci && npm run nothing # --x\n```',
      'README.md:2: there is no script nothing.',
    ],
    [
      'a command that is none',
      '\n`npx hubspot-sync another`',
      'README.md:2: hubspot-sync has no command another.',
    ],
    [
      'an option that a command has not',
      '\n`npx hubspot-sync one-thing --rows`',
      'README.md:2: hubspot-sync one-thing knows no --rows.',
    ],
  ])('with %s is named', (_, text, sentence) => {
    expect(findDeadCommands(libraryOf({ 'README.md': text }), programs)).toEqual([sentence]);
  });

  it('that can be called is none', () => {
    const text =
      '`npm test` `npm run -s demo -- --rows 3`\n\n```sh\nnode tools/run.ts \\\n  --rows 3 # and --more\n```\n';
    expect(findDeadCommands(libraryOf({ 'README.md': text }), programs)).toEqual([]);
  });
});

it.each([
  ['`GET /api/statuses`', 'there is no route GET /api/statuses.'],
  ['`PUT /api/sync`', 'there is no route PUT /api/sync.'],
  ['curl -X POST -d x "$HOST/api/status"', 'there is no route POST /api/status.'],
])('a route that the app has not is named: %s', (text, sentence) => {
  expect(findDeadRoutes([{ path: 'README.md', text: `\n${text}` }], ROUTES)).toEqual([
    `README.md:2: ${sentence}`,
  ]);
});

it('a route with its parameters and query is one of the app', () => {
  const text = '`POST /api/associates/{numeroAsociado}/resync?dryRun=true` curl "$HOST/api/sync/$RUN_ID"';
  expect(findDeadRoutes([{ path: 'README.md', text }], ROUTES)).toEqual([]);
});

it.each([
  ["'is none of docs/codes.md'", 'there is no docs/codes.md.'],
  ["'see SAFETY.md.'", 'there is no SAFETY.md.'],
  ['`infra/sql/${name}`, infra/sqls/${name}', 'there is no infra/sqls/.'],
  ["'Run npm run provide.'", 'there is no script provide.'],
])('a message that names what is not there is named: %s', (text, sentence) => {
  expect(findDeadNames([{ path: 'shared/a.ts', text }], FILES, scripts)).toEqual([
    `shared/a.ts:1: ${sentence}`,
  ]);
});

it('what a message names is there, imports are none of it, and no snapshot is asked', () => {
  const text =
    "import '../docs/x.ts'; 'docs/a.md, README.md. npm run demo https://x.example/docs/y infra/sql/*.sql'";
  expect(findDeadNames([{ path: 'shared/a.ts', text }], FILES, scripts)).toEqual([]);
  expect(
    ['infra/a.snapshot.json', 'shared/state/README.md', 'test/a.ts'].filter((path) =>
      PROGRAM_TEXT.test(path),
    ),
  ).toEqual([]);
});

it('a paper that is too long is named, tables and code left out', () => {
  const wide = 'x'.repeat(21);
  const text = `${wide}\n| ${wide} |\n\`\`\`sh\n${wide}\n\`\`\`\n`;
  expect(findLongLines({ path: 'a.md', text }, { lines: 4, letters: 20 })).toEqual([
    'a.md:1: 21 letters, 20 are allowed.',
    'a.md: 5 lines, 4 are allowed.',
  ]);
});
