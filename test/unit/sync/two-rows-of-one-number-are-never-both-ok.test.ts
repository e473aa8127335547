import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { LostRace } from '../../../shared/errors.ts';
import { isInHubSpot } from '../../../shared/outcomes/outcomeKinds.ts';
import type { LedgerEntry, RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { upsertBatch } from '../../../shared/sync/batch/upsertBatch.ts';
import type { ContactToWrite, WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import { cutBatches } from '../../../shared/sync/queue/cutBatches.ts';
import { pick } from '../../support/anyText.ts';
import { type AssociateRow, inventAssociate, randomFrom } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { nobodyIsRemoved } from '../../support/nobodyIsRemoved.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const rules = rulesOf(mapping);
const keyForms = keyFormsOf(mapping);
const { keyProperty } = mapping.hubspot;
const STAMP = '2026-01-05T00:00:00.000';

/** Ways to spell a number that HubSpot gets cleaned. */
const SPELLINGS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => number.toLowerCase(),
  (number) => ` ${number}`,
  (number) => `${number}\t`,
  (number) => `${number.slice(0, 2)}\u200b${number.slice(2)}`,
  (number) => `${number}\u0000`,
  (number) => `${number}\u007f`,
];

/** SQL Server, the ledger and HubSpot in memory: each with its own notion of which keys are one. */
function createWorld(isCaseSensitive: boolean, isOneInHubSpot: (a: string, b: string) => boolean) {
  const asInSql = (key: string) => {
    const text = key.replace(/ +$/, '');
    return isCaseSensitive ? text : text.toUpperCase();
  };
  const table = new Map<string, AssociateRow>();
  const entries = new Map<string, LedgerEntry>();
  const contacts = new Map<string, ContactProperties>();
  let writes = 0;
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const ledger = {
    read: async (keys: readonly string[]) => {
      await turn();
      return new Map(
        keys.flatMap((key) => {
          const entry = entries.get(keyForms.ledger(key));
          return entry ? [[key, entry] as const] : [];
        }),
      );
    },
    commit: async (outcomes: readonly RecordOutcome[], previous: ReadonlyMap<string, LedgerEntry>) => {
      await turn();
      const places = outcomes.map(({ key }) => keyForms.ledger(key));
      const isLost = outcomes.some(
        ({ key }) => entries.get(keyForms.ledger(key))?.etag !== previous.get(key)?.etag,
      );
      // As Table Storage, which refuses a transaction that names one entity twice.
      if (new Set(places).size < places.length) throw new Error('Two outcomes have one place.');
      if (isLost) return false;
      for (const outcome of outcomes)
        entries.set(keyForms.ledger(outcome.key), { ...outcome, etag: String(++writes) });
      return true;
    },
    remove: async ({ key }: LedgerEntry) => entries.delete(keyForms.ledger(key)),
  };
  const write = ({ heldKey, hubspotId, properties }: ContactToWrite): WriteVerdict => {
    const key = properties[keyProperty] ?? '';
    const byKey = [...contacts].find(([, held]) => isOneInHubSpot(held[keyProperty] ?? '', key));
    const id = heldKey !== undefined && hubspotId !== undefined ? hubspotId : byKey?.[0];
    const at = id ?? String(++writes);
    contacts.set(at, { ...contacts.get(at), ...properties });
    return { kind: 'written', hubspotId: at, as: id === undefined ? 'created' : 'updated' };
  };
  const parts = {
    rows: {
      read: async (keys: readonly string[]) => {
        await turn();
        return new Map(
          keys.flatMap((key) => {
            const values = table.get(asInSql(key));
            if (!values) return [];
            return [[key, { key: values['numero_asociado'] ?? '', version: 'v', values }] as const];
          }),
        );
      },
    },
    contacts: {
      adopt: () => Promise.reject(new Error('Not part of this test.')),
      write: async (all: readonly ContactToWrite[]) => {
        await turn();
        const verdicts = new Map(all.map((contact) => [contact.key, write(contact)]));
        return { verdicts, doubtful: new Set<string>() };
      },
    },
    ledger,
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Not part of this test.')),
    },
    circuit: openPassage,
    ...nobodyIsRemoved,
    keyForms,
    rules,
    isAdopted: async () => true,
    clock: { now: () => 0 },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  /** Until it is done, as the queue does it. */
  const work = async (message: BatchMessage): Promise<void> => {
    try {
      const { counts } = await upsertBatch(message, parts);
      const sum = Object.values(counts).reduce((a, b) => a + b, 0);
      expect(sum, 'every key that was detected counts').toBe(message.changes.length);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      await work({ ...message, forceKeys: [...(message.forceKeys ?? []), ...error.keys] });
    }
  };
  return { asInSql, table, entries, contacts, work };
}

type World = ReturnType<typeof createWorld>;

/** What is true whenever the queue is empty. */
function check({ table, entries, contacts }: World): void {
  const rows = [...table.values()];
  const byForm = Map.groupBy(rows, (row) => keyForms.ledger(row['numero_asociado'] ?? ''));
  for (const [form, ofOne] of byForm) {
    const keys = ofOne.map((row) => row['numero_asociado'] ?? '').sort();
    const entry = entries.get(form);
    if (ofOne.length === 1) {
      expect(entry && isInHubSpot(entry), `${JSON.stringify(keys)} ${entry?.code}`).toBe(true);
      expect(entry?.key).toBe(keys[0]);
      const { properties } = mapRow(ofOne[0] ?? {}, mapping);
      expect(contacts.get(entry?.hubspotId ?? '')).toMatchObject(properties);
    } else {
      expect(entry).toMatchObject({ outcome: 'conflict', code: 'KEY_SHARED' });
      expect([entry?.key, entry?.rivalKey].sort()).toEqual(keys);
    }
  }
  for (const [form, { outcome }] of entries) if (!byForm.has(form)) expect(outcome).toBe('deleted');
  const held = [...contacts.values()].map((properties) => keyForms.ledger(properties[keyProperty] ?? ''));
  expect(new Set(held).size, 'no number has two contacts').toBe(held.length);
}

/** Rows come, go, change and are respelt; their keys reach batches in any order, some at the same time. */
async function live(seed: number): Promise<void> {
  const random = randomFrom(seed);
  // Whether HubSpot tells keys apart by their case is not documented.
  const isExact = random() < 0.5;
  const world = createWorld(seed % 2 === 0, (a, b) =>
    isExact ? a === b : a.toLowerCase() === b.toLowerCase(),
  );
  const { table, asInSql, work } = world;
  const numbers = ['A-1', 'A-2', 'B-7'];
  let runs = 0;
  for (let round = 0; round < 12; round++) {
    const changed: string[] = [];
    for (let steps = Math.ceil(random() * 4); steps > 0; steps--)
      changed.push(...step(random, pick(random, numbers) ?? '', world));
    const runId = `r${++runs}`;
    const changes = changed.sort(() => random() - 0.5).map((key) => ({ key, version: 'v' }));
    const cuts =
      isExact || random() < 0.5
        ? cutBatches(changes, runId, 0, 'incremental', 1 + Math.floor(random() * 3), {
            ledgerKey: keyForms.ledger,
          })
        : // As of several detections: one number in two batches. (Where HubSpot tells cases apart, each may make a contact.)
          changes.map((change, at): BatchMessage => {
            const id = { runId, batchId: `${runId}-${at}`, attempt: 1, force: false };
            return { ...id, lane: 'incremental', changes: [change] };
          });
    if (random() < 0.5) await Promise.all(cuts.map(work));
    else for (const message of cuts) await work(message);
    check(world);
  }
  expect(asInSql('A-1')).toBe('A-1');
  expect(table.size).toBeLessThanOrEqual(2 * numbers.length);
}

/** One thing that happens to the rows of a number; answers the keys that a feed hands out for it. */
function step(random: () => number, number: string, { table, asInSql }: World): readonly string[] {
  const form = keyForms.ledger(number);
  const ofOne = [...table].filter(([, row]) => keyForms.ledger(row['numero_asociado'] ?? '') === form);
  const [place, row] = pick(random, ofOne) ?? [];
  const key = (pick(random, SPELLINGS) ?? String)(number);
  const isFree = !table.has(asInSql(key));
  const draw = random();
  if (isFree && (!row || (draw < 0.4 && ofOne.length < 2))) {
    const index = 1 + Math.floor(random() * 90_000);
    table.set(asInSql(key), { ...inventAssociate(index, STAMP), numero_asociado: key });
    return [key];
  }
  if (!row || place === undefined) return [];
  const was = row['numero_asociado'] ?? '';
  if (draw < 0.6) {
    table.delete(place);
    return [was];
  }
  if (draw < 0.8 && (isFree || asInSql(key) === place)) {
    table.delete(place);
    table.set(asInSql(key), { ...row, numero_asociado: key });
    return [was, key];
  }
  table.set(place, { ...row, lastname: pick(random, ['Mora', 'Rojas', 'Vega']) ?? null });
  return [was];
}

describe('two rows whose sent keys are equal', () => {
  it.each(Array.from({ length: 8 }, (_, part) => part))(
    'are never both OK, whatever happens to them and in whatever batches (part %i)',
    async (part) => {
      for (let seed = part * 50; seed < (part + 1) * 50; seed++) {
        await live(seed).catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        });
      }
    },
  );
});
