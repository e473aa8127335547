import type { Cuts } from './kernel/chances.ts';
import { runSchedule, type ScheduleResult } from './runSchedule.ts';
import { whatMatters } from './whatMatters.ts';
import type { Person, Scenario } from './world/scenario.ts';

export interface Shortest {
  readonly lines: readonly string[];
  readonly events: number;
  readonly faults: number;
}

const MOST_TRIES = 400;

interface Candidate {
  readonly scenario: Scenario;
  readonly faults: readonly number[];
  readonly calm: boolean;
}

/** Leaves events and faults out as long as the schedule fails in the same way. */
export async function shorten(scenario: Scenario, result: ScheduleResult): Promise<Shortest> {
  const kind = result.violations[0]?.kind;
  let tries = 0;
  const fails = async (candidate: Candidate) => {
    if (tries++ > MOST_TRIES) return false;
    const { violations } = await runSchedule(candidate.scenario, cutsOf(candidate));
    return violations[0]?.kind === kind;
  };
  const all = Array.from({ length: result.faults }, (_, number) => number);
  let best: Candidate = { scenario, faults: all, calm: false };
  const calm = { ...best, calm: true };
  if (await fails(calm)) best = calm;
  for (let before = -1; before !== sizeOf(best); ) {
    before = sizeOf(best);
    const { events } = best.scenario;
    const kept = await least(events, (some) =>
      fails({ ...best, scenario: { ...best.scenario, events: some } }),
    );
    best = { ...best, scenario: { ...best.scenario, events: kept } };
    best = { ...best, faults: await least(best.faults, (some) => fails({ ...best, faults: some })) };
    best = { ...best, scenario: await withFewerPeople(best, fails) };
  }
  const { lines } = await runSchedule(best.scenario, cutsOf(best), true);
  return { lines: whatMatters(lines), events: best.scenario.events.length, faults: best.faults.length };
}

/** Nobody moves up into a place that becomes free: numbers and contacts stay whose they are. */
async function withFewerPeople(
  best: Candidate,
  fails: (candidate: Candidate) => Promise<boolean>,
): Promise<Scenario> {
  let { scenario } = best;
  for (let person = 0; person < scenario.people.length; person++) {
    const { isMember, before } = scenario.people[person] ?? NOBODY;
    if (!isMember && before === 'nothing') continue;
    const fewer = { ...scenario, people: scenario.people.with(person, NOBODY) };
    if (await fails({ ...best, scenario: fewer })) scenario = fewer;
  }
  return scenario;
}

const NOBODY: Person = { isMember: false, before: 'nothing' };

function cutsOf({ faults, calm }: Candidate): Cuts {
  return { faults: new Set(faults), calm };
}

function sizeOf({ scenario, faults }: Candidate): number {
  return scenario.events.length + faults.length;
}

/** Delta debugging: takes ever smaller parts away, as long as it still fails without them. */
async function least<T>(
  items: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = items;
  for (let size = Math.ceil(kept.length / 2); size >= 1 && kept.length > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const some = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (await fails(some)) kept = some;
      else start += size;
    }
  }
  return kept;
}
