import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { createRandom } from '../../standins/hubspot/random.ts';
import {
  type FaultAction,
  type FaultRule,
  type HubSpotStandin,
  type Switches,
  startHubSpotStandin,
} from '../../standins/hubspot/startHubSpotStandin.ts';
import { type Azurite, startAzurite } from '../../standins/storage/startAzurite.ts';
import { expectBalanced, expectEqual } from '../../support/expectSettled.ts';
import { portalProperties, testMapping } from '../../support/mappingFile.ts';
import { type BatchRun, startBatchRun } from '../../support/runBatches.ts';
import {
  changeAgain,
  changeThird,
  furnishPortal,
  inventCooperative,
} from '../../support/troubledCooperative.ts';

const FAULTS: readonly (readonly [string, FaultAction])[] = [
  ['408', { kind: 'status', status: 408 }],
  ['423', { kind: 'status', status: 423 }],
  ['429', { kind: 'status', status: 429 }],
  ['429 with Retry-After', { kind: 'status', status: 429, retryAfter: 10 }],
  ['477 for an hour', { kind: 'status', status: 477, retryAfter: 3_600 }],
  ['500', { kind: 'status', status: 500 }],
  ['500 without content type', { kind: 'status', status: 500, body: 'none' }],
  ['502 as HTML', { kind: 'status', status: 502 }],
  ['503 as HTML', { kind: 'status', status: 503 }],
  ['504 as HTML', { kind: 'status', status: 504 }],
  ['524 as HTML', { kind: 'status', status: 524 }],
  ['a dropped socket', { kind: 'reset' }],
  ['no answer', { kind: 'hang' }],
  ['an empty success', { kind: 'emptySuccess' }],
  ['half an answer', { kind: 'truncate' }],
  ['a success without one row', { kind: 'lostRows' }],
  ['a success without half the rows', { kind: 'lostRows', share: 0.5 }],
  ['a late answer', { kind: 'slow', ms: 20 }],
  ['an answer later than we wait', { kind: 'slow', ms: 300 }],
];
const RATES = [
  { percent: 1, rows: 120, size: 6 },
  { percent: 10, rows: 120, size: 8 },
  { percent: 50, rows: 90, size: 9 },
];
const SWITCHES: readonly Partial<Switches>[] = [
  { partialStatus: 200 },
  { cleanTraceStatus: 207 },
  { rowErrorDetails: false },
  { language: 'es' },
  { mixedTraceIds: 'perRecord' },
  { echoTraceIds: false },
  { takenValue: 'conflict' },
  { takenValue: 'conflict', conflictExistingId: false },
  { perRecordVerdicts: false },
  { perRecordVerdicts: false, conflictWithoutTraceIds: 'othersWritten' },
  { perRecordVerdicts: false, takenValue: 'conflict', conflictVariant: 'withoutId', language: 'es' },
  { perRecordVerdicts: false, takenValue: 'conflict', conflictVariant: 'legacy' },
  { takenValue: 'tokens' },
  { takenValue: 'words' },
  { takenValueSinks: true },
  { takenValue: 'words', takenValueSinks: true },
  { errorTraceIds: false },
  { errorTraceIds: false, takenValue: 'words', rowErrorDetails: false },
  { keyRaceMs: 50 },
  { keyRaceMs: 50, takenValue: 'words' },
  { duplicateReads: 'refused' },
  { duplicateReads: 'refusedNameless' },
  { absorbedReads: 'nothing' },
  { phoneFormat: 'spaced' },
];
/** Shorter than the longest delay of an answer, and than for ever. */
const IMPATIENCE_MS = 150;
const PATIENCE_MS = 5_000;
/** Deliveries of a batch, on average, above which something goes round in circles. */
const MOST_DELIVERIES = 25;

// With this key a look-up needs one search only: HubSpot takes five a second.
const mapping = testMapping([[['hubspot', 'keyProperty'], 'numero_asociado']]);
let azurite: Azurite;
let cells = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

describe.each(FAULTS)('%s', (_, action) => {
  const cases = RATES.flatMap((rate) => (['before', 'after'] as const).map((when) => ({ ...rate, when })));

  it.each(cases)('$when the write in $percent % of the calls ends with HubSpot equal', (one) =>
    endsEqual({ ...one, fault: { when: one.when, action } }),
  );
});

describe('with one lost answer in ten', () => {
  it.each(SWITCHES)('a HubSpot with %j ends equal', (switches) =>
    endsEqual({
      percent: 10,
      rows: 150,
      size: 25,
      fault: { when: 'after', action: { kind: 'reset' } },
      switches,
    }),
  );
});

interface Case {
  readonly percent: number;
  readonly rows: number;
  /** Of a batch. */
  readonly size: number;
  readonly fault: FaultRule;
  readonly switches?: Partial<Switches>;
}

/** Everybody is new; then a third changes; while that is under way, it changes once more. */
async function endsEqual({ percent, rows, size, fault, switches = {} }: Case): Promise<void> {
  const seed = seedOf(percent / 100, ++cells);
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
    storage: createStorageClients({ AzureWebJobsStorage: azurite.connectionString }),
    name: String(cells),
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

/** A seed by which a fault of this rate fires within the first 20 calls; another one for each number. */
function seedOf(rate: number, number: number): number {
  for (let seed = number * 1_000; ; seed++) {
    // As the stand-in derives its draws.
    const draw = createRandom(seed + 1);
    if (Array.from({ length: 20 }, draw).some((drawn) => drawn < rate)) return seed;
  }
}

/** Disturbed calls that have come to their end: a late answer is entered when it is given, whether anybody waits or not. */
function journalled(hubspot: HubSpotStandin): number {
  return hubspot.journal().filter(({ fault }) => fault !== undefined).length;
}
