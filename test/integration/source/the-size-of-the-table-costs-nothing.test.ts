// promise 9
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { describeTable } from '../../../shared/source/describeTable.ts';
import { createChangeFeed } from '../../../shared/source/feeds/changeFeed.ts';
import { chooseFeed } from '../../../shared/source/feeds/chooseFeed.ts';
import type { FeedName } from '../../../shared/source/feeds/incrementalFeed.ts';
import type { ChangeFeed } from '../../../shared/sync/ports/changeFeed.ts';
import { onDependency } from '../../../shared/telemetry/dependencies.ts';
import { runProgram } from '../../checks/runProgram.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { useSource } from '../../support/useSource.ts';

const FEW = 1_000;
const MANY = 40_000;
const FEEDS: readonly FeedName[] = ['timestamp', 'rowversion', 'changeTracking'];
/** Held at once, so many rows are about 190 MB. */
const SMALL_HEAP = ['--max-old-space-size=48', '--max-semi-space-size=2'];
const PASS = fileURLToPath(new URL('../../bench/sourcePhase.ts', import.meta.url));

const source = useSource();

async function growTo(rows: number, from = 0): Promise<void> {
  const added = Array.from({ length: rows - from }, (_, index) =>
    inventAssociate(from + index + 1, '2026-01-05T00:00:00.000'),
  );
  await source().members.insert(added);
}

function feedOf(name: FeedName): ChangeFeed {
  const { database } = source();
  const mapping = testMapping([
    [['source', 'changeFeed'], name],
    [['source', 'overlapSeconds'], 0],
  ]);
  return createChangeFeed({
    database,
    describe: () => describeTable(database, mapping),
    choose: (table) => chooseFeed(database, table, mapping),
    pageSize: mapping.sync.pageSize,
  });
}

/** Reads a feed to its end: where it stands then, and the keys and statements it took. */
async function follow(feed: ChangeFeed, position: string | undefined) {
  let statements = 0;
  onDependency(({ type }) => {
    if (type === 'SQL') statements += 1;
  });
  let keys = 0;
  let at = position;
  for await (const page of feed.pages(position)) {
    keys += page.changes.length;
    at = page.next;
  }
  return { keys, statements, position: at };
}

/** What a hundred changed rows cost each feed once it has read the table as it is. */
async function costOfAHundred() {
  const costs: Record<string, { keys: number; statements: number }> = {};
  for (const name of FEEDS) {
    const feed = feedOf(name);
    const { position } = await follow(feed, undefined);
    const hundred = Array.from({ length: 100 }, (_, index) => numberOf(index + 1));
    await source().members.update(hundred, { firstname: `Ana ${name}` });
    const { keys, statements } = await follow(feed, position);
    costs[name] = { keys, statements };
  }
  return costs;
}

let [small, large]: Awaited<ReturnType<typeof costOfAHundred>>[] = [];

beforeAll(async () => {
  await enableExactFeeds(source().members);
  await growTo(FEW);
  small = await costOfAHundred();
  await growTo(MANY, FEW);
  large = await costOfAHundred();
});

it('a hundred changes cost each feed as many statements in a table of 40,000 rows as in one of 1,000', () => {
  expect(Object.values(small ?? {}).map(({ keys }) => keys)).toEqual([100, 100, 100]);
  expect(large).toEqual(small);
});

it('a pass over 40,000 rows fits into a heap that could not hold them', async () => {
  const { connectionString } = source().server;
  const parameters = [...SMALL_HEAP, PASS, 'fullPass', connectionString, String(MANY)];
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, parameters);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('full pass');
});
