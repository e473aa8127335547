import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { DEEP_FILES, DEEP_MODE } from './test/support/howDeep.ts';
import { reportRun } from './test/support/reportRun.ts';

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/** Their tests start nothing that goes on after them, and leave no state behind: a process each would double their cost. */
const ONE_PROCESS = ['test/unit/**/*.test.ts', 'test/integration/standins/{hubspot,sqlserver}/**/*.test.ts'];
const REST = ['test/{integration,simulation,live}/**/*.test.ts'];

export default defineConfig(({ mode }) => {
  const isDeep = mode === DEEP_MODE;
  const project = (name: string, options: TestOptions): TestProjectInlineConfiguration => ({
    test: {
      name,
      env: { TEST_MODE: mode },
      setupFiles: ['test/support/measureFile.ts'],
      // Generous, because a busy machine is not a failure.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 30_000 } },
      ...options,
    },
  });
  const isUnit = (file: string) => file.startsWith('test/unit/');
  return {
    test: {
      reporters: ['default', reportRun(isDeep), ...(process.env['MEASURE_OUT'] ? ['/tmp/base/rep.mjs'] : [])],
      globalSetup: ['test/support/buildOnce.ts'],
      // Integration tests run real servers on loopback, and wait for them more than they compute.
      maxWorkers: Math.max(3, availableParallelism() - 1),
      projects: [
        project('unit', {
          include: isDeep ? DEEP_FILES.filter(isUnit) : ONE_PROCESS,
          isolate: false,
        }),
        project('integration', {
          include: isDeep ? DEEP_FILES.filter((file) => !isUnit(file)) : REST,
          exclude: ONE_PROCESS,
          globalSetup: ['test/support/oneAzurite.ts'],
        }),
      ],
    },
  };
});
