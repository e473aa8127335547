import { afterAll } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** The mutants whose place in the code the file ran through. */
    mutants?: readonly string[];
  }
}

declare global {
  /** What Stryker's instrumented code counts in: how often each mutant's place was run through. */
  var __stryker__:
    | { readonly mutantCoverage?: { readonly static: Readonly<Record<string, number>> } }
    | undefined;
}

// Vitest's set-up of each file.
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a hook needs.
afterAll(({}, file) => {
  file.meta.mutants = Object.keys(globalThis.__stryker__?.mutantCoverage?.static ?? {});
});
