import { inventAssociate, numberOf, randomFrom } from '../support/associates.ts';
import { enableExactFeeds } from '../support/enableExactFeeds.ts';
import type { MembersTable } from '../support/membersTable.ts';
import { type System, startSystem } from '../support/startSystem.ts';
import type { Figure } from './figure.ts';
import { buildApp, percentile } from './hubspotWorld.ts';

const ROWS = 100_000;
const ROWS_PER_INSERT = 5_000;
const RESYNCS = 60;
const LIMIT = 100;
/** As one call to HubSpot takes. */
const LATENCY_MS = 120;

/** How long a person waits for one associate while a full pass over everybody waits for the limit. */
export async function benchUrgent(tell: (line: string) => void): Promise<readonly Figure[]> {
  await buildApp();
  tell(`loading ${ROWS.toLocaleString('en')} rows …`);
  const system = await startSystem({
    seed: load,
    hubspot: { rateLimit: LIMIT, latencyMs: LATENCY_MS },
    settings: { HUBSPOT_RATE_LIMIT: String(LIMIT) },
  });
  try {
    tell('detecting them …');
    await system.host.pause('upsertBatch');
    const detected = await system.host.runTimer('detectChanges');
    if (!detected.succeeded) throw new Error(`detectChanges failed: ${detected.error ?? ''}`);
    const waitingBefore = await system.queueLength();
    await system.host.resume('upsertBatch');
    await untilLimitIsUsedUp(system);
    tell(`${RESYNCS} resyncs while ${waitingBefore} batches wait …`);
    const { seconds, later } = await resyncMany(system);
    const waitingAfter = await system.queueLength();
    if (waitingAfter === 0) throw new Error('The queue was empty before the resyncs were over.');
    const { refused, highest } = system.hubspot.windows();
    return [
      { name: 'urgent resync: p50', value: percentile(seconds, 0.5), unit: 's' },
      { name: 'urgent resync: p95 (≤ 1.5)', value: percentile(seconds, 0.95), unit: 's' },
      { name: 'urgent resync: slowest', value: Math.max(...seconds), unit: 's' },
      { name: 'urgent resync: answers 202', value: later, unit: `of ${RESYNCS}` },
      { name: 'urgent resync: batches waiting before', value: waitingBefore, unit: '' },
      { name: 'urgent resync: batches waiting after', value: waitingAfter, unit: '' },
      { name: 'urgent resync: answers 429 (≤ 0)', value: refused, unit: '' },
      { name: `urgent resync: calls in any 10 s (≤ ${LIMIT})`, value: highest, unit: '' },
    ];
  } finally {
    await system.close();
  }
}

async function load(members: MembersTable): Promise<void> {
  await enableExactFeeds(members);
  for (let first = 1; first <= ROWS; first += ROWS_PER_INSERT) {
    await members.insert(
      Array.from({ length: ROWS_PER_INSERT }, (_, at) =>
        inventAssociate(first + at, '2026-01-05T00:00:00.000'),
      ),
    );
  }
}

/** The first window fills from empty; a person who comes then waits for nobody. */
async function untilLimitIsUsedUp({ hubspot, host }: System): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = host.onInvocation(() => {
      if (hubspot.journal().length < LIMIT) return;
      stop();
      resolve();
    });
  });
}

async function resyncMany(system: System): Promise<{ seconds: readonly number[]; later: number }> {
  const random = randomFrom(1);
  const seconds: number[] = [];
  let later = 0;
  for (let round = 0; round < RESYNCS; round++) {
    const startedAt = performance.now();
    const response = await system.resync(numberOf(1 + Math.floor(random() * ROWS)));
    await response.text();
    seconds.push(Math.round(performance.now() - startedAt) / 1000);
    // Its batch is being written at this moment, or the limit is used up: it follows by the queue.
    if (response.status === 202) later++;
    else if (response.status !== 200) throw new Error(`A resync was answered with ${response.status}.`);
  }
  return { seconds, later };
}
