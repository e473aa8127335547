import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { TestModule } from 'vitest/node';
import { spoil } from '../support/spoil.ts';
import { BREAKS, type Break } from './breaks.ts';

const breaks: Readonly<Record<string, Break>> = BREAKS;
const broken = breaks[process.env['BREAK'] ?? ''];
const path = broken && fileURLToPath(new URL(`../../${broken.file}`, import.meta.url));

/** The test of one break (`BREAK` names it), which is in the code as it loads. */
export default defineConfig({
  plugins: [
    {
      name: 'break',
      enforce: 'pre',
      transform: (code, id) => (broken && id.split('?')[0] === path ? spoil(code, broken) : undefined),
    },
  ],
  test: {
    include: broken ? [broken.test] : [],
    env: { TEST_MODE: 'test' },
    globalSetup: broken?.test.startsWith('test/integration/state/') ? ['test/support/oneAzurite.ts'] : [],
    // It would hand out the file without the break, or with another one.
    fsModuleCache: false,
    isolate: false,
    maxWorkers: 1,
    reporters: [{ onTestRunEnd: tellCounts }],
    testTimeout: 120_000,
  },
});

/** How many tests passed and failed, on the last line. */
function tellCounts(modules: readonly TestModule[]): void {
  const ended = (state: 'passed' | 'failed') =>
    modules.reduce((sum, { children }) => sum + [...children.allTests(state)].length, 0);
  console.log(JSON.stringify({ passed: ended('passed'), failed: ended('failed') }));
}
