import { defineConfig } from 'vitest/config';

/** The tests of one folder in one process, up to the first that fails. */
export default defineConfig({
  test: {
    include: ['test/{unit,integration}/**/*.test.ts'],
    env: { TEST_MODE: 'test' },
    setupFiles: ['test/support/measureFile.ts'],
    globalSetup: ['test/support/oneAzurite.ts'],
    isolate: false,
    maxWorkers: 1,
    bail: 1,
    reporters: ['dot'],
    testTimeout: 30_000,
  },
});
