import type { Schedule } from './ncrontab.ts';

const MINUTE_MS = 60_000;
const HORIZON_MS = 366 * 86_400_000;
/** Of a schedule that comes more often than anybody counts. */
const MOST = 10_000;

/** When a timer is due first after a moment (epoch milliseconds); undefined: not within two years. */
export function nextDue({ previous }: Schedule, after: number): number | undefined {
  for (let span = MINUTE_MS; span <= 2 * HORIZON_MS; span *= 2) {
    const last = previous(after + span);
    if (last === undefined || last <= after) continue;
    let first = last;
    for (let before = previous(first); before !== undefined && before > after; before = previous(first))
      first = before;
    return first;
  }
  return undefined;
}

/** How often a timer was due after the one moment and up to the other (epoch milliseconds); 10,000 at most. */
export function countDue({ previous }: Schedule, after: number, upTo: number): number {
  let count = 0;
  for (let due = previous(upTo + 1); due !== undefined && due > after && count < MOST; due = previous(due))
    count++;
  return count;
}
