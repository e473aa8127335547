import * as z from 'zod';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import { classOf } from '../../outcomes/outcomeClass.ts';
import { isInHubSpot } from '../../outcomes/outcomeKinds.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Telemetry } from '../../telemetry/events.ts';

const DAY_MS = 86_400_000;

/** How many associates are in each outcome and code, so far. */
export const censusSchema = z.array(
  z.object({ outcome: z.enum(OUTCOMES), code: z.string(), records: z.number() }),
);
export type Census = z.infer<typeof censusSchema>;

export function addToCensus(
  census: Census,
  entries: readonly Pick<RecordOutcome, 'outcome' | 'code'>[],
): Census {
  const sums = new Map(census.map((row) => [`${row.outcome} ${row.code}`, row]));
  for (const { outcome, code } of entries) {
    const name = `${outcome} ${code}`;
    sums.set(name, { outcome, code, records: (sums.get(name)?.records ?? 0) + 1 });
  }
  return [...sums.values()];
}

/** The Monday on which the week of this moment begins (UTC), e.g. `2026-11-23`. */
export function weekOf(nowMs: number): string {
  const sinceMonday = (new Date(nowMs).getUTCDay() + 6) % 7;
  return new Date(nowMs - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

export function reportWeek(week: string, census: Census, telemetry: Telemetry): void {
  for (const { outcome, code, records } of census) {
    const outcomeClass = isInHubSpot({ outcome, code }) ? 'none' : classOf(code);
    telemetry.emit({
      name: 'WeeklyReport',
      dimensions: { week, outcome, outcomeClass, code },
      measurements: { records },
    });
  }
}
