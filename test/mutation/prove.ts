import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Folder } from './folders.ts';
import { type Mutant, SANDBOX } from './makeSandbox.ts';
import type { MeasuredTest } from './measureTests.ts';
import { runFor } from './runFor.ts';

/** Tests that take longer wait until quicker ones and the first schedules have noticed nothing. */
const QUICK_SECONDS = 5;
const FIRST_SCHEDULES = 10;
/** What a busy machine may make of the time that something takes. */
const PATIENCE = { seconds: 30, times: 3 };

/**
 * Runs what has to notice a mutant, quickest first; answers what did, or undefined when nothing does.
 *
 * @param isThorough Whether the built app and most schedules are asked too, which takes a minute for each survivor.
 */
export async function prove(
  mutant: Mutant,
  { schedules, systems }: Folder,
  tests: readonly MeasuredTest[],
  isThorough: boolean,
): Promise<string | undefined> {
  const reaching = tests.filter(({ reaches }) => reaches.has(mutant.id));
  const isQuick = ({ seconds }: MeasuredTest) => seconds <= QUICK_SECONDS;
  const first = Math.min(FIRST_SCHEDULES, schedules);
  const noticed =
    (await runTests(mutant, reaching.filter(isQuick))) ??
    (await runSchedules(mutant, 1, first)) ??
    (await runTests(
      mutant,
      reaching.filter((test) => !isQuick(test)),
    ));
  if (noticed !== undefined || !isThorough) return noticed;
  return (await runSystems(mutant, systems)) ?? (await runSchedules(mutant, first + 1, schedules - first));
}

async function runTests(mutant: Mutant, tests: readonly Pick<MeasuredTest, 'file' | 'seconds'>[]) {
  if (tests.length === 0) return undefined;
  const expected = tests.reduce((sum, { seconds }) => sum + seconds, 0);
  const files = tests.map(({ file }) => file);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutation/vitest.config.ts'];
  return await run(mutant, expected, args, { MUTANT_TESTS: files.join(' ') });
}

async function runSchedules(mutant: Mutant, from: number, runs: number) {
  if (runs === 0) return undefined;
  const args = ['test/simulation/main.ts', '--from', String(from), '--runs', String(runs)];
  return await run(mutant, runs, args, {});
}

/** The workers of the Functions host get no environment but the app's settings: there the mutant is awake by the first line of the app. */
async function runSystems(mutant: Mutant, systems: Folder['systems']) {
  const [closest] = Object.keys(systems)
    .filter((path) => mutant.file.startsWith(path))
    .sort((a, b) => b.length - a.length);
  const files = closest === undefined ? [] : (systems[closest] ?? []);
  if (files.length === 0) return undefined;
  const app = `${SANDBOX}dist/main.js`;
  if (!existsSync(app)) await runFor(600, ['infra/build.ts'], {});
  const code = readFileSync(app, 'utf8').replace(/^\/\*awake\*\/.*\n/, '');
  const awake = `/*awake*/(globalThis.__stryker__ ??= {}).activeMutant = '${mutant.id}';`;
  writeFileSync(app, `${awake}\n${code}`);
  return await runTests(
    mutant,
    files.map((file) => ({ file, seconds: 30 })),
  );
}

async function run(
  { id }: Mutant,
  expected: number,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { exitCode, output } = await runFor(PATIENCE.seconds + PATIENCE.times * expected, args, {
    ...env,
    __STRYKER_ACTIVE_MUTANT__: id,
  });
  if (exitCode === 0) return undefined;
  if (exitCode === null) return `${args[0]}: never ended`;
  return / FAIL +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
}
