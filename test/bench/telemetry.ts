import { startIngestionStandin } from '../standins/ingestion/startIngestionStandin.ts';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import type { Figure } from './figure.ts';
import { measureApart, percentile, startHubSpotProcess } from './hubspotWorld.ts';
import { WARM_UP } from './telemetryWorker.ts';

const BATCHES = 200;
const ROUNDS = 3;

/**
 * What telemetry costs: processor time of a batch of 100 with and without it, HubSpot, storage and ingestion being processes
 * of their own. The two in turn, round after round, since the machine does other things too.
 */
export async function benchTelemetry(tell: (line: string) => void): Promise<readonly Figure[]> {
  const [hubspot, azurite, ingestion] = await Promise.all([
    startHubSpotProcess(0),
    startAzurite(),
    startIngestionStandin(),
  ]);
  const args = [hubspot.baseUrl, hubspot.token, azurite.connectionString, String(BATCHES)];
  const measure = async (settings: Readonly<Record<string, string>>) => {
    const [figure] = await measureApart('./telemetryWorker.ts', args, [], settings);
    return figure?.value ?? Number.NaN;
  };
  const [without, withIt]: [number[], number[]] = [[], []];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS} …`);
      without.push(await measure({}));
      withIt.push(await measure(ingestion.settings));
    }
  } finally {
    hubspot.close();
    await Promise.all([azurite.close(), ingestion.close()]);
  }
  const share = (rank: number) =>
    Math.round(1000 * (percentile(withIt, rank) / percentile(without, rank) - 1)) / 10;
  return [
    { name: 'CPU of a batch without telemetry, best round', value: percentile(without, 0), unit: 'µs' },
    { name: 'CPU of a batch with telemetry, best round', value: percentile(withIt, 0), unit: 'µs' },
    // As in the HubSpot bench: on a machine that does other things too, the best round says most.
    { name: 'telemetry: share of the CPU, best rounds (≤ 5)', value: share(0), unit: '%' },
    { name: 'telemetry: share of the CPU, median', value: share(0.5), unit: '%' },
    {
      name: 'telemetry: items of a batch',
      value: Math.round((10 * ingestion.envelopes().length) / (ROUNDS * (BATCHES + WARM_UP))) / 10,
      unit: '',
    },
  ];
}
