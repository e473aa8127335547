import type { Command } from 'commander';
import type { Environment } from '../config/settings.ts';
import type { Language } from '../outcomes/language.ts';
import type { StopSignal } from './exitCodes.ts';
import type { Output } from './output/output.ts';
import type { Streams } from './output/textOutput.ts';

/** What every command takes. */
export interface CommonOptions {
  /** Absent where a command needs no store. */
  readonly state?: string;
  readonly json?: boolean;
  readonly language: Language;
}

/** What a command works with. */
export interface Context {
  readonly env: Environment;
  readonly directory: string;
  /** The files that settings were read from. */
  readonly files: readonly string[];
  readonly stateDir: string;
  readonly language: Language;
  readonly output: Output;
  /** Of a command that prints what is no answer: rows, or questions. */
  readonly streams: Streams;
  /** Asks for a secret; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Given with the first SIGINT or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal;
  readonly stoppedBy: () => StopSignal | undefined;
}

export interface RunOptions extends CommonOptions {
  /** Whether it may take long: then JSON is an object a line, and a signal lets it end what is in work. */
  readonly isLong: boolean;
}

/** Runs the work of a command and sees to its exit code, whatever it throws. */
export type Run = (options: RunOptions, work: (context: Context) => Promise<number>) => Promise<void>;

/** Adds a command to the program. */
export type AddCommand = (program: Command, run: Run) => void;
