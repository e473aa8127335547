import type { Figure } from './figure.ts';
import { benchAdoption } from './hubspotAdoption.ts';
import { benchCalls } from './hubspotCalls.ts';
import { benchCpu, benchThroughput } from './hubspotLoad.ts';
import { benchLimiter, benchUrgent } from './limiter.ts';
import { benchRate } from './rate.ts';

interface PhaseOptions {
  readonly isSmoke: boolean;
  readonly tell: (line: string) => void;
}

type Phase = (options: PhaseOptions) => Promise<readonly Figure[]>;

const PHASES: Readonly<Record<string, Phase>> = {
  calls: ({ tell }) => benchCalls(tell),
  adoption: ({ tell }) => benchAdoption(tell),
  throughput: ({ tell }) => benchThroughput(tell),
  cpu: ({ tell }) => benchCpu(tell),
  rate: ({ tell }) => benchRate(tell),
  limiter: benchLimiter,
  urgent: benchUrgent,
};

export const HUBSPOT_PHASES: readonly string[] = Object.keys(PHASES);
/** Those that take no minutes. */
const SMOKE_PHASES = ['limiter', 'urgent'];

/** What writing to HubSpot costs, measured against the stand-in: calls, time, memory, processor. `only`: some phases. */
export async function benchHubSpot({
  only,
  isSmoke,
  tell,
}: PhaseOptions & { readonly only: readonly string[] }): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const asked = isSmoke ? SMOKE_PHASES : only;
  for (const [name, run] of Object.entries(PHASES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    tell(`${name} …`);
    figures.push(...(await run({ isSmoke, tell: (line) => tell(`  ${line}`) })));
  }
  return figures;
}
