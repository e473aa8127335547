import { setTimeout as sleep } from 'node:timers/promises';
import { addUp } from '../../shared/outcomes/countOutcomes.ts';
import type { LedgerEntry } from '../../shared/outcomes/recordOutcome.ts';
import type { RunTotals } from '../../shared/sync/ports/runAccount.ts';
import { type Associate, inventAssociate, inventAssociates, numberOf } from '../support/associates.ts';
import { differencesBetween } from '../support/compareWithHubSpot.ts';
import { readAnswer } from '../support/readAnswer.ts';
import { type System, startSystem } from '../support/startSystem.ts';
import type { DemoOptions } from './options.ts';
import { seedPortalInUse, summariseHandMade } from './portalInUse.ts';
import { createProgress } from './progress.ts';
import { openRealEnds } from './realEnds.ts';
import type { DemoSummary } from './summary.ts';

const TICK = '*/2 * * * * *';
const FAULTY_SHARE = 0.03;
const CHANGED = 50;
const ADDED = 5;
const LOOK_EVERY_MS = 200;
const LEDGER_PAGE = 1000;

/** Says to a person what happens, on standard error. */
export type Tell = (line: string) => void;

/**
 * Starts all parts, lets the timer carry the associates to HubSpot, changes some rows, waits until the next ticks
 * carried them too, mends one rejected associate and resyncs it over HTTP, and compares.
 */
export async function runDemo(
  options: DemoOptions,
  tell: Tell,
  onStarted: (system: System, cleanUp: () => Promise<void>) => void,
): Promise<DemoSummary> {
  const { seed, slots } = options;
  const associates = inventAssociates(options.rows, { seed, faultyShare: FAULTY_SHARE, slots });
  const keys = [...associates.map((_, index) => numberOf(index + 1)), ...addedKeys(options.rows)];
  tell(`Seeding dbo.hb_contacts with ${options.rows} invented associates and starting everything …`);
  const { sqlServer, account, dropTable } = await openRealEnds(options);
  const system = await startSystem({
    sqlServer,
    account,
    seed: (members) => members.insert(associates.map(({ row }) => row)),
    adopted: false,
    slots,
    settings: { SYNC_SCHEDULE: TICK },
    // The shipped five minutes would hand every row of the demo out again and again.
    mapping: [[['source', 'overlapSeconds'], 2]],
  }).catch(async (error: unknown) => {
    await dropTable();
    throw error;
  });
  onStarted(system, async () => {
    try {
      if (account) await account.archive(await account.contacts(keys, system.mapping));
    } finally {
      await dropTable();
    }
  });
  if (account) await account.provision(system.mappingFile, slots);
  // An account that people use gets no contacts of ours by hand.
  const handMade = account ? new Map() : seedPortalInUse(system, associates);
  tell(`${handMade.size} contacts were in the portal before us. Adopting those that are an associate's …`);
  // Both may run at once; one after the other, the account shows what each of them did.
  await system.host.pause('detectChanges');
  await system.call('POST', 'sync', { mode: 'adopt' });
  await system.settle();
  await system.host.resume('detectChanges');
  const startedAt = Date.now();
  tell(`Functions host at ${system.host.baseUrl}, worker process ${system.host.workerPid()}. First load:`);
  await firstLoad(system, options.rows);
  const loadedAt = Date.now();
  await laterChanges(system, associates, slots, tell);
  await resyncOne(system, associates, tell);
  await system.settle();
  const endedAt = Date.now();

  const { detected, counts, rejectedByCode } = await accountOf(system);
  const outcomes = await readLedger(system, keys);
  const contacts = account ? await account.contacts(keys, system.mapping) : system.hubspot.contacts();
  const differences = differencesBetween(
    await system.members.readAll(),
    contacts,
    outcomes,
    system.mapping,
    handMade,
  );
  const undecided = [...outcomes.values()].filter(
    ({ outcome, conflictId }) =>
      outcome === 'conflict' && (conflictId ?? '').split(', ').some((id) => handMade.has(id)),
  );
  for (const difference of differences.slice(0, 20)) tell(`  ${difference}`);
  return {
    rows: options.rows,
    detected,
    ...counts,
    portal: summariseHandMade(system, handMade, undecided.length),
    rejected: rejectedByCode,
    calls: system.hubspot.calls(),
    seconds: (endedAt - startedAt) / 1000,
    recordsPerSecond: Math.round(options.rows / ((loadedAt - startedAt) / 1000)),
    equal: differences.length === 0,
  };
}

async function firstLoad(system: System, rows: number): Promise<void> {
  const progress = createProgress('associates');
  for (;;) {
    const { detected, counts } = await accountOf(system);
    progress.show(detected - counts.pending, rows);
    if (detected >= rows && counts.pending === 0) break;
    await sleep(LOOK_EVERY_MS);
  }
  progress.end();
}

/** Changes 50 associates and adds five; nobody triggers anything, the timer finds them. */
async function laterChanges(
  system: System,
  associates: readonly Associate[],
  slots: number,
  tell: Tell,
): Promise<void> {
  const changed = associates
    .flatMap(({ row, expectation }) => (expectation === 'arrives' ? (row['numero_asociado'] ?? []) : []))
    .slice(0, CHANGED);
  const added = addedKeys(associates.length);
  tell(`Changing ${changed.length} rows and adding ${added.length}; the next ticks find them by themselves:`);
  const before = await system.ledger.read(changed);
  await system.members.update(changed, { distrito: 'Cañas', salario_neto_semanal_o_quincenal: '225001.25' });
  await system.members.insert(
    added.map((_, index) => ({
      ...inventAssociate(associates.length + index + 1, '', slots),
      lastmodifieddate: null,
    })),
  );
  const progress = createProgress('changes');
  for (;;) {
    const now = await readLedger(system, [...changed, ...added]);
    const arrived = [...now.values()].filter(({ key, etag }) => before.get(key)?.etag !== etag);
    progress.show(arrived.length, changed.length + added.length);
    if (arrived.length === changed.length + added.length) break;
    await sleep(LOOK_EVERY_MS);
  }
  progress.end();
  await system.settle();
}

/** What a clerk does: a rejected associate is mended in the members system, then resynced by hand. */
async function resyncOne(system: System, associates: readonly Associate[], tell: Tell): Promise<void> {
  const rejected = associates.find(({ expectation }) => expectation === 'EMAIL_INVALID') ?? associates[0];
  const key = rejected?.row['numero_asociado'] ?? '';
  await system.members.update([key], { email: `mended.${key.toLowerCase()}@example.com` });
  const response = await system.resync(key);
  const { outcome, hubspotId } = await readAnswer(response);
  tell(`Mended ${key} and pressed resync: HTTP ${response.status}, ${outcome}, HubSpot id ${hubspotId}.`);
}

function addedKeys(rows: number): readonly string[] {
  return Array.from({ length: ADDED }, (_, index) => numberOf(rows + index + 1));
}

/** The accounts of all runs so far, added up. */
async function accountOf(system: System): Promise<RunTotals> {
  const runIds = new Set(
    system.logLines().flatMap(({ run_id }) => (run_id === undefined ? [] : String(run_id))),
  );
  const totals = await Promise.all([...runIds].map((runId) => system.accounts.read(runId)));
  return addUp(totals.map((total) => ({ ...total, size: total.detected })));
}

async function readLedger(
  system: System,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const entries = new Map<string, LedgerEntry>();
  for (let start = 0; start < keys.length; start += LEDGER_PAGE) {
    for (const [key, entry] of await system.ledger.read(keys.slice(start, start + LEDGER_PAGE)))
      entries.set(key, entry);
  }
  return entries;
}
