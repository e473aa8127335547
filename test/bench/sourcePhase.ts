/**
 * One phase of the source bench in a process of its own, so that its memory is its own: `node … sourcePhase.ts <phase>
 * <connection string> <rows>` prints its figures as a JSON array.
 */
import sql from 'mssql';
import { createDatabase, type Database } from '../../shared/source/database.ts';
import { describeTable } from '../../shared/source/describeTable.ts';
import { createChangeTrackingFeed } from '../../shared/source/feeds/changeTrackingFeed.ts';
import type { Cursor, IncrementalFeed } from '../../shared/source/feeds/incrementalFeed.ts';
import { createRowversionFeed } from '../../shared/source/feeds/rowversionFeed.ts';
import { createTimestampFeed } from '../../shared/source/feeds/timestampFeed.ts';
import { createRowReader } from '../../shared/source/rowReader.ts';
import { createRowScan } from '../../shared/source/rowScan.ts';
import { STATEMENTS } from '../../shared/source/statements.ts';
import type { TableDescription } from '../../shared/source/tableDescription.ts';
import { numberOf, randomFrom } from '../support/associates.ts';
import { testMapping } from '../support/mappingFile.ts';
import { type Figure, peakRss, perSecond } from './figure.ts';

/** As the mapping file that ships. */
const PAGE_SIZE = 1_000;
const EARLY = 100_000;
const RE_READS = 200;

interface Source {
  readonly database: Database;
  readonly connectionString: string;
  readonly table: TableDescription;
  readonly rows: number;
}

export const PHASES = {
  fullPass: async ({ database, table, rows }: Source) => {
    const scan = createRowScan(database, async () => table);
    const startedAt = process.cpuUsage();
    const figures = await timed('full pass', 'rows/s', rows, scan.inKeyOrder(null));
    return [...figures, { name: FULL_PASS, value: microsSince(startedAt, rows), unit: 'us' }];
  },
  timestamp: ({ database, table, rows }: Source) => {
    const feed = createTimestampFeed(database, { clock: 'utc', overlapSeconds: 300, pageSize: PAGE_SIZE });
    return timed(
      'detect by timestamp',
      'keys/s',
      rows,
      changes(feed, { from: '2026-01-01T00:00:00.000' }, table),
    );
  },
  rowversion: ({ database, table, rows }: Source) => {
    const feed = createRowversionFeed(database, { pageSize: PAGE_SIZE });
    return timed(
      'detect by rowversion',
      'keys/s',
      rows,
      changes(feed, { from: '0x0000000000000000' }, table),
    );
  },
  changeTracking: ({ database, table, rows }: Source) => {
    const feed = createChangeTrackingFeed(database, { pageSize: PAGE_SIZE });
    return timed('detect by change tracking', 'keys/s', rows, changes(feed, { since: '0' }, table));
  },
  reReads,
  /** The driver alone: rows as it gives them, nothing done with them. */
  floor: async ({ connectionString, table, rows }: Source) => {
    const pool = await new sql.ConnectionPool(connectionString).connect();
    const request = pool.request().input('limit', sql.Int, rows);
    request.stream = true;
    request.arrayRowMode = true;
    const startedAt = process.cpuUsage();
    let read = 0;
    await new Promise<void>((resolve, reject) => {
      request.on('row', () => read++);
      request.on('error', reject);
      request.on('done', () => resolve());
      request.query(STATEMENTS.firstRowsInKeyOrder.text(table)).catch(reject);
    });
    const spent = microsSince(startedAt, read);
    await pool.close();
    if (read !== rows) throw new Error(`The floor read ${read} of ${rows}.`);
    return [{ name: FLOOR, value: spent, unit: 'us' }];
  },
} as const;

/** Names of the figures from which the ratio is made. */
export const FLOOR = 'full pass: floor, processor time a row';
export const FULL_PASS = 'full pass: processor time a row';

function microsSince(before: NodeJS.CpuUsage, rows: number): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((10 * (user + system)) / rows) / 10;
}

async function* changes(feed: IncrementalFeed, cursor: Cursor, table: TableDescription) {
  for await (const page of feed.pages(cursor, table)) yield page.changes;
}

/** Speed over all rows, memory after the first 100,000 and at its peak. */
async function timed(
  name: string,
  unit: string,
  rows: number,
  pages: AsyncIterable<readonly unknown[]>,
): Promise<readonly Figure[]> {
  let earlyMb = 0;
  const { result, peakMb } = await peakRss(async () => {
    const startedAt = performance.now();
    let read = 0;
    for await (const page of pages) {
      read += page.length;
      if (earlyMb === 0 && read >= Math.min(EARLY, rows))
        earlyMb = Math.round(process.memoryUsage.rss() / 1e6);
    }
    if (read !== rows) throw new Error(`${name}: ${read} of ${rows}.`);
    return perSecond(read, startedAt);
  });
  return [
    { name, value: result, unit },
    { name: `${name}: memory after ${EARLY.toLocaleString('en')}`, value: earlyMb, unit: 'MB' },
    { name: `${name}: peak memory`, value: peakMb, unit: 'MB' },
  ];
}

async function reReads({ database, table, rows }: Source): Promise<readonly Figure[]> {
  const reader = createRowReader(database, async () => table);
  const random = randomFrom(1);
  const times: number[] = [];
  for (let round = 0; round < RE_READS; round++) {
    const keys = new Set<string>();
    while (keys.size < 100) keys.add(numberOf(1 + Math.floor(random() * rows)));
    const startedAt = performance.now();
    const found = await reader.read([...keys]);
    times.push(performance.now() - startedAt);
    if (found.size !== 100) throw new Error(`Re-read ${found.size} of 100 rows.`);
  }
  const median = times.sort((a, b) => a - b)[RE_READS / 2] ?? 0;
  return [{ name: 're-read of 100 rows, median', value: Math.round(median * 10) / 10, unit: 'ms' }];
}

if (import.meta.main) {
  const [phase = '', connectionString = '', rows = '0'] = process.argv.slice(2);
  const run = Object.entries(PHASES).find(([name]) => name === phase)?.[1];
  if (!run) throw new Error(`There is no phase ${phase}.`);
  const database = createDatabase(connectionString);
  const table = await describeTable(database, testMapping());
  console.log(JSON.stringify(await run({ database, connectionString, table, rows: Number(rows) })));
  await database.close();
}
