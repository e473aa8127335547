import type { Metrics } from '../../answers/metrics.ts';
import type { Report } from '../../answers/reports.ts';
import type { Totals } from '../../answers/totals.ts';
import { endOf } from '../../outcomes/endOf.ts';
import { parseSummary, runRowsBefore } from '../counters/tallyRun.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import type { Week } from './week.ts';

type Figures = Report['figures'];

/** So many codes say what there is to say; more would only make a report long. */
const MOST_CODES = 50;

/** What the counters have of a week; what they do not have is as it is given. */
export async function figuresOf(
  week: Week,
  { totals, lagMs, quotaMaxPercent }: Pick<Metrics, 'totals' | 'lagMs' | 'quotaMaxPercent'>,
  beside: Pick<Figures, 'drifted' | 'openReviews'>,
  rows: CounterRows,
): Promise<Figures> {
  return {
    detected: await detectedIn(week, rows),
    totals,
    inHubSpotPercent: inHubSpotPercent(totals),
    lagMs,
    quotaMaxPercent,
    ...beside,
    byCode: byCode(totals),
  };
}

/** What the runs that began in the week put on the queue. */
async function detectedIn({ from, to }: Week, rows: CounterRows): Promise<number> {
  const runs = await rows.between(runRowsBefore(to), runRowsBefore(from));
  return runs.reduce((sum, { text }) => sum + parseSummary(text).detected, 0);
}

function inHubSpotPercent({ records, outcomes, notInHubSpot }: Totals): number | null {
  const { created, updated, adopted, unchanged } = outcomes;
  const there = created + updated + adopted + unchanged - notInHubSpot;
  return records === 0 ? null : (there / records) * 100;
}

/** Most first. */
function byCode({ rejectedByCode, othersByCode }: Totals): Figures['byCode'] {
  const rejected = Object.entries(rejectedByCode).map(([code, records]) => ({
    code,
    outcome: 'rejected' as const,
    records,
  }));
  const others = Object.entries(othersByCode).map(([code, records]) => ({
    code,
    outcome: endOf(code),
    records,
  }));
  return [...rejected, ...others]
    .sort((a, b) => b.records - a.records || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_CODES);
}
