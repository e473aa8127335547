import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { DEEP_FILES, DEEP_MODE } from './test/support/howDeep.ts';
import { LongestFirst } from './test/support/longestFirst.ts';
import { reportRun } from './test/support/reportRun.ts';

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/** Their tests leave nothing running and no state behind, so they share processes: one each would double their cost. */
const UNIT = 'test/unit/**/*.test.ts';
const STANDINS = 'test/integration/standins/{hubspot,sqlserver}/**/*.test.ts';
/** Systems, hosts, browsers and whole processes: each file in a process of its own. */
const INTEGRATION = 'test/{integration,simulation,live,browser}/**/*.test.ts';

/** So that what tests start again and again starts sooner. Gone with the next `npm ci`. */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

/** A system with its processes takes some 300 MB. */
const MOST_WORKERS = 8;

export default defineConfig(({ mode }) => {
  const isDeep = mode === DEEP_MODE;
  const project = (name: string, options: TestOptions): TestProjectInlineConfiguration => ({
    test: {
      name,
      env: { TEST_MODE: mode, NODE_COMPILE_CACHE },
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
      reporters: ['default', reportRun(isDeep)],
      globalSetup: ['test/support/buildOnce.ts'],
      sequence: { sequencer: LongestFirst },
      // Tests wait for servers on loopback, and for what comes back later, more than they compute.
      maxWorkers: Math.min(2 * availableParallelism(), MOST_WORKERS),
      projects: [
        project('unit', { include: isDeep ? DEEP_FILES.filter(isUnit) : [UNIT], isolate: false }),
        project('standins', { include: isDeep ? [] : [STANDINS], isolate: false }),
        project('integration', {
          include: isDeep ? DEEP_FILES.filter((file) => !isUnit(file)) : [INTEGRATION],
          exclude: [STANDINS],
          globalSetup: ['test/support/oneAzurite.ts'],
        }),
      ],
    },
  };
});
