import { CommanderError } from 'commander';
import { STATE_DIRECTORY } from '../compose/openLocalApp.ts';
import type { Environment } from '../config/settings.ts';
import { ConfigurationError } from '../errors.ts';
import type { Context, RunOptions } from './context.ts';
import { describeFailure } from './describeFailure.ts';
import { EXIT, SIGNAL_EXITS, type StopSignal } from './exitCodes.ts';
import { jsonOutput } from './output/jsonOutput.ts';
import type { Output } from './output/output.ts';
import { type Streams, textOutput } from './output/textOutput.ts';
import { buildProgram } from './program.ts';
import { readEnvironment } from './readEnvironment.ts';

/** What a command has around it: a process, or a test. */
export interface Surroundings extends Streams {
  readonly env: Environment;
  readonly directory: string;
  /** Hears signals until what it answers is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  exit(code: number): void;
  /** Where somebody sits there who can be asked for a secret. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** Runs a command of `hubspot-sync`; answers its exit code. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = buildProgram(
    async (options, work) => {
      exitCode = await runWork(options, around, work);
    },
    () => whereSettingsAre(around),
    around,
  );
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (args.includes('--json')) {
      const output = jsonOutput(around, false);
      const problems = [error.message.replace(/^error: /, '')];
      output.failure({ exitCode: EXIT.usage, code: 'USAGE', problems });
      output.end();
    }
    return EXIT.usage;
  }
}

async function runWork(
  { state = STATE_DIRECTORY, json = false, language, isLong }: RunOptions,
  around: Surroundings,
  work: (context: Context) => Promise<number>,
): Promise<number> {
  const output = json ? jsonOutput(around, isLong) : textOutput(around);
  const stopping = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const hearNoMore = around.onSignal((signal) => {
    if (stoppedBy !== undefined || !isLong) return around.exit(SIGNAL_EXITS[signal]);
    stoppedBy = signal;
    output.note(
      'Stopping: what is in work is done first. Once more ends it at once, and loses nothing either.',
    );
    stopping.abort();
  });
  try {
    const { directory } = around;
    const { env, files, overruled } = readEnvironment(directory, around.env);
    if (overruled.length > 0)
      output.note(`The environment wins over the files of settings here in ${overruled.join(', ')}.`);
    return await work({
      env,
      directory,
      files,
      stateDir: state,
      language,
      output,
      streams: around,
      ask: json ? undefined : around.ask,
      signal: stopping.signal,
      stoppedBy: () => stoppedBy,
    });
  } catch (error) {
    return tellFailure(error, output, around);
  } finally {
    output.end();
    hearNoMore();
  }
}

function tellFailure(error: unknown, output: Output, { stderr }: Streams): number {
  const failure = describeFailure(error) ?? {
    exitCode: EXIT.failed,
    code: 'BUG',
    problems: ['Something unexpected happened: standard error says where. Please report it.'],
  };
  output.failure(failure);
  // A bug keeps its stack.
  if (failure.code === 'BUG') stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return failure.exitCode;
}

/** For --help. */
function whereSettingsAre({ directory, env }: Surroundings): string {
  try {
    const { files } = readEnvironment(directory, env);
    const none = files.length === 0 ? ' (no .env, no local.settings.json in this directory)' : '';
    return `Settings: ${['the environment', ...files].join(', then ')}${none}.`;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}
