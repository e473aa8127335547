import type { Figure } from './figure.ts';
import { measureApart, startHubSpotProcess } from './hubspotWorld.ts';

/** As one call to HubSpot takes. */
const LATENCY_MS = 120;

/** How fast batches go to HubSpot, compared with a loop that does nothing but post the same bodies. */
export function benchThroughput(_tell: (line: string) => void): Promise<readonly Figure[]> {
  return measure('throughput', LATENCY_MS);
}

/** Processor time of one contact, and that of the bare loop, without waiting for anybody. */
export function benchCpu(_tell: (line: string) => void): Promise<readonly Figure[]> {
  return measure('cpu', 0);
}

async function measure(what: 'throughput' | 'cpu', latencyMs: number): Promise<readonly Figure[]> {
  const hubspot = await startHubSpotProcess(latencyMs);
  try {
    return await measureApart('./hubspotLoadWorker.ts', [what, hubspot.baseUrl, hubspot.token]);
  } finally {
    hubspot.close();
  }
}
