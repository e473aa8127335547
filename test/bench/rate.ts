import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type HubSpotStandin, startHubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import { type Azurite, startAzurite } from '../standins/storage/startAzurite.ts';
import { busiestWindow } from '../unit/hubspot/rate/support.ts';
import type { Figure } from './figure.ts';
import { LIMIT } from './rateWorker.ts';

const run = promisify(execFile);
const WORKER = fileURLToPath(new URL('./rateWorker.ts', import.meta.url));
const workerSchema = z.object({ slots: z.number(), cpuMicros: z.number() });

const WINDOW_MS = 10_000;
/** The first window fills from empty: what counts is what follows. */
const FILLING_MS = 15_000;
const MEASURED_MS = 60_000;
const CPU_MS = 20_000;

/** How much of the limit 1, 2 and 4 processes use together, whether they ever go over it, and what it costs them. */
export async function benchRate(tell: (line: string) => void): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const workers of [1, 2, 4]) {
    tell(`${workers} × 4 requests in flight …`);
    figures.push(...(await benchWorkers(workers)));
  }
  return figures;
}

async function benchWorkers(workers: number): Promise<readonly Figure[]> {
  const azurite = await startAzurite();
  const hubspot = await startHubSpotStandin({ rateLimit: LIMIT });
  try {
    const sending = await measureSending(workers, azurite, hubspot);
    const alone = await runWorkers(workers, [azurite.connectionString, '', '', String(CPU_MS)]);
    const [slots, cpu] = [total(alone, 'slots'), total(alone, 'cpuMicros')];
    const name = `${workers} ${workers === 1 ? 'process' : 'processes'}`;
    return [
      ...sending.map((figure) => ({ ...figure, name: `${name}: ${figure.name}` })),
      { name: `${name}: limiter, processor time a request`, value: Math.round(cpu / slots), unit: 'µs' },
    ];
  } finally {
    await Promise.all([hubspot.close(), azurite.close()]);
  }
}

/** What HubSpot saw. */
async function measureSending(
  workers: number,
  { connectionString }: Azurite,
  { baseUrl, token, journal }: HubSpotStandin,
): Promise<readonly Figure[]> {
  await runWorkers(workers, [connectionString, baseUrl, token, String(FILLING_MS + MEASURED_MS)]);
  const calls = journal();
  const from = (calls[0]?.at ?? 0) + FILLING_MS;
  const served = calls.filter(({ at, status }) => at >= from && at < from + MEASURED_MS && status < 300);
  const ceiling = (LIMIT * MEASURED_MS) / WINDOW_MS;
  const times = calls.map(({ at }) => at);
  return [
    { name: 'share of the limit', value: Math.round((served.length / ceiling) * 1_000) / 10, unit: '%' },
    { name: 'answers 429', value: calls.filter(({ status }) => status === 429).length, unit: '' },
    { name: 'most requests in any 10 s', value: busiestWindow(times, WINDOW_MS), unit: '' },
  ];
}

async function runWorkers(workers: number, args: readonly string[]) {
  const running = Array.from({ length: workers }, () => run(process.execPath, [WORKER, ...args]));
  const outputs = await Promise.all(running);
  return outputs.map(({ stdout }) => workerSchema.parse(JSON.parse(stdout)));
}

function total(outputs: readonly z.infer<typeof workerSchema>[], what: 'slots' | 'cpuMicros'): number {
  return outputs.reduce((sum, output) => sum + output[what], 0);
}
