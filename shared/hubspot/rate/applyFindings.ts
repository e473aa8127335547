import type { RateRow } from '../../sync/ports/rateStore.ts';
import type { Findings } from './answerFindings.ts';
import { forbiddenLanes } from './dayQuota.ts';
import { limitInForce } from './limitInForce.ts';
import { type RatePolicy, slotSpanMs } from './ratePolicy.ts';
import { KEPT_MS } from './trimRow.ts';

/** Below this share of HubSpot's limit, what is not ours may be answers on their way. */
const FOREIGN_FROM = 0.05;
/** A limit that falls below this share of what it was is news; less goes with the next booking. */
const DROP = 0.9;
/** How long a time under way is believed that no answer confirms. */
const TRANSIT_LASTS_MS = 60_000;
/** Requests that were under way when the day's quota ended are answered within this time. */
const UNDER_WAY_MS = 60_000;

/** The row with what answers have told; the later word counts. */
export function applyFindings(row: RateRow, findings: Findings, now: number, policy: RatePolicy): RateRow {
  const { ceiling, day } = findings;
  return {
    ...row,
    pausedUntil: Math.max(row.pausedUntil, findings.pausedUntil),
    ceiling: ceiling && ceiling.seenAt >= (row.ceiling?.seenAt ?? 0) ? ceiling : row.ceiling,
    foreign: foreignUse(row, findings.usage, now, policy),
    day: day && day.at >= (row.day?.at ?? 0) ? day : row.day,
    dayRefusedAt: stillRefused(row, findings),
    transit: slowestTransit(row, findings),
  };
}

/** Whether the others must know at once, rather than with the next booking. */
export function mustBeAnnounced(before: RateRow, after: RateRow, now: number, policy: RatePolicy): boolean {
  return (
    after.pausedUntil > before.pausedUntil ||
    forbiddenLanes(after) !== forbiddenLanes(before) ||
    limitInForce(after, now, policy) < DROP * limitInForce(before, now, policy)
  );
}

function foreignUse(
  row: RateRow,
  usage: Findings['usage'],
  now: number,
  policy: RatePolicy,
): RateRow['foreign'] {
  // Too old to compare: our slots of its window are no longer all there.
  if (!usage || usage.at < now - KEPT_MS) return row.foreign;
  const from = usage.at - slotSpanMs(row, policy);
  const ours = row.slots.filter((slot) => slot > from && slot <= usage.at).length;
  const count = usage.used - ours;
  return count > FOREIGN_FROM * usage.max ? { count, until: usage.at + policy.windowMs } : row.foreign;
}

/** One slow instance is enough for a request of another to meet its own at HubSpot's door. */
function slowestTransit({ transit }: RateRow, { transit: seen }: Findings): RateRow['transit'] {
  if (!transit || !seen) return seen ?? transit;
  return seen.ms >= transit.ms || seen.seenAt - transit.seenAt > TRANSIT_LASTS_MS ? seen : transit;
}

/** Once everything under way has been answered, only probes are sent: one that is let in has found the quota back. */
function stillRefused(row: RateRow, { dayRefusedAt, letInAt }: Findings): number | null {
  const refusedAt = Math.max(row.dayRefusedAt ?? 0, dayRefusedAt);
  return refusedAt === 0 || letInAt > refusedAt + UNDER_WAY_MS ? null : refusedAt;
}
