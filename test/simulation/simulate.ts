import { runSchedule, type ScheduleResult } from './runSchedule.ts';
import { shorten } from './shorten.ts';
import { inventScenario } from './world/inventScenario.ts';
import type { Kind } from './world/world.ts';

export interface SimulateOptions {
  readonly firstSeed: number;
  readonly runs: number;
  readonly sabotage: string | undefined;
  readonly asJson: boolean;
  /** Print every line of every schedule. */
  readonly withTrace: boolean;
  /** Do not stop at the first failure. */
  readonly keepGoing: boolean;
  readonly lateWrites: boolean;
}

/** Runs schedules and prints what came of them; answers the exit code. A sabotage succeeds by being caught. */
export async function simulate(options: SimulateOptions): Promise<number> {
  const startedAt = performance.now();
  const failures = new Map<number, ScheduleResult>();
  let runs = 0;
  for (let seed = options.firstSeed; runs < options.runs; seed++) {
    const result = await runSchedule(
      inventScenario(seed, { lateWrites: options.lateWrites }),
      {},
      options.withTrace,
    );
    runs++;
    if (options.withTrace) console.log(result.lines.join('\n'));
    if (result.violations.length === 0) continue;
    failures.set(seed, result);
    if (!options.keepGoing) break;
    console.log(`seed ${seed}: ${result.violations.map(({ kind, text }) => `${kind}: ${text}`).join(' | ')}`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const [first] = failures;
  // A sabotage that is caught as expected needs no story where only figures are wanted.
  const isWanted = !options.keepGoing && !(options.asJson && options.sabotage !== undefined);
  if (first && isWanted) await tell(first[0], first[1], runs, options);
  const counts = countKinds([...failures.values()]);
  const summary = {
    runs,
    failed: failures.size,
    ...counts,
    secondsPerRun: Number((seconds / runs).toFixed(4)),
  };
  console.log(options.asJson ? JSON.stringify(summary) : describe(summary));
  const isGood = options.sabotage === undefined ? failures.size === 0 : failures.size > 0;
  return isGood ? 0 : 1;
}

async function tell(
  seed: number,
  result: ScheduleResult,
  runs: number,
  options: SimulateOptions,
): Promise<void> {
  const caught = options.sabotage === undefined ? '' : ` The sabotage ${options.sabotage} is caught.`;
  console.log(`Seed ${seed} fails, schedule ${runs} of this run.${caught}`);
  for (const { kind, text } of result.violations) console.log(`  ${kind}: ${text}`);
  const shortest = await shorten(inventScenario(seed, { lateWrites: options.lateWrites }), result);
  console.log(`\nThe shortest schedule found (${shortest.events} events, ${shortest.faults} faults):\n`);
  console.log(shortest.lines.join('\n'));
  console.log(`\nTo see all of it: npm run simulate -- --seed ${seed} --trace\n`);
}

function countKinds(
  results: readonly ScheduleResult[],
): Record<'lost' | 'duplicated' | 'stale' | 'vanished', number> {
  const having = (...kinds: Kind[]) =>
    results.filter(({ violations }) => violations.some(({ kind }) => kinds.includes(kind))).length;
  return {
    lost: having('lost'),
    duplicated: having('duplicated'),
    stale: having('stale'),
    vanished: having('vanished'),
  };
}

function describe(summary: Readonly<Record<string, number>>): string {
  return Object.entries(summary)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
