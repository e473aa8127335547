import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase, type Database } from '../../shared/source/database.ts';
import { describeTable } from '../../shared/source/describeTable.ts';
import { createChangeTrackingFeed } from '../../shared/source/feeds/changeTrackingFeed.ts';
import type { Cursor, IncrementalFeed } from '../../shared/source/feeds/incrementalFeed.ts';
import { createRowversionFeed } from '../../shared/source/feeds/rowversionFeed.ts';
import { createTimestampFeed } from '../../shared/source/feeds/timestampFeed.ts';
import { createRowReader } from '../../shared/source/rowReader.ts';
import { createRowScan } from '../../shared/source/rowScan.ts';
import type { TableDescription } from '../../shared/source/tableDescription.ts';
import { numberOf, randomFrom } from '../support/associates.ts';
import { testMapping } from '../support/mappingFile.ts';
import { type Figure, peakRss, perSecond } from './figure.ts';

const STANDIN = fileURLToPath(new URL('../standins/sqlserver/main.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('./loadMembers.ts', import.meta.url));
const PAGE_SIZE = 5_000;
const EARLY_ROWS = 100_000;
const RE_READS = 200;

/** What the table needs for the exact feeds. */
const PREPARATIONS = [
  'ALTER TABLE dbo.hb_contacts ADD rv rowversion NOT NULL',
  'CREATE UNIQUE INDEX UX_hb_contacts_rv ON dbo.hb_contacts (rv)',
  'ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON',
  'ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 14 DAYS, AUTO_CLEANUP = ON)',
  'ALTER TABLE dbo.hb_contacts ENABLE CHANGE_TRACKING',
];

/** Speed and memory of reading the source; the stand-in and the loader are processes of their own. */
export async function benchSource(rows: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const { child, connectionString } = await startStandin();
  try {
    tell(`Loading ${rows.toLocaleString('en')} rows into the stand-in …`);
    await promisify(execFile)(process.execPath, [LOADER, connectionString, String(rows), ...PREPARATIONS]);
    const database = createDatabase(connectionString);
    const table = await describeTable(database, testMapping());
    const figures = [
      ...(await benchFullPass(database, table, rows, tell)),
      ...(await benchFeeds(database, table, rows, tell)),
      await benchReReads(database, table, rows),
    ];
    await database.close();
    return figures;
  } finally {
    child.kill();
  }
}

async function startStandin(): Promise<{ child: ChildProcess; connectionString: string }> {
  const child = spawn(process.execPath, [STANDIN], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('The SQL Server stand-in ended before it said where it is.')));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const connectionString = /^Server=.*$/m.exec(output)?.[0];
      if (connectionString) resolve({ child, connectionString });
    });
  });
}

async function benchFullPass(
  database: Database,
  table: TableDescription,
  rows: number,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  tell('Full pass over whole rows …');
  const scan = createRowScan(database, async () => table);
  let earlyMb = 0;
  const { result, peakMb } = await peakRss(async () => {
    const startedAt = performance.now();
    let read = 0;
    for await (const chunk of scan.inKeyOrder(null)) {
      read += chunk.length;
      if (earlyMb === 0 && read >= EARLY_ROWS) earlyMb = Math.round(process.memoryUsage.rss() / 1e6);
    }
    if (read !== rows) throw new Error(`The full pass read ${read} of ${rows} rows.`);
    return perSecond(read, startedAt);
  });
  return [
    { name: 'full pass', value: result, unit: 'rows/s' },
    { name: 'full pass, memory after 100,000 rows', value: earlyMb, unit: 'MB' },
    { name: 'full pass, peak memory', value: peakMb, unit: 'MB' },
  ];
}

async function benchFeeds(
  database: Database,
  table: TableDescription,
  rows: number,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const timestamp = createTimestampFeed(database, { clock: 'utc', overlapSeconds: 300, pageSize: PAGE_SIZE });
  const feeds: readonly (readonly [IncrementalFeed, Cursor])[] = [
    [timestamp, { from: '2026-01-01T00:00:00.000', fromKey: null }],
    [createRowversionFeed(database, { pageSize: PAGE_SIZE }), { from: '0x0000000000000000' }],
    [createChangeTrackingFeed(database), { since: '0', afterKey: null }],
  ];
  const figures: Figure[] = [];
  for (const [feed, cursor] of feeds) {
    tell(`Detecting ${rows.toLocaleString('en')} changes by ${feed.name} …`);
    const { result, peakMb } = await peakRss(async () => {
      const startedAt = performance.now();
      let keys = 0;
      for await (const { changes } of feed.pages(cursor, table)) keys += changes.length;
      if (keys !== rows) throw new Error(`${feed.name} found ${keys} of ${rows} changes.`);
      return perSecond(keys, startedAt);
    });
    figures.push(
      { name: `detect by ${feed.name}`, value: result, unit: 'keys/s' },
      { name: `detect by ${feed.name}, peak memory`, value: peakMb, unit: 'MB' },
    );
  }
  return figures;
}

async function benchReReads(database: Database, table: TableDescription, rows: number): Promise<Figure> {
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
  return { name: 're-read of 100 rows, median', value: Math.round(median * 10) / 10, unit: 'ms' };
}
