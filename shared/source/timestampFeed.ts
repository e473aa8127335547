import { z } from 'zod';
import type { ChangeFeed, ChangePage } from '../sync/ports.ts';
import type { Database, ResultRow } from './database.ts';
import {
  countKeylessRows,
  selectBounds,
  selectChangedKeys,
  selectFirstKeys,
  selectNextKeys,
} from './statements.ts';
import type { TableDescription } from './tableDescription.ts';

/** Where the feed stands. All stamps are the server's own text of the column's type. */
const positionSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('full'),
    feed: z.literal('timestamp'),
    source: z.string(),
    /** Last key that was handed out; null before the first page. */
    afterKey: z.string().nullable(),
    /** Taken before the first page, so that changes made during the pass are met afterwards. */
    thenFrom: z.string(),
  }),
  z.object({
    phase: z.literal('incremental'),
    feed: z.literal('timestamp'),
    source: z.string(),
    from: z.string(),
    /** Null: the stamp itself is still to be read. */
    fromKey: z.string().nullable(),
  }),
]);
type Position = z.infer<typeof positionSchema>;
type FullPosition = Extract<Position, { phase: 'full' }>;
type IncrementalPosition = Extract<Position, { phase: 'incremental' }>;

export interface TimestampFeedOptions {
  readonly clock: 'utc' | 'server';
  readonly overlapSeconds: number;
  readonly pageSize: number;
}

/**
 * Change feed over a "last modified" column. Without a position it first passes through the whole table by key
 * (rows whose stamp is NULL or in the future are met only there), then follows the stamps. The stored position
 * never passes the server's clock minus the overlap, because a transaction may commit a stamp older than what was
 * already read; what lies within the overlap is handed out again on every run.
 */
export function createTimestampFeed(
  database: Database,
  describe: () => Promise<TableDescription>,
  options: TimestampFeedOptions,
): ChangeFeed {
  return {
    async *pages(stored) {
      const table = await describe();
      const position = parsePosition(stored, table.identity);
      const scan = { database, table, options, bounds: await readBounds(database, table, options, position) };
      if (position?.phase === 'incremental') yield* incrementalPages(scan, position);
      else yield* fullPages(scan, position, stored);
    },
  };
}

interface Bounds {
  readonly now: string;
  readonly safe: string;
}

interface Scan {
  readonly database: Database;
  readonly table: TableDescription;
  readonly options: TimestampFeedOptions;
  readonly bounds: Bounds;
}

/** A position of another feed, another database or another table is no position. */
function parsePosition(stored: string | undefined, identity: string): Position | undefined {
  if (stored === undefined) return undefined;
  try {
    const position = positionSchema.parse(JSON.parse(stored));
    return position.source === identity ? position : undefined;
  } catch {
    return undefined;
  }
}

async function readBounds(
  database: Database,
  table: TableDescription,
  { clock, overlapSeconds }: TimestampFeedOptions,
  position: Position | undefined,
): Promise<Bounds> {
  const from = position?.phase === 'incremental' ? position.from : null;
  const [row] = await database.query(selectBounds(table, clock), { from, overlapSeconds });
  return { now: String(row?.['now_stamp']), safe: String(row?.['safe_stamp']) };
}

async function* fullPages(
  { database, table, options, bounds }: Scan,
  from: FullPosition | undefined,
  stored: string | undefined,
): AsyncIterable<ChangePage> {
  const start: FullPosition = from ?? {
    phase: 'full',
    feed: 'timestamp',
    source: table.identity,
    afterKey: null,
    thenFrom: bounds.safe,
  };
  const reason = stored === undefined ? 'no watermark' : 'the watermark is of another feed or database';
  let { afterKey } = start;
  let keylessRows = afterKey === null ? await countKeyless(database, table, null, bounds.now) : 0;
  for (;;) {
    const { pageSize } = options;
    const rows =
      afterKey === null
        ? await database.query(selectFirstKeys(table), { pageSize })
        : await database.query(selectNextKeys(table), { pageSize, afterKey });
    const isLast = rows.length < pageSize;
    afterKey = keyOf(rows.at(-1)) ?? afterKey;
    const next: Position = isLast
      ? {
          phase: 'incremental',
          feed: 'timestamp',
          source: table.identity,
          from: start.thenFrom,
          fromKey: null,
        }
      : { ...start, afterKey };
    const page = { changes: rows.map(toChange), keylessRows, next: JSON.stringify(next) };
    yield from === undefined ? { ...page, fullPassReason: reason } : page;
    if (isLast) return;
    keylessRows = 0;
  }
}

async function* incrementalPages(
  { database, table, options, bounds }: Scan,
  start: IncrementalPosition,
): AsyncIterable<ChangePage> {
  const { pageSize } = options;
  let { from, fromKey } = start;
  let keylessRows = await countKeyless(database, table, from, bounds.now);
  for (;;) {
    const rows = await database.query(selectChangedKeys(table), { pageSize, from, fromKey, ...bounds });
    const last = rows.at(-1);
    const isLast = rows.length < pageSize;
    if (last) {
      from = String(last['stamp']);
      fromKey = keyOf(last) ?? null;
    }
    // Everything up to `safe` was read; beyond it, and at the end, the next run starts again at `safe`.
    const next: IncrementalPosition =
      isLast || last?.['in_overlap'] === 1
        ? { ...start, from: bounds.safe, fromKey: null }
        : { ...start, from, fromKey };
    yield { changes: rows.map(toChange), keylessRows, next: JSON.stringify(next) };
    if (isLast) return;
    keylessRows = 0;
  }
}

async function countKeyless(
  database: Database,
  table: TableDescription,
  from: string | null,
  now: string,
): Promise<number> {
  if (!table.key.isNullable) return 0;
  const [row] = await database.query(countKeylessRows(table), { from, now });
  return Number(row?.['keyless_rows'] ?? 0);
}

function keyOf(row: ResultRow | undefined): string | undefined {
  return row === undefined ? undefined : String(row['row_key']);
}

function toChange(row: ResultRow): { key: string; version: string } {
  return { key: String(row['row_key']), version: row['stamp'] === null ? '' : String(row['stamp']) };
}
