// promise 1, 2, 3
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FaultAction, FaultRule } from '../../standins/hubspot/startHubSpotStandin.ts';
import { type Associate, inventAssociates, randomFrom } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import { expectNothingLost } from '../../support/expectNothingLost.ts';
import { howMany } from '../../support/howDeep.ts';
import { killWorkers } from '../../support/killWorkers.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const ROWS = howMany('rowsOfEverything');
const KILLS = howMany('killsOfEverything');
/** A minute on the storage's clock is a second. */
const SPEED = 60;
const AWAY_MS = 60_000 / SPEED;
const USUAL_NAME = 'Mora';
const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000);

/** Of every hundred calls to HubSpot, thirty. */
const FAULTS: readonly (readonly [percent: number, when: FaultRule['when'], action: FaultAction])[] = [
  [3, 'before', { kind: 'status', status: 503 }],
  [2, 'before', { kind: 'status', status: 429 }],
  [3, 'before', { kind: 'reset' }],
  // So late that a newer row may be written first.
  [10, 'before', { kind: 'slow', ms: 1_000 }],
  [5, 'after', { kind: 'reset' }],
  [2, 'after', { kind: 'status', status: 500 }],
  [3, 'after', { kind: 'truncate' }],
  [2, 'after', { kind: 'lostRows', share: 0.5 }],
];

const system = useSystem({
  instances: 4,
  storage: { mayStop: true, speed: SPEED },
  hubspot: { seed },
  settings: {
    HUBSPOT_RATE_LIMIT: '190',
    AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:30',
  },
  // A page is a batch, so that detection has many moments to be killed at.
  mapping: [[['sync', 'pageSize'], 100]],
  seed: enableExactFeeds,
});

const title = `${KILLS} kills, outages, faults and rows that move, all at once (FAULTS_SEED=${seed}), lose and double nobody`;

it(title, { timeout: 600_000 }, async () => {
  const { members, hubspot, sqlServer, host, hosts } = system();
  const associates = inventNeighbours();
  await members.insert(associates.map(({ row }) => row));
  for (const [percent, when, action] of FAULTS) {
    hubspot.faults.inject({ match: { path: '/contacts' }, probability: percent / 100, when, action });
  }

  const kills = { every: 4, random: randomFrom(seed) };
  const trouble = new AbortController();
  const troubles = [
    keepDetecting(system(), trouble.signal),
    keepMovingRows(system(), associates, trouble.signal),
    keepDroppingConnections(system(), trouble.signal),
  ];
  await killWorkers(hosts, { ...kills, count: KILLS / 2 });
  await Promise.all([restartStorage(system()), killWorkers(hosts, { ...kills, count: KILLS / 2 })]);
  trouble.abort();
  await Promise.all(troubles);
  sqlServer.faults.reset();

  while (!(await host.runTimer('detectChanges')).succeeded);
  await system().settle();
  await expectNothingLost(system(), associates);
  expect(hubspot.windows().refused).toBe(0);
});

/** Associates whose faultless members have one surname, so that rows can move and come back. */
function inventNeighbours(): readonly Associate[] {
  return inventAssociates(ROWS, { seed: 11, faultyShare: 0.01 }).map(({ row, expectation }) =>
    expectation === 'arrives' ? { row: { ...row, lastname: USUAL_NAME }, expectation } : { row, expectation },
  );
}

/** Tick after tick, whatever becomes of them. */
async function keepDetecting({ host }: System, trouble: AbortSignal): Promise<void> {
  while (!trouble.aborted) await Promise.all([host.runTimer('detectChanges'), sleep(1_000)]);
}

/** Somebody changes rows, and for half of them thinks better of it. */
async function keepMovingRows(
  { members }: System,
  associates: readonly Associate[],
  trouble: AbortSignal,
): Promise<void> {
  const random = randomFrom(seed + 1);
  const sound = associates.filter(({ expectation }) => expectation === 'arrives');
  const keys = sound.map(({ row }) => row['numero_asociado'] ?? '');
  while (!trouble.aborted) {
    const from = Math.floor(keys.length * random());
    const some = keys.slice(from, from + 80);
    await members.update(some, { lastname: 'Por un momento' });
    await sleep(500 * random());
    if (random() < 0.5) await members.update(some, { lastname: USUAL_NAME });
  }
}

/** Before a result or in the middle of it; only the sync's statements, all of which are reads. */
async function keepDroppingConnections({ sqlServer }: System, trouble: AbortSignal): Promise<void> {
  const random = randomFrom(seed + 2);
  while (!trouble.aborted) {
    sqlServer.faults.dropConnection(/^\s*SELECT/, { afterRows: Math.floor(50 * random()) });
    await sleep(1_000 * random());
  }
}

async function restartStorage({ storage }: System): Promise<void> {
  await storage.stop();
  await sleep(AWAY_MS);
  await storage.start();
}
