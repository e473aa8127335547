import type { Figure } from './figure.ts';
import { benchAdoption } from './hubspotAdoption.ts';
import { benchCalls } from './hubspotCalls.ts';
import { benchCpu, benchThroughput } from './hubspotLoad.ts';
import { benchUrgent } from './hubspotUrgent.ts';
import { benchRate } from './rate.ts';

const PHASES: Readonly<Record<string, (tell: (line: string) => void) => Promise<readonly Figure[]>>> = {
  calls: benchCalls,
  adoption: benchAdoption,
  throughput: benchThroughput,
  cpu: benchCpu,
  urgent: benchUrgent,
  rate: benchRate,
};

export const HUBSPOT_PHASES: readonly string[] = Object.keys(PHASES);

/** What writing to HubSpot costs, measured against the stand-in: calls, time, memory, processor. `only`: some phases. */
export async function benchHubSpot(
  only: readonly string[],
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, run] of Object.entries(PHASES)) {
    if (only.length > 0 && !only.includes(name)) continue;
    tell(`${name} …`);
    figures.push(...(await run((line) => tell(`  ${line}`))));
  }
  return figures;
}
