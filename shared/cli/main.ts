import { CommanderError } from 'commander';
import { STATE_DIRECTORY } from '../compose/openLocalApp.ts';
import { ConfigurationError } from '../errors.ts';
import type { Context, Run } from './context.ts';
import { describeFailure } from './describeFailure.ts';
import { EXIT, SIGNAL_EXITS, type StopSignal } from './exitCodes.ts';
import { jsonOutput } from './output/jsonOutput.ts';
import { textOutput } from './output/textOutput.ts';
import { buildProgram } from './program.ts';
import { type FoundEnvironment, readEnvironment } from './readEnvironment.ts';

/** Whatever a neighbour's connection still holds must not keep the process. */
const LINGER_MS = 1_000;

/** Runs a command of `hubspot-sync`; its exit code is that of the process then. */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever read the lines has read enough.
  process.stdout.on('error', () => process.exit());
  const program = buildProgram(run, whereSettingsAre);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error.exitCode !== 0 && args.includes('--json')) tellUsage(error.message);
  }
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

function tellUsage(message: string): void {
  const error = { code: 'USAGE', problems: [message.replace(/^error: /, '')] };
  console.log(JSON.stringify({ event: 'result', exitCode: EXIT.usage, error }));
}

const run: Run = async ({ state = STATE_DIRECTORY, json = false, language, isLong }, work) => {
  const output = json ? jsonOutput(process, isLong) : textOutput(process);
  const stopping = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const onSignal = (signal: StopSignal) => {
    if (stoppedBy !== undefined || !isLong) process.exit(SIGNAL_EXITS[signal]);
    stoppedBy = signal;
    output.note(
      'Stopping: what is in work is done first. Once more ends it at once, and loses nothing either.',
    );
    stopping.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const { env, files, overruled } = readEnvironment(process.cwd(), process.env);
    if (overruled.length > 0)
      output.note(`The environment wins over the files of settings here in ${overruled.join(', ')}.`);
    const context: Context = {
      env,
      directory: process.cwd(),
      files,
      stateDir: state,
      language,
      output,
      signal: stopping.signal,
      stoppedBy: () => stoppedBy,
    };
    process.exitCode = await work(context);
  } catch (error) {
    const failure = describeFailure(error);
    if (!failure)
      output.failure({
        exitCode: EXIT.failed,
        code: 'BUG',
        problems: ['An unexpected error, see standard error.'],
      });
    // A bug keeps its stack.
    if (!failure) console.error(error);
    else output.failure(failure);
    process.exitCode = failure?.exitCode ?? EXIT.failed;
  } finally {
    output.end();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
};

/** For --help. */
function whereSettingsAre(): string {
  const found = lookAtSettings();
  if (typeof found === 'string') return found;
  const read = ['the environment', ...found.files].join(', then ');
  return `Settings: ${read}${found.files.length === 0 ? ' (no .env, no local.settings.json in this directory)' : ''}.`;
}

function lookAtSettings(): FoundEnvironment | string {
  try {
    return readEnvironment(process.cwd(), process.env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}
