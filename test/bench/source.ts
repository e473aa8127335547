import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Figure, rounded } from './figure.ts';
import { FLOOR, FULL_PASS, PHASES } from './sourcePhase.ts';
import { startSqlServerProcess } from './sqlServerProcess.ts';

const run = promisify(execFile);
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const figuresSchema = z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() }));

/**
 * V8 sizes its heap by the machine's memory, and on a large one a process fills with garbage that nobody needs collected
 * yet. Held to what a small instance has, what is measured is what the program needs.
 */
const NODE_ARGUMENTS = ['--max-semi-space-size=8', '--max-old-space-size=96'];

/** Speed and memory of reading the source; stand-in, loader and each phase are processes of their own. */
export async function benchSource(rows: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const { connectionString, close } = await startSqlServerProcess();
  try {
    tell(`Loading ${rows.toLocaleString('en')} rows into the stand-in …`);
    await run(process.execPath, [pathOf('./loadMembers.ts'), connectionString, String(rows)]);
    const figures: Figure[] = [];
    for (const phase of Object.keys(PHASES)) {
      tell(`${phase} …`);
      const script = pathOf('./sourcePhase.ts');
      const { stdout } = await run(process.execPath, [
        ...NODE_ARGUMENTS,
        script,
        phase,
        connectionString,
        String(rows),
      ]);
      figures.push(...figuresSchema.parse(JSON.parse(stdout)));
    }
    const measured = (name: string) => figures.find((figure) => figure.name === name)?.value ?? 0;
    const ratio = rounded(measured(FULL_PASS) / measured(FLOOR), 100);
    return [...figures, { name: 'source.ratioToFloor', value: ratio, unit: '' }];
  } finally {
    close();
  }
}
