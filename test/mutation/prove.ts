import { runProgram } from '../checks/runProgram.ts';
import { FOLDERS } from './folders.ts';

/* The proof of a folder, as Stryker runs it for each mutant: exit 0 when nothing noticed the mutant. */
const { tests = [], schedules = 0 } = FOLDERS[process.argv[2] ?? ''] ?? {};
await prove('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutation/vitest.config.ts', ...tests);
if (schedules > 0) await prove('test/simulation/main.ts', '--runs', String(schedules));

async function prove(...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, args);
  if (exitCode === 0) return;
  console.log(stdout, stderr);
  process.exit(1);
}
