import { odata } from '@azure/data-tables';
import { expect } from 'vitest';
import type { LedgerEntry } from '../../shared/outcomes/recordOutcome.ts';
import { createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';
import type { Associate } from './associates.ts';
import { differencesBetween } from './compareWithHubSpot.ts';
import type { System } from './startSystem.ts';

/**
 * The end of a load, record by record: HubSpot equals SQL Server, nobody is there twice, every faulty row is named by its
 * code and nobody else is refused, every run's account is closed, and nothing was ever poison.
 */
export async function expectNothingLost(system: System, associates: readonly Associate[]): Promise<void> {
  const { members, hubspot, mapping } = system;
  const outcomes = await readOutcomes(system);
  expect(differencesBetween(await members.readAll(), hubspot.contacts(), outcomes, mapping)).toEqual([]);
  expect(misnamed(associates, outcomes)).toEqual([]);
  expect(await system.queueLength('contact-batches-poison')).toBe(0);
  const runs = await readRuns(system);
  expect(runs.filter(({ counts: { pending, failed } }) => pending > 0 || failed > 0)).toEqual([]);
  const detected = runs.reduce((sum, run) => sum + run.detected, 0);
  expect(detected).toBeGreaterThanOrEqual(associates.length);
}

async function readOutcomes({ ledger }: System): Promise<ReadonlyMap<string, LedgerEntry>> {
  const outcomes = new Map<string, LedgerEntry>();
  for await (const page of ledger.inOrder(null)) for (const entry of page) outcomes.set(entry.key, entry);
  return outcomes;
}

/** Whose outcome has not the code that it should have. Of two who claim one email, one may have been first. */
function misnamed(
  associates: readonly Associate[],
  outcomes: ReadonlyMap<string, LedgerEntry>,
): readonly string[] {
  return associates.flatMap(({ row, expectation }) => {
    const { outcome, code } = outcomes.get(row['numero_asociado'] ?? '') ?? {};
    const isRefused = outcome === 'rejected' || outcome === 'conflict' || outcome === 'failed';
    const isAsExpected =
      expectation === 'arrives'
        ? !isRefused
        : expectation === 'doubledEmail'
          ? !isRefused || code === 'EMAIL_TAKEN'
          : code === expectation;
    return isAsExpected ? [] : [`${row['numero_asociado']} (${expectation}) is ${outcome}, code ${code}`];
  });
}

async function readRuns({ storage, accounts }: System) {
  const table = createStorageClients({ AzureWebJobsStorage: storage.connectionString }).table(STATE_TABLE);
  const filter = odata`PartitionKey ge ${'run-'} and PartitionKey lt ${'run.'}`;
  const runIds = new Set<string>();
  for await (const { partitionKey = '' } of table.listEntities({ queryOptions: { filter } })) {
    runIds.add(partitionKey.replace('run-', ''));
  }
  return Promise.all([...runIds].map(async (runId) => ({ runId, ...(await accounts.read(runId)) })));
}
