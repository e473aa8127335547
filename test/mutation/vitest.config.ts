import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const { MUTANT_TESTS = '', MUTANT_AZURITE = '{}' } = process.env;
const listed = MUTANT_TESTS.split(' ').filter((file) => file !== '');

/** In the order in which they are listed. */
class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => listed.indexOf(relative(process.cwd(), moduleId));
    return [...files].sort((a, b) => placeOf(a) - placeOf(b));
  }
}

/** The tests that MUTANT_TESTS lists, in one process, up to the first that fails. */
export default defineConfig({
  test: {
    include: listed.length > 0 ? listed : ['test/{unit,integration}/**/*.test.ts'],
    env: { TEST_MODE: 'test' },
    setupFiles: ['test/support/measureFile.ts', 'test/mutation/noteReached.ts'],
    provide: { azurite: JSON.parse(MUTANT_AZURITE) },
    sequence: { sequencer: AsListed },
    isolate: false,
    maxWorkers: 1,
    bail: 1,
    reporters: ['default'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    fsModuleCache: true,
    fsModuleCachePath: '.vitest-cache',
  },
});
