import * as z from 'zod';
import { addBuckets, bucketOf, bucketsSchema } from './histogram.ts';
import { addTallies, NOTHING, tallySchema } from './tally.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What the timer saw of the surroundings at each of its runs. */
const ticksSchema = z.object({
  ended: z.number(),
  /** Failed, or never ran though due. */
  missed: z.number(),
  lag: bucketsSchema,
  lagMaxMs: z.number(),
  queueMaxBatches: z.number(),
  queueMaxAgeMs: z.number(),
  /** Null: HubSpot has not told the quota. */
  quotaMaxPercent: z.number().nullable(),
});
export type Ticks = z.infer<typeof ticksSchema>;

/** What is kept of an hour or a day. */
export const periodSchema = z.object({ tally: tallySchema, ticks: ticksSchema });
export type Period = z.infer<typeof periodSchema>;

export const NO_TICKS: Ticks = {
  ended: 0,
  missed: 0,
  lag: {},
  lagMaxMs: 0,
  queueMaxBatches: 0,
  queueMaxAgeMs: 0,
  quotaMaxPercent: null,
};
export const EMPTY: Period = { tally: NOTHING, ticks: NO_TICKS };

/** A run of the detection timer, as it found things. */
export interface TickSample {
  /** Of the tick, so that it is counted once. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly beganAt: number;
  readonly hasEnded: boolean;
  /** Milliseconds; before the tick did its work. */
  readonly lagMs: number;
  readonly queueBatches: number;
  readonly queueAgeMs: number;
  readonly quotaPercent: number | null;
}

export function addSample(ticks: Ticks, sample: TickSample, missedBefore: number): Ticks {
  const { quotaPercent, lagMs } = sample;
  return {
    ended: ticks.ended + (sample.hasEnded ? 1 : 0),
    missed: ticks.missed + missedBefore + (sample.hasEnded ? 0 : 1),
    lag: addBuckets(ticks.lag, { [bucketOf(lagMs)]: 1 }),
    lagMaxMs: Math.max(ticks.lagMaxMs, lagMs),
    queueMaxBatches: Math.max(ticks.queueMaxBatches, sample.queueBatches),
    queueMaxAgeMs: Math.max(ticks.queueMaxAgeMs, sample.queueAgeMs),
    quotaMaxPercent: maxOf(ticks.quotaMaxPercent, quotaPercent),
  };
}

/** Two periods as one. */
export function addPeriods(a: Period, b: Period): Period {
  return { tally: addTallies(a.tally, b.tally), ticks: addTicks(a.ticks, b.ticks) };
}

function addTicks(a: Ticks, b: Ticks): Ticks {
  return {
    ended: a.ended + b.ended,
    missed: a.missed + b.missed,
    lag: addBuckets(a.lag, b.lag),
    lagMaxMs: Math.max(a.lagMaxMs, b.lagMaxMs),
    queueMaxBatches: Math.max(a.queueMaxBatches, b.queueMaxBatches),
    queueMaxAgeMs: Math.max(a.queueMaxAgeMs, b.queueMaxAgeMs),
    quotaMaxPercent: maxOf(a.quotaMaxPercent, b.quotaMaxPercent),
  };
}

function maxOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

/** `2026-11-27T14`, UTC. */
export function hourOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 13);
}

/** Epoch milliseconds at which an hour (`2026-11-27T14`) or a day (`2026-11-27`) begins. */
export function beginOf(period: string): number {
  return Date.parse(period.length > 10 ? `${period}:00:00Z` : `${period}T00:00:00Z`);
}

/** Names of rows: hours, days and weekly reports sort by time, the newest run is the first. */
export const hourRow = (hour: string) => `hour|${hour}`;
export const dayRow = (day: string) => `day|${day}`;
/** `week`: its Monday. */
export const reportRow = (week: string) => `report|${week}`;
export const META_ROW = 'meta';

/** The hour or day of a row's name. */
export function periodOfRow(name: string): string {
  return name.slice(name.indexOf('|') + 1);
}

export function parsePeriod(text: string | undefined): Period {
  return text === undefined ? EMPTY : periodSchema.parse(JSON.parse(text));
}
