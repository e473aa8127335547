import { beforeAll, type TestContext } from 'vitest';
import { buildChecker } from '../../checks/buildChecker.ts';
import { MissingDotnet } from '../../checks/dotnet.ts';
import { type CheckReport, type CheckRequest, runChecker } from '../../checks/runChecker.ts';

const BUILD_TIMEOUT_MS = 300_000;

/**
 * Builds the checker, runs these requests once for all tests of the file, and hands a test its report. Without the
 * .NET SDK the tests are left out and say so; where CI is set they fail.
 */
export function useChecker<Name extends string>(
  requests: Readonly<Record<Name, () => CheckRequest>>,
): (context: TestContext, name: Name) => CheckReport {
  const reports = new Map<string, CheckReport>();
  let missing: string | undefined;
  beforeAll(async () => {
    try {
      const library = await buildChecker();
      for (const [name, request] of Object.entries<() => CheckRequest>(requests)) {
        reports.set(name, await runChecker(library, request()));
      }
    } catch (error) {
      if (!(error instanceof MissingDotnet) || process.env['CI']) throw error;
      missing = `Left out: ${error.message} These tests need the .NET SDK 8 or later.`;
    }
  }, BUILD_TIMEOUT_MS);
  return (context, name) => {
    if (missing !== undefined) {
      process.stderr.write(`${context.task.name}: ${missing}\n`);
      context.skip(missing);
    }
    const report = reports.get(name);
    if (!report) throw new Error(`There is no report "${name}".`);
    return report;
  };
}
