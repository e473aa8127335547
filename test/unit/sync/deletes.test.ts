import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { upsertBatch } from '../../../shared/sync/batch/upsertBatch.ts';
import { createDeleteGuard } from '../../../shared/sync/deletes/deleteGuard.ts';
import { judgeGone } from '../../../shared/sync/deletes/judgeGone.ts';
import type { ContactToWrite, WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { documentInMemory, ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const MINUTE = 60_000;
const QUIET_MS = 3 * MINUTE;
const keyOf = (index: number) => inventAssociate(index, '')['numero_asociado'] ?? '';
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** `forestall` lets another worker be first so many times. */
function contestedDocument() {
  const document = documentInMemory();
  const other = { forestall: 0 };
  return {
    other,
    read: document.read,
    save: async (text: string, etag: string | undefined) =>
      other.forestall > 0 && other.forestall-- > 0 ? undefined : document.save(text, etag),
  };
}

/** A cooperative of `people` whom HubSpot holds; time passes only when a test says so. */
function setUp(people: number, deletes: 'mark' | 'archive' = 'archive', maxPercent = 1) {
  const mapping = testMapping([[['sync', 'deletes'], deletes]]);
  const rules = rulesOf(mapping);
  const table = new Map<string, AssociateRow>();
  const ledger = ledgerInMemory();
  const { entries } = ledger;
  for (const index of range(people)) {
    table.set(keyOf(index), inventAssociate(index, '2026-01-05T00:00:00.000'));
    entries.set(keyOf(index), {
      ...{ key: keyOf(index), outcome: 'created', code: 'OK', properties: [], hubspotId: `id-${index}` },
      ...{ sourceVersion: 'v1', fingerprint: 'known', batchId: 'b', runId: 'r', attempts: 1, durationMs: 1 },
      etag: 'from the beginning',
    });
  }
  const time = { now: 1_000 * 3_600_000 };
  const clock = { now: () => time.now };
  const document = contestedDocument();
  const lines: LogEntry[] = [];
  const removed: string[] = [];
  const written: string[] = [];
  const hooks = {
    onRemove: async () => undefined as unknown,
    onWrite: async () => undefined as unknown,
    verdict: undefined as WriteVerdict | undefined,
    isNamed: true,
  };
  const rows = readerOf(table);
  const scan = {
    async *inKeyOrder() {
      yield [...(await rows.read([...table.keys()])).values()];
    },
    unlike: async () => new Map(),
  };
  const guard = createDeleteGuard({ document, ledger, scan, maxPercent, clock })((line) => lines.push(line));
  const answerAll = (contacts: readonly ContactToWrite[], list: string[]) => {
    list.push(...contacts.map(({ key }) => key));
    const done: WriteVerdict = { kind: 'written', hubspotId: 'new', as: 'updated' };
    return {
      verdicts: new Map(contacts.flatMap(({ key }) => (hooks.isNamed ? [[key, hooks.verdict ?? done]] : []))),
      doubtful: new Set<string>(),
    };
  };
  const parts = {
    rows,
    ledger,
    guard,
    keyForms: keyFormsOf(mapping),
    rules,
    clock,
    contacts: {
      adopt: () => Promise.reject(new Error('Not part of this test.')),
      write: async (contacts: readonly ContactToWrite[]) => {
        await hooks.onWrite();
        return answerAll(contacts, written);
      },
    },
    remover: {
      remove: async (contacts: readonly ContactToWrite[]) => {
        await hooks.onRemove();
        return answerAll(contacts, removed);
      },
    },
    quietMs: QUIET_MS,
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Not part of this test.')),
    },
    circuit: openPassage,
    isAdopted: async () => true,
    log: () => undefined,
    telemetry: { emit: () => undefined, flush: async () => undefined },
  };
  const work = (message: BatchMessage) => upsertBatch(message, parts);
  const gone = (indexes: readonly number[]) => {
    for (const index of indexes) table.delete(keyOf(index));
  };
  return { work, gone, guard, rules, time, document, table, entries, lines, removed, written, hooks };
}

const message = (indexes: readonly number[], change: Partial<BatchMessage> = {}): BatchMessage => ({
  runId: 'r',
  batchId: `r-${indexes[0]}`,
  attempt: 1,
  force: false,
  lane: 'incremental',
  changes: indexes.map((index) => ({ key: keyOf(index), version: '' })),
  ...change,
});

describe('contacts of deleted rows', () => {
  it('wait until things are quiet, and then are removed', async () => {
    const { work, gone, time, removed, entries } = setUp(500);
    gone([1]);
    const first = await work(message([1]));
    expect(first).toMatchObject({ counts: { pending: 1 }, removal: { counted: 1 }, waitMs: QUIET_MS });
    expect(entries.get(keyOf(1))).toMatchObject({ outcome: 'pending', code: 'DELETE_DUE' });

    const early = await work(message([1], { removal: first.removal }));
    expect([early.counts, removed]).toEqual([{ pending: 1 }, []]);

    time.now += QUIET_MS;
    expect((await work(message([1], { removal: first.removal }))).counts).toEqual({ deleted: 1 });
    expect(removed).toEqual([keyOf(1)]);
    expect(entries.get(keyOf(1))).toMatchObject({ code: 'CONTACT_ARCHIVED', hubspotId: undefined });

    expect((await work(message([1]))).counts).toEqual({ deleted: 1 });
    expect(removed).toHaveLength(1);
  });

  it('are all held when the batches of a run are too many together, though none is alone', async () => {
    const { work, gone, time, removed, lines } = setUp(500);
    gone(range(6));
    const seen = await Promise.all(range(6).map(async (index) => (await work(message([index]))).removal));
    time.now += QUIET_MS;
    for (const [at, removal] of seen.entries()) {
      expect((await work(message([at + 1], { removal }))).counts).toEqual({ deleted: 1 });
    }
    expect(removed).toEqual([]);
    expect(lines.map(({ level, code }) => [level, code])).toEqual([['error', 'DELETE_HELD']]);
    expect(lines[0]?.message).toContain('6 of 500');
  });

  it('count within a day, whatever slices they come in, and no longer', async () => {
    const { work, gone, time, removed } = setUp(500);
    const slice = async (index: number) => {
      gone([index]);
      const { removal } = await work(message([index]));
      time.now += QUIET_MS;
      await work(message([index], { removal }));
    };
    for (const index of range(5)) await slice(index);
    expect(removed).toHaveLength(5);
    await slice(6);
    expect(removed).toHaveLength(5);
    time.now += 24 * 60 * MINUTE;
    await slice(7);
    expect(removed).toHaveLength(6);
  });

  it('wait anew when more rows of the batch went meanwhile', async () => {
    const { work, gone, time, removed } = setUp(500);
    gone([1]);
    const { removal } = await work(message(range(9)));
    gone(range(9));
    time.now += QUIET_MS;
    const again = await work(message(range(9), { removal }));
    expect(again).toMatchObject({ counts: { pending: 9 }, removal: { counted: 9 } });
    time.now += QUIET_MS;
    expect((await work(message(range(9), { removal: again.removal }))).counts).toEqual({ deleted: 9 });
    expect(removed).toEqual([]);
  });

  it('that went meanwhile are counted beside those that were counted before, not a second time', async () => {
    const { work, gone, time, removed } = setUp(500);
    gone([1, 2, 3]);
    const { removal } = await work(message(range(5)));
    gone([4, 5]);
    time.now += QUIET_MS;
    const again = await work(message(range(5), { removal }));
    expect(again).toMatchObject({ counts: { pending: 5 }, removal: { counted: 5 } });
    time.now += QUIET_MS;
    await work(message(range(5), { removal: again.removal }));
    expect(removed).toHaveLength(5);
  });

  it('are counted once, however often their batch is delivered', async () => {
    const { work, gone, time, removed } = setUp(500);
    gone(range(5));
    const { removal } = await work(message([1, 2, 3]));
    for (let early = 0; early < 3; early++) await work(message([1, 2, 3], { removal }));
    time.now += QUIET_MS;
    await work(message([1, 2, 3], { removal }));
    const others = await work(message([4, 5]));
    time.now += QUIET_MS;
    await work(message([4, 5], { removal: others.removal }));
    expect(removed).toHaveLength(5);
  });

  it('are counted once, however often HubSpot fails for the rest of their batch', async () => {
    const { work, gone, time, removed, hooks } = setUp(500);
    gone(range(4));
    hooks.onWrite = () => Promise.reject(new Error('HubSpot does not answer.'));
    for (let tries = 0; tries < 3; tries++)
      await expect(work(message([1, 2, 3, 4, 9]))).rejects.toThrow('HubSpot does not answer.');
    hooks.onWrite = async () => undefined;
    const { removal } = await work(message([1, 2, 3, 4, 9]));
    time.now += QUIET_MS;
    expect((await work(message([1, 2, 3, 4, 9], { removal }))).counts).toMatchObject({ deleted: 4 });
    expect(removed).toHaveLength(4);
  });

  it('are not removed when a person has said nothing and the table is empty', async () => {
    const { work, gone, time, removed, lines, guard } = setUp(3, 'mark', 100);
    gone(range(3));
    const { removal } = await work(message(range(3)));
    time.now += QUIET_MS;
    expect((await work(message(range(3), { removal }))).counts).toEqual({ deleted: 3 });
    expect(removed).toEqual([]);
    expect(lines[0]?.message).toContain('no row at all');

    await guard.release();
    expect((await work(message(range(3), { released: true }))).counts).toEqual({ deleted: 3 });
    expect(removed).toHaveLength(3);
  });

  it('come back: whoever returned between the look and the archive loses nothing, for the batch loses its race', async () => {
    const { work, gone, time, hooks, table, written, entries } = setUp(500);
    gone([1]);
    const { removal } = await work(message([1]));
    time.now += QUIET_MS;
    // The row is back and another worker writes it, just before this one archives.
    hooks.onRemove = async () => {
      hooks.onRemove = async () => undefined;
      table.set(keyOf(1), inventAssociate(1, ''));
      return work(message([1], { batchId: 'other' }));
    };
    await expect(work(message([1], { removal }))).rejects.toMatchObject({
      code: 'LOST_RACE',
      keys: [keyOf(1)],
    });
    expect(written).toHaveLength(1);
    await work(message([1], { removal, forceKeys: [keyOf(1)] }));
    expect(written).toHaveLength(2);
    expect(entries.get(keyOf(1))?.outcome).toBe('updated');
  });

  it('that HubSpot does not name stay pending', async () => {
    const { work, gone, time, hooks, entries } = setUp(500);
    gone([1]);
    const { removal } = await work(message([1]));
    time.now += QUIET_MS;
    hooks.isNamed = false;
    expect((await work(message([1], { removal }))).counts).toEqual({ pending: 1 });
    expect(entries.get(keyOf(1))).toMatchObject({ code: 'UNACCOUNTED', hubspotId: 'id-1' });
  });

  it('that HubSpot refuses to change are rejected, and nobody else with them', async () => {
    const { work, gone, time, hooks, entries } = setUp(500);
    gone([1]);
    const { removal } = await work(message([1]));
    time.now += QUIET_MS;
    hooks.verdict = { kind: 'refused', code: 'HUBSPOT_REFUSED', properties: [] };
    expect((await work(message([1], { removal }))).counts).toEqual({ rejected: 1 });
    expect(entries.get(keyOf(1))).toMatchObject({ hubspotId: 'id-1', code: 'HUBSPOT_REFUSED' });
  });

  it('that HubSpot refuses to change in doubt vouch for nothing any more: an earlier write may have arrived', async () => {
    const { work, gone, time, hooks, entries } = setUp(500);
    gone([1]);
    const { removal } = await work(message([1]));
    const entry = entries.get(keyOf(1));
    if (entry) entries.set(keyOf(1), { ...entry, fingerprint: 'known' });
    time.now += QUIET_MS;
    hooks.verdict = { kind: 'refused', code: 'HUBSPOT_REFUSED', properties: [] };
    await work(message([1], { removal, force: true }));
    expect(entries.get(keyOf(1))).toMatchObject({ code: 'HUBSPOT_REFUSED', fingerprint: undefined });
  });
});

describe('the guard', () => {
  it('loses no count when workers forestall each other', async () => {
    const { guard, document, time, gone, work, removed } = setUp(500);
    document.other.forestall = 5;
    await guard.count(6);
    gone([1]);
    const { removal } = await work(message([1]));
    time.now += QUIET_MS;
    await work(message([1], { removal }));
    expect(removed).toEqual([]);
  });

  it('tells a person again an hour later, not before', async () => {
    const { guard, time, lines } = setUp(500);
    await guard.count(6);
    for (const minutes of [0, 30, 30, 59, 1]) {
      time.now += minutes * MINUTE;
      expect(await guard.isHeld('r')).toBe(true);
    }
    expect(lines).toHaveLength(3);
  });
});

describe('a key without a row', () => {
  const mark = setUp(1, 'mark');
  const entry = mark.entries.get(keyOf(1));

  it('that the ledger does not know has nothing in HubSpot, unless a write of it is in doubt', () => {
    expect(judgeGone('A-1', undefined, false, mark.rules).settled).toBe(true);
    expect(judgeGone('A-1', undefined, true, mark.rules).settled).toBe(false);
  });

  it('is looked for where the ledger knows no contact: an unanswered write may have made one', () => {
    const rejected = entry && { ...entry, outcome: 'rejected' as const, hubspotId: undefined };
    expect(judgeGone('A-1', rejected, false, mark.rules).settled).toBe(false);
  });

  it('cannot be marked while the portal lacks the property', () => {
    const portal = new Map([...mark.rules.portal].filter(([name]) => name !== 'asociado_eliminado'));
    expect(judgeGone('A-1', entry, false, { ...mark.rules, portal })).toMatchObject({
      settled: true,
      verdict: { outcome: 'rejected', code: 'PROPERTY_MISSING', properties: ['asociado_eliminado'] },
    });
  });
});
