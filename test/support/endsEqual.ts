import { createHash } from 'node:crypto';
import { expect, vi } from 'vitest';
import { createStorageClients } from '../../shared/state/storageClients.ts';
import { createRandom } from '../standins/hubspot/random.ts';
import {
  type FaultAction,
  type FaultRule,
  type HubSpotStandin,
  type Switches,
  startHubSpotStandin,
} from '../standins/hubspot/startHubSpotStandin.ts';
import { expectBalanced, expectEqual } from './expectSettled.ts';
import { howMany } from './howDeep.ts';
import { portalProperties, testMapping } from './mappingFile.ts';
import { ownAccount } from './ownAccount.ts';
import { type BatchRun, startBatchRun } from './runBatches.ts';
import { changeAgain, changeThird, furnishPortal, inventCooperative } from './troubledCooperative.ts';

/** What goes wrong with how many calls to HubSpot while how many associates are written. */
export interface Trouble {
  readonly percent: number;
  readonly rows: number;
  /** Of a batch. */
  readonly size: number;
  readonly fault: FaultRule;
  readonly switches?: Partial<Switches>;
}

const RATES = [
  { percent: 1, rows: 120, size: 6 },
  { percent: 10, rows: 120, size: 8 },
  { percent: 50, rows: 90, size: 9 },
];
/** Shorter than the longest delay of an answer, and than for ever. */
const IMPATIENCE_MS = 150;
const PATIENCE_MS = 5_000;
/** Deliveries of a batch, on average, above which something goes round in circles. */
const MOST_DELIVERIES = 25;

// With this key a look-up needs one search only: HubSpot takes five a second.
const mapping = testMapping([[['hubspot', 'keyProperty'], 'numero_asociado']]);

/** A fault before and after the write, at every rate, or at as many as there is time for: for the next fault the next ones. */
export function troublesOf(action: FaultAction, index: number): readonly (Trouble & { when: string })[] {
  const first = index % RATES.length;
  const rates = [...RATES, ...RATES].slice(first, first + howMany('ratesOfAFault'));
  return rates.flatMap((rate) =>
    (['before', 'after'] as const).map((when) => ({ ...rate, when, fault: { when, action } })),
  );
}

/** Everybody is new; then a third changes; while that is under way, it changes once more. HubSpot ends equal to the rows. */
export async function endsEqual(trouble: Trouble): Promise<void> {
  const { percent, rows, size, fault, switches = {} } = trouble;
  const seed = seedOf(trouble);
  const properties = portalProperties(mapping);
  const hubspot = await startHubSpotStandin({ rateLimit: 1_000_000, properties, seed, switches });
  try {
    const cooperative = inventCooperative(rows, { hasStranger: percent < 50 });
    const before = furnishPortal(hubspot, cooperative);
    const match = { path: pathsOf(percent) };
    const injected = hubspot.faults.inject({ ...fault, match, probability: percent / 100 });
    const run = start(hubspot, seed, fault, () => journalled(hubspot) === injected.fired());
    const most = MOST_DELIVERIES * Math.ceil(rows / size);

    await run.detect('all', cooperative.rows, size);
    await run.settle(most);
    const changed = changeThird(cooperative);
    await run.detect('changed', changed.rows, size);
    await run.settle(most, () => run.detect('again', changeAgain(changed), size));

    expect(injected.fired()).toBeGreaterThan(0);
    await expectEqual(run, hubspot, mapping, { refused: changed.refused, before });
    await expectBalanced(run, 'all', cooperative.refused.size);
    for (const runId of ['changed', 'again']) await expectBalanced(run, runId);
  } finally {
    await hubspot.close();
  }
}

function start(
  hubspot: HubSpotStandin,
  seed: number,
  { action }: FaultRule,
  isCalm: () => boolean,
): BatchRun {
  const takesLong = action.kind === 'hang' || (action.kind === 'slow' && action.ms > IMPATIENCE_MS);
  return startBatchRun({
    hubspot,
    storage: createStorageClients({ AzureWebJobsStorage: ownAccount() }),
    mapping,
    timeoutMs: takesLong ? IMPATIENCE_MS : PATIENCE_MS,
    seed,
    hasCalmedDown: async () => void (await vi.waitUntil(isCalm, { timeout: 10_000, interval: 5 })),
  });
}

/** Which calls are disturbed: a look-up of many calls would never get through if every other one failed. */
function pathsOf(percent: number): string {
  return percent >= 50 ? '/batch/(upsert|update)$' : '/contacts';
}

/** A seed by which a fault of this rate fires within the first 20 calls; another one for each trouble, always the same. */
function seedOf(trouble: Trouble): number {
  const first = createHash('sha256').update(JSON.stringify(trouble)).digest().readUInt32LE();
  for (let seed = first; ; seed++) {
    // As the stand-in derives its draws.
    const draw = createRandom(seed + 1);
    if (Array.from({ length: 20 }, draw).some((drawn) => 100 * drawn < trouble.percent)) return seed;
  }
}

/** Disturbed calls that have come to their end: a late answer is entered when it is given, whether anybody waits or not. */
function journalled(hubspot: HubSpotStandin): number {
  return hubspot.journal().filter(({ fault }) => fault !== undefined).length;
}
