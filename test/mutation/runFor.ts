import { spawn } from 'node:child_process';
import { SANDBOX } from './makeSandbox.ts';

/** How a program ended that ran with a mutant awake. */
export interface Ended {
  /** Null when it was ended because it took too long. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a script in the sandbox; ends it, and all that it started, when it takes longer than it may. */
export function runFor(
  seconds: number,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: SANDBOX,
      env: { ...process.env, NO_COLOR: '1', ...env },
      // A group of its own, so that a worker in an endless loop ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (part: Buffer) => {
      output += part.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, output });
    });
  });
}
