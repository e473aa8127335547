import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import type { WriteOperation } from '../../../shared/outcomes/writeOperation.ts';
import { type ResyncResult, resyncAssociate } from '../../../shared/sync/associate/resyncAssociate.ts';
import { seedPortalInUse } from '../../demo/portalInUse.ts';
import { type AssociateRow, inventAssociates, randomFrom } from '../../support/associates.ts';
import { dirtyAssociate } from '../../support/dirtyAssociate.ts';
import { howMany } from '../../support/howDeep.ts';
import { ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { type MappingChange, testMapping } from '../../support/mappingFile.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';
import { type ContactApiUnderTest, useContactApi } from '../../support/useContactApi.ts';

const COUNT = howMany('foretold');
const SEED = 1;
const notPartOfThis = () => Promise.reject(new Error('Not part of this test.'));

const policyOf = (column: string, policy: string): MappingChange => [
  ['fields', testMapping().fields.findIndex((field) => field.column === column), 'policy'],
  policy,
];
const CHANGES = [policyOf('telefono_habitacion', 'ifEmpty'), policyOf('distrito', 'neverClear')];
const mapping = testMapping(CHANGES);
const test = useContactApi({
  mapping: CHANGES,
  hubspot: { rateLimit: 1_000_000, searchesPerSecond: 1_000_000 },
});

/** As the demo invents them: some faulty, some with an email that is a neighbour's. */
const ofTheDemo = () => {
  const associates = inventAssociates(COUNT, { seed: SEED, faultyShare: 0.03 });
  return { associates, rows: associates.map(({ row }) => row) };
};
/** The portal knows them as they were before the dirt. */
const dirty = () => {
  const random = randomFrom(SEED);
  const rows = Array.from({ length: COUNT }, (_, at) => dirtyAssociate(at + 1, random));
  return { associates: inventAssociates(COUNT, { seed: SEED, faultyShare: 0 }), rows };
};

/** The resync of one portal, over a table and a ledger in memory. */
function createResync({ api }: ContactApiUnderTest, table: ReadonlyMap<string, AssociateRow>) {
  const ledger = ledgerInMemory();
  const parts = {
    rows: { ...readerOf(table), spell: async () => new Map<string, string>() },
    ledger,
    accounts: { addDetected: notPartOfThis, finishBatch: async () => undefined, read: notPartOfThis },
    queue: { put: async () => undefined, length: notPartOfThis },
    circuit: openPassage,
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    quietMs: 1,
    clock: { now: () => Date.now() },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  return (key: string, dryRun: boolean, operation: WriteOperation, isAdopted: boolean) => {
    const contacts = api({ operation });
    return resyncAssociate(key, dryRun, { ...parts, contacts, isAdopted: async () => isAdopted });
  };
}

/** What a dry run and the real one have to agree in. */
function comparable(result: ResyncResult) {
  if (result.kind !== 'done') return result;
  const { outcome, code, properties, hubspotId, conflictId, rivalKey, findings } = result;
  const changes = result.changes.map(({ property, change }) => ({ property, change }));
  // Who is made has no id before.
  const id = outcome === 'created' ? {} : { hubspotId };
  return { outcome, code, properties, ...id, conflictId, rivalKey, findings, changes };
}

const WRITTEN: ReadonlySet<string> = new Set(['created', 'updated', 'adopted']);

/** The outcomes that were foretold. */
async function goThrough(
  rows: readonly AssociateRow[],
  resync: ReturnType<typeof createResync>,
  operation: WriteOperation,
  isAdopted: boolean,
): Promise<ReadonlySet<string>> {
  const { hubspot } = test();
  const met = new Set<string>();
  for (const row of rows) {
    const key = row['numero_asociado'];
    if (!key) continue;
    const writes = hubspot.writes().length;
    const foretold = comparable(await resync(key, true, operation, isAdopted));
    expect(hubspot.writes().length, 'a dry run writes nothing').toBe(writes);
    const happened = await resync(key, false, operation, isAdopted);
    expect(foretold, JSON.stringify({ key, operation, isAdopted })).toEqual(comparable(happened));
    if (happened.kind !== 'done') throw new Error(`${key} is ${happened.kind}.`);
    met.add(happened.outcome);
    if (!WRITTEN.has(happened.outcome)) expect(happened.changes).toEqual([]);
  }
  return met;
}

/** Every seventh takes his neighbour's email, every fifth comes to nothing new, the others change. */
function moveOn(table: Map<string, AssociateRow>): void {
  const rows = [...table];
  for (const [at, [key, row]] of rows.entries()) {
    const [, neighbour] = rows[at + 1] ?? [];
    if (at % 7 === 0 && neighbour) table.set(key, { ...row, email: neighbour['email'] ?? null });
    else if (at % 5 !== 0)
      table.set(key, { ...row, lastname: 'Otro', telefono_habitacion: '2222-1111', distrito: null });
  }
}

describe.each([
  ['the demo', ofTheDemo],
  ['the dirty rows', dirty],
])('for every associate of %s, a dry run foretells what then happens', (_, invent) => {
  it.each(['upsert', 'update', 'insert'] as const)(
    'under SYNC_OPERATION %s, in a portal in use, before and after its adoption',
    async (operation) => {
      const { associates, rows } = invent();
      const table = new Map(
        rows.flatMap((row) => (row['numero_asociado'] ? [[row['numero_asociado'], row] as const] : [])),
      );
      seedPortalInUse(test(), associates);
      const resync = createResync(test(), table);
      const met = new Set(await goThrough(rows.slice(0, COUNT / 2), resync, operation, false));
      // Who has a contact with our key by now, whatever the operation is.
      await goThrough(rows.slice(0, COUNT / 3), resync, 'upsert', false);
      moveOn(table);
      for (const one of await goThrough([...table.values()], resync, operation, true)) met.add(one);
      const expected = {
        upsert: ['created', 'updated', 'adopted', 'conflict', 'rejected'],
        update: ['unchanged', 'updated', 'adopted', 'conflict', 'rejected'],
        insert: ['created', 'unchanged', 'conflict', 'rejected'],
      }[operation];
      expect([...met].sort()).toEqual(expected.sort());
    },
    600_000,
  );
});
