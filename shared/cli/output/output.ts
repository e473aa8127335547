import type { Writable } from 'node:stream';
import type { Log } from '../../sync/ports/log.ts';
import type { Failure } from '../describeFailure.ts';

/** How far a long command has come. */
export interface Progress {
  /** What is counted, as people call it. */
  readonly what: string;
  readonly done: number;
  /** Undefined where nobody knows. */
  readonly total: number | undefined;
}

/** What a command came to: an object for programs, and the same for people. */
export interface Answer {
  readonly json: object;
  readonly text: string;
}

/** Where a command says what it does: in text for a person, or in JSON for a program. */
export interface Output {
  /** Which store is used, and what else is known before the work: once, first. */
  start(facts: { readonly store: string; readonly [name: string]: unknown }): void;
  /** A sentence beside the answer. */
  note(sentence: string): void;
  /** Log lines of the use cases: what a person should know of them. */
  readonly log: Log;
  /** One record; `text` where a person is to see it, too. */
  record(json: object, text?: string): void;
  /** Resolves when whoever reads has taken what was written. */
  room(): Promise<void>;
  progress(progress: Progress): void;
  /** The answer, exactly once, last. */
  result(answer: Answer, exitCode: number): void;
  /** Instead of an answer: why there is none. */
  failure(failure: Failure): void;
  /** Nothing more is said. */
  end(): void;
}

/** A stream that is written to: standard output, or standard error. */
export type Sink = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Resolves when what was written to a stream has been taken; at once where nothing waits. */
export async function roomIn(stream: Sink): Promise<void> {
  if (stream.writableNeedDrain) await new Promise<void>((resolve) => stream.once('drain', resolve));
}
