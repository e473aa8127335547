import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import type { Order } from './batchWorker.ts';
import { startHubSpotProcess } from './hubspotWorld.ts';

const WARM_UP = 200;
const BLOCK = 20;
const BLOCKS = 60;

type Environment = Readonly<Record<string, string>>;

/** What one of the two spent on a batch of 100 records. */
export interface Spending {
  /** Processor time in µs. */
  readonly cpuMicros: number;
  /** Bytes of its log. */
  readonly logBytes: number;
}

/**
 * Processor time of a batch of 100 in two environments, HubSpot and storage being processes of their own. One process in each
 * takes turns with the other, less than a second each, since the machine does other things too and is not always as fast.
 * `warm`: called once both have warmed up.
 */
export async function compareWorkers(
  environments: readonly [Environment, Environment],
  tell: (line: string) => void,
  warm: () => void = () => undefined,
): Promise<{ readonly first: Spending; readonly second: Spending; readonly batches: number }> {
  const [hubspot, azurite] = await Promise.all([startHubSpotProcess(0), startAzurite()]);
  const args = [hubspot.baseUrl, hubspot.token, azurite.connectionString];
  const workers = environments.map((environment) => startWorker(args, environment));
  try {
    tell('warming up …');
    for (const worker of workers) {
      await worker.spend({ batches: WARM_UP });
      await worker.spend('flush');
      worker.begin();
    }
    warm();
    tell(`${BLOCKS} times ${BLOCK} batches in each of two processes …`);
    for (let block = 1; block <= BLOCKS + 1; block++) {
      const order: Order = block <= BLOCKS ? { batches: BLOCK } : 'flush';
      for (const worker of workers) await worker.spend(order);
    }
    const batches = BLOCK * BLOCKS;
    const [first, second] = workers.map((worker) => worker.spentOn(batches));
    if (!first || !second) throw new Error('There are two workers.');
    return { first, second, batches };
  } finally {
    for (const worker of workers) worker.close();
    hubspot.close();
    await azurite.close();
  }
}

/** A process that writes batches when it is told to, and answers its processor time so far, in µs. */
function startWorker(args: readonly string[], environment: Environment) {
  const path = fileURLToPath(new URL('./batchWorker.ts', import.meta.url));
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
  const child = fork(path, args, { env: { ...process.env, ...environment }, stdio: [...stdio] });
  let [cpuMicros, logBytes] = [0, 0];
  let start = { cpuMicros, logBytes };
  child.stdout?.on('data', (chunk: Buffer) => {
    logBytes += chunk.length;
  });
  return {
    async spend(order: Order) {
      const answer = once(child, 'message');
      child.send(order);
      const [now] = await answer;
      cpuMicros = z.number().parse(now);
    },
    begin() {
      start = { cpuMicros, logBytes };
    },
    spentOn: (batches: number): Spending => ({
      cpuMicros: (cpuMicros - start.cpuMicros) / batches,
      logBytes: (logBytes - start.logBytes) / batches,
    }),
    close: () => void child.kill(),
  };
}
