import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Figure } from './figure.ts';

const run = promisify(execFile);
const figuresSchema = z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() }));

/** Speed and memory of mapping and validating, in a process of its own with the heap of a small instance. */
export async function benchContacts(rows: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  tell(`Mapping ${rows.toLocaleString('en')} contacts …`);
  const script = fileURLToPath(new URL('./contactsPhase.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [
    '--max-semi-space-size=8',
    '--max-old-space-size=96',
    script,
    String(rows),
  ]);
  return figuresSchema.parse(JSON.parse(stdout));
}
