import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Figure } from './figure.ts';

const RESULTS = fileURLToPath(new URL('./results.json', import.meta.url));
const ROOT = new URL('../../', import.meta.url);

const figureSchema = z.object({ name: z.string(), value: z.number(), unit: z.string() });
const resultsSchema = z.record(
  z.string(),
  z.object({
    /** ISO 8601. */
    date: z.string(),
    command: z.string(),
    machine: z.object({ cpu: z.string(), cores: z.number(), memoryGb: z.number() }),
    versions: z.record(z.string(), z.string()),
    figures: z.array(figureSchema),
  }),
);

/** Packages whose work is most of what is measured. */
const PACKAGES = ['@azure/data-tables', '@azure/storage-queue', '@hubspot/api-client', 'azurite', 'mssql'];

/** Puts a part's figures in the place of its former ones in `results.json`: no name of a host, no path. */
export function keepResults(part: string, command: string, figures: readonly Figure[]): void {
  const former = existsSync(RESULTS) ? resultsSchema.parse(JSON.parse(readFileSync(RESULTS, 'utf8'))) : {};
  const [processor] = cpus();
  const machine = {
    cpu: processor?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
  };
  const now = {
    date: new Date().toISOString(),
    command,
    machine,
    versions: versions(),
    figures: [...figures],
  };
  const parts = Object.entries({ ...former, [part]: now }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(parts), null, 2)}\n`);
}

function versions(): Record<string, string> {
  const installed = PACKAGES.map((name) => {
    const text = readFileSync(new URL(`node_modules/${name}/package.json`, ROOT), 'utf8');
    return [name, z.object({ version: z.string() }).parse(JSON.parse(text)).version] as const;
  });
  return { node: process.version, ...Object.fromEntries(installed) };
}
