import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startIngestionStandin } from '../standins/ingestion/startIngestionStandin.ts';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import type { Figure } from './figure.ts';
import { startHubSpotProcess } from './hubspotWorld.ts';
import type { Order } from './telemetryWorker.ts';

const WARM_UP = 200;
const BLOCK = 20;
const BLOCKS = 60;

/**
 * What telemetry costs: processor time of a batch of 100 with and without it, HubSpot, storage and ingestion being processes
 * of their own. One process with and one without take turns, less than a second each, since the machine does other things
 * too and is not always as fast.
 */
export async function benchTelemetry(tell: (line: string) => void): Promise<readonly Figure[]> {
  const [hubspot, azurite, ingestion] = await Promise.all([
    startHubSpotProcess(0),
    startAzurite(),
    startIngestionStandin(),
  ]);
  const args = [hubspot.baseUrl, hubspot.token, azurite.connectionString];
  const without = startWorker(args, {});
  const withIt = startWorker(args, ingestion.settings);
  try {
    tell('warming up …');
    for (const worker of [without, withIt]) {
      await worker.spend({ batches: WARM_UP });
      await worker.spend('flush');
    }
    const envelopes = ingestion.envelopes().length;
    tell(`${BLOCKS} times ${BLOCK} batches without and with telemetry …`);
    const spent = { without: 0, withIt: 0 };
    for (let block = 1; block <= BLOCKS + 1; block++) {
      const order: Order = block <= BLOCKS ? { batches: BLOCK } : 'flush';
      spent.without += await without.spend(order);
      spent.withIt += await withIt.spend(order);
    }
    const share = Math.round(1000 * (spent.withIt / spent.without - 1)) / 10;
    const batches = BLOCK * BLOCKS;
    return [
      { name: 'CPU of a batch without telemetry', value: Math.round(spent.without / batches), unit: 'µs' },
      { name: 'CPU of a batch with telemetry', value: Math.round(spent.withIt / batches), unit: 'µs' },
      { name: 'telemetry: share of the CPU (≤ 5)', value: share, unit: '%' },
      {
        name: 'telemetry: items of a batch',
        value: Math.round((10 * (ingestion.envelopes().length - envelopes)) / batches) / 10,
        unit: '',
      },
    ];
  } finally {
    for (const worker of [without, withIt]) worker.close();
    hubspot.close();
    await Promise.all([azurite.close(), ingestion.close()]);
  }
}

/** A process that writes batches when it is told to. It answers its processor time since the last answer, in µs. */
function startWorker(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const path = fileURLToPath(new URL('./telemetryWorker.ts', import.meta.url));
  const child = fork(path, args, { env: { ...process.env, ...settings } });
  let before = 0;
  const spend = async (order: Order) => {
    const answer = once(child, 'message');
    child.send(order);
    const [now] = await answer;
    const spent = z.number().parse(now) - before;
    before += spent;
    return spent;
  };
  return { spend, close: () => void child.kill() };
}
