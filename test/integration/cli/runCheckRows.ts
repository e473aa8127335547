import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DEFAULT_MAPPING_FILE } from '../../support/mappingFile.ts';

const script = fileURLToPath(new URL('../../../shared/cli/checkRows.ts', import.meta.url));

const lineSchema = z.strictObject({
  row: z.int().positive(),
  line: z.int().positive(),
  properties: z.record(z.string(), z.string()),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      property: z.string(),
      message: z.string().min(1),
    }),
  ),
});

/** What a run of the command said, and how it ended. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command as npm does, with the mapping file that ships. */
export function startCheckRows(
  args: readonly string[],
  options: { nodeArgs?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
) {
  const { nodeArgs = [], env = process.env } = options;
  return spawn(process.execPath, [...nodeArgs, script, '--mapping', DEFAULT_MAPPING_FILE, ...args], { env });
}

/** Runs the command over a standard input that comes through a pipe. */
export async function runCheckRows(
  input: string | Buffer | Iterable<string>,
  args: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Promise<Run> {
  const child = startCheckRows(args, { nodeArgs });
  const said = collect(child);
  const chunks = typeof input === 'string' || Buffer.isBuffer(input) ? [input] : input;
  // A program that refuses its arguments reads nothing.
  await pipeline(Readable.from(chunks), child.stdin).catch(() => undefined);
  return said;
}

async function collect(child: ChildProcess): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout, stderr };
}

/** The lines of JSON that a run printed. */
export function linesOf({ stdout }: Run) {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => lineSchema.parse(JSON.parse(line)));
}

/** The codes that a run found, row by row. */
export function codesOf(run: Run): readonly (readonly string[])[] {
  return linesOf(run).map(({ findings }) => findings.map(({ code }) => code));
}

export const ndjson = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
