import { z } from 'zod';

const eventSchema = z.looseObject({ event: z.enum(['start', 'progress', 'record', 'result']) });
/** A line of a command’s JSON. */
export type CliEvent = z.output<typeof eventSchema>;

/** What a command said, and how it ended. */
export interface CliAnswer {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, where it is JSON: throws for a line that is none. */
  readonly events: () => readonly CliEvent[];
  /** The last line, which is the result and the only one. */
  readonly result: () => CliEvent;
}

export function toAnswer(exitCode: number | null, stdout: string, stderr: string): CliAnswer {
  const events = () =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => eventSchema.parse(JSON.parse(line)));
  const result = () => {
    const results = events().filter(({ event }) => event === 'result');
    const last = events().at(-1);
    if (results.length !== 1 || last?.event !== 'result')
      throw new Error('One result has to be there, last.');
    return last;
  };
  return { exitCode, stdout, stderr, events, result };
}
