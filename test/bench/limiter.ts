import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import { type Figure, rounded } from './figure.ts';
import { percentile } from './hubspotWorld.ts';

const run = promisify(execFile);
const WORKER = fileURLToPath(new URL('./rateWorker.ts', import.meta.url));
const MEASURED_MS = 40_000;
const SMOKE_MS = 1_000;

const workerSchema = z.object({
  slots: z.number(),
  operations: z.number(),
  waitsMs: z.array(z.number()),
});
type Worked = z.infer<typeof workerSchema>;

interface Options {
  readonly isSmoke: boolean;
  readonly tell: (line: string) => void;
}

/** Requests to storage that a slot of the shared limit costs, while there is always work, with one process and with more. */
export async function benchLimiter({ isSmoke, tell }: Options): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const processes of isSmoke ? [2] : [1, 2, 4]) {
    tell(`bulk work in ${processes} …`);
    const { bulk } = await work(processes, false, isSmoke);
    figures.push({
      name: `hubspot.limiter.operationsPerCall${processes}`,
      value: rounded(sum(bulk, 'operations') / sum(bulk, 'slots'), 100),
      unit: 'requests',
    });
  }
  return figures;
}

/** How long one call that a person waits for waits for its slot while others use the limit up, in a process of its own. */
export async function benchUrgent({ isSmoke, tell }: Options): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const processes of isSmoke ? [1] : [1, 4]) {
    tell(`an urgent call now and then beside bulk work in ${processes} …`);
    const { bulk, urgent } = await work(processes, true, isSmoke);
    const waits = urgent?.waitsMs ?? [];
    const calls = sum(bulk, 'slots') + waits.length;
    figures.push(
      { name: `hubspot.urgentWaitMs${processes}`, value: Math.round(percentile(waits, 0.95)), unit: 'ms' },
      {
        name: `hubspot.urgentWaitMs${processes}: median`,
        value: Math.round(percentile(waits, 0.5)),
        unit: 'ms',
      },
      { name: `hubspot.urgentWaitMs${processes}: slots of all`, value: calls, unit: '' },
    );
  }
  return figures;
}

async function work(
  processes: number,
  withUrgent: boolean,
  isSmoke: boolean,
): Promise<{ readonly bulk: readonly Worked[]; readonly urgent: Worked | undefined }> {
  const azurite = await startAzurite();
  try {
    const start = async (lane: 'bulk' | 'urgent') => {
      const ms = String(isSmoke ? SMOKE_MS : MEASURED_MS);
      const args = [WORKER, azurite.connectionString, '', '', ms, lane];
      const { stdout } = await run(process.execPath, args);
      return workerSchema.parse(JSON.parse(stdout));
    };
    const [urgent, ...bulk] = await Promise.all([
      withUrgent ? start('urgent') : undefined,
      ...Array.from({ length: processes }, () => start('bulk')),
    ]);
    return { bulk: bulk.flatMap((one) => (one ? [one] : [])), urgent };
  } finally {
    await azurite.close();
  }
}

function sum(all: readonly Worked[], what: 'slots' | 'operations'): number {
  return all.reduce((total, one) => total + one[what], 0);
}
