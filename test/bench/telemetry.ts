import { startIngestionStandin } from '../standins/ingestion/startIngestionStandin.ts';
import { compareWorkers } from './compareWorkers.ts';
import type { Figure } from './figure.ts';

/** What telemetry costs: processor time of a batch of 100 with and without it, ingestion being a process of its own. */
export async function benchTelemetry(tell: (line: string) => void): Promise<readonly Figure[]> {
  const ingestion = await startIngestionStandin();
  try {
    let before = 0;
    const { first, second, batches } = await compareWorkers([{}, ingestion.settings], tell, () => {
      before = ingestion.envelopes().length;
    });
    const share = Math.round(1000 * (second.cpuMicros / first.cpuMicros - 1)) / 10;
    const items = Math.round((10 * (ingestion.envelopes().length - before)) / batches) / 10;
    return [
      { name: 'CPU of a batch without telemetry', value: Math.round(first.cpuMicros), unit: 'µs' },
      { name: 'CPU of a batch with telemetry', value: Math.round(second.cpuMicros), unit: 'µs' },
      { name: 'telemetry: share of the CPU (≤ 5)', value: share, unit: '%' },
      { name: 'telemetry: items of a batch', value: items, unit: '' },
    ];
  } finally {
    await ingestion.close();
  }
}
