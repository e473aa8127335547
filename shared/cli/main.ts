import { askHidden } from './askHidden.ts';
import { EXIT, isStopSignal } from './exitCodes.ts';
import { runCommand } from './runCommand.ts';

/** Whatever a neighbour's connection still holds must not keep the process. */
const LINGER_MS = 1_000;

/** Runs a command of `hubspot-sync` as a process. */
export async function main(args: readonly string[]): Promise<void> {
  const { stdout, stderr, env } = process;
  // Whoever read the lines has read enough; a disk that is full is no such thing.
  stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? undefined : EXIT.failed),
  );
  process.exitCode = await runCommand(args, {
    stdout,
    stderr,
    env,
    directory: process.cwd(),
    onSignal(listener) {
      const hear = (signal: NodeJS.Signals) => isStopSignal(signal) && listener(signal);
      process.on('SIGINT', hear).on('SIGTERM', hear);
      return () => void process.off('SIGINT', hear).off('SIGTERM', hear);
    },
    exit: (code) => process.exit(code),
    ask: process.stdin.isTTY ? askHidden : undefined,
  });
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
