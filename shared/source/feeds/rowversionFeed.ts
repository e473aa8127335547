import { StopAndAlert } from '../../errors.ts';
import type { FeedNotice } from '../../sync/ports/changeFeed.ts';
import type { Database } from '../database.ts';
import { CursorExpired, type IncrementalFeed, required } from './incrementalFeed.ts';
import { readPage } from './readPage.ts';

/** A rowversion that lags further than this behind the last one used is worth a line: some transaction is open for long. */
const LAG_WORTH_A_NOTICE = 10_000;

/**
 * Follows a rowversion column, exactly: values below MIN_ACTIVE_ROWVERSION() belong to ended transactions, so the
 * half-open range [from, upper) is complete. A row that changes again moves to a higher value and is met then.
 * https://learn.microsoft.com/sql/t-sql/functions/min-active-rowversion-transact-sql
 */
export function createRowversionFeed(
  database: Database,
  options: { readonly pageSize: number },
): IncrementalFeed {
  const bounds = async (from: string | null) => {
    const [row] = await database.query('rowversionBounds', { from });
    return {
      upper: String(row?.['upper_bound']),
      lag: Number(row?.['lag'] ?? 0),
      wentBack: row?.['went_back'] === 1,
    };
  };
  return {
    name: 'rowversion',

    async begin() {
      return { from: (await bounds(null)).upper };
    },

    async *pages(start, table) {
      if (!table.rowversion) {
        throw new StopAndAlert(
          'SCHEMA',
          `The table ${table.name} has no rowversion column: infra/sql/02-rowversion.sql adds one, or choose another source.changeFeed.`,
        );
      }
      let from = required(start, 'from');
      const { upper, lag, wentBack } = await bounds(from);
      if (wentBack)
        throw new CursorExpired('rowversions went back: the database was restored or failed over');
      const { pageSize } = options;
      for (let notices = lagNotice(lag); ; notices = []) {
        const page = await readPage(database, 'keysByRowversion', { pageSize, from, upper }, table);
        const { changes, keylessRows, lastVersion } = page;
        from = page.isLast || lastVersion === undefined ? upper : nextRowversion(lastVersion);
        yield { changes, keylessRows, notices, cursor: { from } };
        if (page.isLast) return;
      }
    },
  };
}

/** Each row has a value of its own, so the next page starts one above the last: `0x…07D1` → `0x…07D2`. */
function nextRowversion(hex: string): string {
  return `0x${(BigInt(hex) + 1n).toString(16).toUpperCase().padStart(16, '0')}`;
}

function lagNotice(lag: number): readonly FeedNotice[] {
  if (lag < LAG_WORTH_A_NOTICE) return [];
  const message = `${lag} rowversions wait behind a transaction that is still open; changes after it are not seen yet.`;
  return [{ code: 'ROWVERSION_LAG', message }];
}
