import { spawn } from 'node:child_process';

/** How a program ended. `found` false: there is no such program on the PATH. */
export interface ProgramResult {
  readonly found: boolean;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with a text as its standard input. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  {
    input = '',
    folder,
    env = process.env,
  }: { input?: string; folder?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: folder, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part;
    });
    child.on('error', (error) => {
      if ('code' in error && error.code === 'ENOENT')
        resolve({ found: false, exitCode: null, stdout, stderr });
      else reject(error);
    });
    child.on('close', (exitCode) => resolve({ found: true, exitCode, stdout, stderr }));
    // A program that ends without reading its input shows so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
