import { Writable } from 'node:stream';
import { runCommand } from '../../shared/cli/runCommand.ts';
import { type CliAnswer, toAnswer } from './cliAnswer.ts';

/** Calls a command of `hubspot-sync` in this process, as the command line would: arguments by blanks, where they are one text. */
export async function callCli(
  args: string | readonly string[],
  {
    env,
    directory = import.meta.dirname,
    ask,
  }: {
    readonly env: Readonly<Record<string, string>>;
    readonly directory?: string;
    readonly ask?: (question: string) => Promise<string>;
  },
): Promise<CliAnswer> {
  const stdout = collector();
  const stderr = collector();
  const exitCode = await runCommand(typeof args === 'string' ? args.split(' ') : args, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    directory,
    onSignal: () => () => undefined,
    exit: () => undefined,
    ask,
  });
  return toAnswer(exitCode, stdout.text(), stderr.text());
}

function collector() {
  let collected = '';
  const stream = new Writable({
    decodeStrings: false,
    write(part: string, _, done) {
      collected += part;
      done();
    },
  });
  return { stream, text: () => collected };
}
