import { LostRace } from '../../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CounterRow, CounterRows } from '../ports/counterRows.ts';
import type { RunRecords } from '../ports/runAccount.ts';
import {
  addPeriods,
  addSample,
  DAY_MS,
  dayRow,
  EMPTY,
  hourOf,
  hourRow,
  META_ROW,
  type Period,
  parsePeriod,
  type TickSample,
} from './hours.ts';
import { type Meta, parseMeta } from './meta.ts';
import { addTallies, NOTHING, type Tally } from './tally.ts';
import { parseSummary, type RunSummary, runRow, summaryText, tallyRun } from './tallyRun.ts';

export interface RollUpParts {
  readonly records: RunRecords;
  readonly rows: CounterRows;
  readonly clock: Clock;
  /** How often the timer was due after the one moment and up to the other (epoch milliseconds). */
  readonly countDue: (after: number, upTo: number) => number;
}

/** As long as an outage may last and lose nothing, and a day. An account that ends after that is in its run, and in no counter. */
export const LOOK_BACK_MS = 8 * DAY_MS;
/** Clocks of instances and of Storage differ; what is looked at twice is counted once. */
const OVERLAP_MS = 600_000;
/** With four hours of each and their days, fewer than the hundred rows that Table Storage commits together. */
const RUNS_AT_ONCE = 10;
const HOURS_AT_ONCE = 4;
const TRIES = 5;
/** Of more runs with records that have no end, the older ones are not told. */
const MOST_OPEN = 200;

/**
 * Counts what the accounts say, by hour and day. The counters are a sum over accounts: each run's row holds what of it each hour
 * has, and changes in one transaction with the hours, by the difference. So it does not matter who counts, how often, or that two
 * do: an account is in exactly one hour, that of its end, also after it was moved by ending again. `sample`: what the timer saw.
 *
 * @throws LostRace when others keep counting; the next timer counts the rest. RetryLater when Storage does not answer.
 */
export async function rollUp(sample: TickSample | undefined, parts: RollUpParts): Promise<void> {
  const startedAt = parts.clock.now();
  const known = await parts.rows.read([META_ROW]);
  const meta = parseMeta(known.get(META_ROW));
  const storedSince = meta ? Date.parse(meta.until) - OVERLAP_MS : 0;
  const runs = await parts.records.changed(startedAt - LOOK_BACK_MS, storedSince);
  const counted: RunSummary[] = [];
  for (let start = 0; start < runs.length; start += RUNS_AT_ONCE)
    counted.push(...(await countRuns(runs.slice(start, start + RUNS_AT_ONCE), parts)));
  await close(startedAt, { counted, known }, sample, parts);
}

async function countRuns(runs: readonly string[], parts: RollUpParts): Promise<readonly RunSummary[]> {
  for (let tries = 0; tries < TRIES; ) {
    // The rows first: whoever counted these runs after this makes our commit fail, and whoever did before has read older accounts.
    const before = await parts.rows.read(runs.map(runRow));
    const whole = await Promise.all(
      runs.map(async (runId) => tallyRun(runId, await parts.records.record(runId))),
    );
    const steps = whole.map((summary) => firstStep(summary, summaryIn(before, summary.runId)));
    const changed = steps.filter((step) => textOf(step) !== textOf(summaryIn(before, step.runId)));
    if (!(await commit(changed, before, parts))) tries++;
    else if (steps.every((step, at) => textOf(step) === textOf(whole[at]))) return whole;
  }
  throw new LostRace('the counters', []);
}

/** As much of a run's change as fits into one transaction; the other hours stay as they were, and follow. */
function firstStep(summary: RunSummary, before: RunSummary | undefined): RunSummary {
  const old = before?.hours ?? {};
  const names = [...new Set([...Object.keys(old), ...Object.keys(summary.hours)])].sort();
  const changed = names.filter((hour) => JSON.stringify(old[hour]) !== JSON.stringify(summary.hours[hour]));
  const now = new Set(changed.slice(0, HOURS_AT_ONCE));
  const hours = names.flatMap((hour) => {
    const tally = now.has(hour) ? summary.hours[hour] : (old[hour] ?? undefined);
    return tally ? [[hour, tally] as const] : [];
  });
  return { ...summary, hours: Object.fromEntries(hours) };
}

async function commit(
  summaries: readonly RunSummary[],
  before: ReadonlyMap<string, CounterRow>,
  { rows }: RollUpParts,
): Promise<boolean> {
  const differences = new Map<string, Tally>();
  const add = (name: string, tally: Tally, times: 1 | -1) =>
    differences.set(name, addTallies(differences.get(name) ?? NOTHING, tally, times));
  const addHours = ({ hours }: Pick<RunSummary, 'hours'>, times: 1 | -1) => {
    for (const [hour, tally] of Object.entries(hours)) {
      add(hourRow(hour), tally, times);
      add(dayRow(hour.slice(0, 10)), { ...tally, minutes: {} }, times);
    }
  };
  for (const summary of summaries) {
    const old = summaryIn(before, summary.runId);
    if (old) addHours(old, -1);
    addHours(summary, 1);
  }
  const names = [...differences].flatMap(([name, tally]) => (isNothing(tally) ? [] : [name]));
  const stored = await rows.read(names);
  const periods = names.map((name) =>
    toRow(name, withTally(parsePeriod(stored.get(name)?.text), differences.get(name)), stored.get(name)),
  );
  const runs = summaries.map((summary) => {
    const name = runRow(summary.runId);
    return { name, text: summaryText(summary), etag: before.get(name)?.etag };
  });
  return rows.commit([...runs, ...periods]);
}

/** Says up to when everything is counted, and adds what the timer saw. */
async function close(
  until: number,
  {
    counted,
    known,
  }: { readonly counted: readonly RunSummary[]; readonly known: ReadonlyMap<string, CounterRow> },
  sample: TickSample | undefined,
  { rows, countDue }: RollUpParts,
): Promise<void> {
  const hour = hourOf(sample?.beganAt ?? until);
  const [hourName, dayName] = [hourRow(hour), dayRow(hour.slice(0, 10))];
  for (let tries = 0; tries < TRIES; tries++) {
    // What was read at the beginning counts until somebody else turns out to have counted meanwhile.
    const periodNames = sample ? [hourName, dayName] : [];
    const before = tries === 0 ? known : await rows.read([META_ROW]);
    const stored = new Map([...before, ...(periodNames.length > 0 ? await rows.read(periodNames) : [])]);
    const meta = parseMeta(stored.get(META_ROW));
    const isNew = sample !== undefined && meta?.tick?.id !== sample.id;
    const next: Meta = {
      since: meta?.since ?? new Date(until).toISOString(),
      until: new Date(Math.max(until, meta ? Date.parse(meta.until) : 0)).toISOString(),
      tick: isNew ? { id: sample.id, beganAt: sample.beganAt } : meta?.tick,
      open: openAfter(counted, meta),
    };
    const told = isNew ? [hourName, dayName] : [];
    const missed = isNew && meta?.tick ? Math.max(0, countDue(meta.tick.beganAt, sample.beganAt) - 1) : 0;
    const periods = told.map((name) => {
      const period = parsePeriod(stored.get(name)?.text);
      const ticks = sample ? addSample(period.ticks, sample, missed) : period.ticks;
      return toRow(name, { ...period, ticks }, stored.get(name));
    });
    if (await rows.commit([toRow(META_ROW, next, stored.get(META_ROW)), ...periods])) return;
  }
  throw new LostRace('the counters', []);
}

function withTally(period: Period, tally: Tally | undefined): Period {
  return tally ? addPeriods(period, { ...EMPTY, tally }) : period;
}

function isNothing(tally: Tally): boolean {
  return JSON.stringify(tally) === JSON.stringify(NOTHING);
}

function openAfter(counted: readonly RunSummary[], meta: Meta | undefined): Meta['open'] {
  const open = new Map(Object.entries(meta?.open ?? {}));
  for (const { runId, counts } of counted) {
    open.delete(runId);
    if ((counts.pending ?? 0) > 0) open.set(runId, counts.pending ?? 0);
  }
  return Object.fromEntries([...open].slice(-MOST_OPEN));
}

function summaryIn(rows: ReadonlyMap<string, CounterRow>, runId: string): RunSummary | undefined {
  const row = rows.get(runRow(runId));
  return row && parseSummary(row.text);
}

function toRow(name: string, value: object, stored: CounterRow | undefined) {
  return { name, text: JSON.stringify(value), etag: stored?.etag };
}

function textOf(summary: RunSummary | undefined): string | undefined {
  return summary && summaryText(summary);
}
