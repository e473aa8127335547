import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,integration,simulation,live}/**/*.test.ts'],
    globalSetup: ['test/support/buildOnce.ts'],
    // Integration tests run real servers on loopback, and wait for them more than they compute.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Generous, because a busy machine is not a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
