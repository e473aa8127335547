import { z } from 'zod';
import { DOTNET_ENVIRONMENT } from './dotnet.ts';
import type { ListedStatement } from './listStatements.ts';
import type { AllowedFinding } from './reviewedNames.ts';
import { runProgram } from './runProgram.ts';

/** A script or a table, with the name it is told by. */
export interface SqlFile {
  readonly file: string;
  readonly text: string;
}

/** What the C# program reads from its standard input. */
export interface CheckRequest {
  readonly schema: readonly SqlFile[];
  readonly scripts: readonly SqlFile[];
  readonly statements: readonly ListedStatement[];
  readonly allowed: readonly AllowedFinding[];
}

const findingSchema = z.object({
  file: z.string().optional(),
  name: z.string().optional(),
  line: z.int(),
  column: z.int(),
  code: z.string(),
  severity: z.string(),
  message: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

const countsSchema = z.object({
  statements: z.int(),
  scripts: z.int(),
  batches: z.int(),
  findings: z.int(),
  allowed: z.int(),
  parsers: z.array(z.string()),
  model: z.string(),
});
export type Counts = z.infer<typeof countsSchema>;

export interface CheckReport {
  readonly findings: readonly Finding[];
  readonly counts: Counts;
}

/**
 * Puts a request through the built checker.
 *
 * @throws Error when it crashed, or when its findings and its own count differ.
 */
export async function runChecker(library: string, request: CheckRequest): Promise<CheckReport> {
  const { exitCode, stdout, stderr } = await runProgram('dotnet', [library], {
    input: JSON.stringify(request),
    env: DOTNET_ENVIRONMENT,
  });
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const last = lines.pop();
  if ((exitCode !== 0 && exitCode !== 1) || last === undefined) {
    throw new Error(`The checker ended with exit code ${exitCode}.\n${stderr.trim()}`);
  }
  const counts = countsSchema.parse(JSON.parse(last));
  const findings = lines.map((line) => findingSchema.parse(JSON.parse(line)));
  if (findings.length !== counts.findings || (exitCode === 0) !== (findings.length === 0)) {
    throw new Error(`The checker counts ${counts.findings} findings and wrote ${findings.length}.`);
  }
  return { findings, counts };
}
