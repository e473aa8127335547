import { relative } from 'node:path';
import { startVitest } from 'vitest/node';
import { SANDBOX } from './makeSandbox.ts';

/** A test file: how long it takes, and the mutants whose place in the code it runs through. */
export interface MeasuredTest {
  readonly file: string;
  readonly seconds: number;
  readonly reaches: ReadonlySet<string>;
}

/**
 * Runs tests once while all mutants sleep; answers their files, quickest first.
 *
 * @throws when one fails: it would "notice" every mutant.
 */
export async function measureTests(filters: readonly string[]): Promise<readonly MeasuredTest[]> {
  const vitest = await startVitest('test', [...filters], {
    root: SANDBOX,
    config: `${SANDBOX}test/mutation/vitest.config.ts`,
    watch: false,
    isolate: true,
    reporters: [],
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  process.exitCode = 0;
  const failed = modules.filter((module) => !module.ok());
  if (failed.length > 0 || modules.length === 0)
    throw new Error(
      `Without any mutant, these fail: ${failed.map(({ moduleId }) => moduleId).join(', ') || 'there are none'}.`,
    );
  return modules
    .map((module) => {
      const { collectDuration, duration } = module.diagnostic();
      return {
        file: relative(SANDBOX, module.moduleId),
        seconds: (collectDuration + duration) / 1000,
        reaches: new Set(module.meta().mutants),
      };
    })
    .sort((a, b) => a.seconds - b.seconds);
}
