import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,integration,simulation,live}/**/*.test.ts'],
    globalSetup: ['test/support/buildOnce.ts'],
    // Integration tests run real servers on loopback: generous, because a busy machine is not a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
