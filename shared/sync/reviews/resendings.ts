import { runStartedAt } from '../ports/ids.ts';
import type { ListedReview } from '../ports/reviewIndex.ts';
import type { RunAccount } from '../ports/runAccount.ts';

/** Between noting that reviews are sent and counting them in their run nobody takes longer. */
const UNDER_WAY_MS = 600_000;

/** Says of reviews whether they were sent again and have no new outcome yet; a run that came to its end without one holds none. */
export function createResendings(
  accounts: Pick<RunAccount, 'read'>,
  nowMs: number,
): (review: ListedReview) => Promise<boolean> {
  const open = new Map<string, Promise<boolean>>();
  const isOpen = async (runId: string): Promise<boolean> => {
    const { detected, counts, note } = await accounts.read(runId);
    if (counts.pending > 0 || (note !== undefined && note.stage === 'selecting')) return true;
    return detected === 0 && nowMs - runStartedAt(runId) < UNDER_WAY_MS;
  };
  return async ({ sentIn }) => {
    if (sentIn === undefined) return false;
    const answer = open.get(sentIn) ?? isOpen(sentIn);
    open.set(sentIn, answer);
    return answer;
  };
}
