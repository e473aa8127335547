import { afterAll } from 'vitest';
import { processorSeconds } from './processorSeconds.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test file cost, the processes that it started included. */
    processorSeconds?: number;
  }
}

const before = processorSeconds();

// Vitest's set-up of each file. Registered first, the hook runs last: by then everything that was started is closed.
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a hook needs.
afterAll(({}, file) => {
  file.meta.processorSeconds = processorSeconds() - before;
});
