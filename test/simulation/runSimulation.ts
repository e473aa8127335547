import { fileURLToPath } from 'node:url';
import { type ProgramResult, runProgram } from '../checks/runProgram.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** In a process of its own: the simulation takes over clock, timers and chance of the one it runs in. */
export function runSimulation(...options: readonly string[]): Promise<ProgramResult> {
  return runProgram(process.execPath, [MAIN, '--json', ...options]);
}
