import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { JudgedRow } from '../batch/judgeRow.ts';
import type { RowStanding } from '../counters/standing.ts';

export const NOBODY: RowStanding = { associates: 0, inHubSpot: 0, passing: 0, reviewed: 0 };

/** With one row more. */
export function withRow(
  { associates, inHubSpot, passing, reviewed }: RowStanding,
  entry: LedgerEntry | undefined,
  { mapped }: JudgedRow,
): RowStanding {
  const isThere = entry?.hubspotId !== undefined;
  return {
    associates: associates + 1,
    inHubSpot: inHubSpot + (isThere ? 1 : 0),
    passing: passing + (isThere && !mapped.rejected ? 1 : 0),
    reviewed: reviewed === undefined ? undefined : reviewed + (entry?.reviewId === undefined ? 0 : 1),
  };
}
