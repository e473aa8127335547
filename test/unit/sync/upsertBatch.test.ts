import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { LostRace, RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { LedgerEntry, RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { upsertBatch } from '../../../shared/sync/batch/upsertBatch.ts';
import type { ContactToWrite, WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import type { SourceRow } from '../../../shared/sync/ports/rowReader.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { nobodyIsRemoved } from '../../support/nobodyIsRemoved.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const rules = rulesOf(mapping);

/** A table, a HubSpot and a ledger in memory; what they answer can be changed between batches. */
function setUp(rows: readonly AssociateRow[]) {
  const table = new Map(rows.map((row) => [row['numero_asociado'] ?? '', row]));
  const entries = new Map<string, LedgerEntry>();
  const calls: (readonly ContactToWrite[])[] = [];
  const answers: {
    verdict: (key: string) => WriteVerdict;
    stolen: string | undefined;
    storage?: Error;
  } = {
    verdict: (key) => ({
      kind: 'written',
      hubspotId: `id-${key}`,
      as: entries.has(key) ? 'updated' : 'created',
    }),
    stolen: undefined,
  };
  const diary: string[] = [];
  let commits = 0;
  const parts = {
    rows: {
      read: async (keys: readonly string[]) => {
        diary.push('rows');
        return new Map<string, SourceRow>(
          keys.flatMap((key) => {
            const values = table.get(key);
            return values ? [[key, { key, version: values['lastmodifieddate'] ?? null, values }]] : [];
          }),
        );
      },
    },
    contacts: {
      adopt: () => Promise.reject(new Error('Not part of this test.')),
      write: async (contacts: readonly ContactToWrite[]) => {
        calls.push(contacts);
        const verdicts = new Map(contacts.map(({ key }) => [key, answers.verdict(key)]));
        return { verdicts, doubtful: new Set<string>() };
      },
    },
    ledger: {
      read: async (keys: readonly string[]) => {
        // Any other reading that was begun at the same time would be in the diary first.
        await Promise.resolve();
        diary.push('ledger');
        return new Map([...entries].filter(([key]) => keys.includes(key)));
      },
      commit: async (outcomes: readonly RecordOutcome[]) => {
        if (answers.storage) throw answers.storage;
        const stolen = outcomes.find(({ key }) => key === answers.stolen);
        if (stolen) {
          entries.set(stolen.key, { ...stolen, batchId: 'other', etag: String(++commits) });
          return false;
        }
        for (const outcome of outcomes) entries.set(outcome.key, { ...outcome, etag: String(++commits) });
        return true;
      },
      remove: async ({ key }: LedgerEntry) => entries.delete(key),
    },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Not part of this test.')),
    },
    circuit: openPassage,
    ...nobodyIsRemoved,
    keyForms: keyFormsOf(mapping),
    rules,
    isAdopted: async () => true,
    clock: { now: () => 0 },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  let batches = 0;
  const batch = async (keys: readonly string[], change: Partial<BatchMessage> = {}) => {
    const { counts } = await upsertBatch(
      {
        runId: 'r',
        batchId: `r-${++batches}`,
        attempt: 1,
        force: false,
        lane: 'incremental',
        changes: keys.map((key) => ({ key, version: 'v1' })),
        ...change,
      },
      parts,
    );
    return counts;
  };
  return { batch, table, entries, calls, answers, diary };
}

const rows = [1, 2, 3].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000'));
const keys = rows.map((row) => row['numero_asociado'] ?? '');
const [first = '', second = '', third = ''] = keys;

describe('a batch', () => {
  it('sends what changed in one call and nothing when nothing changed', async () => {
    const { batch, calls, table } = setUp(rows);
    expect(await batch(keys)).toEqual({ created: 3 });
    expect(await batch(keys)).toEqual({ unchanged: 3 });
    table.set(second, { ...rows[1], lastname: 'Otro' });
    expect(await batch(keys)).toEqual({ unchanged: 2, updated: 1 });
    expect(calls.map((contacts) => contacts.map(({ key }) => key))).toEqual([keys, [second]]);
  });

  // promise 3
  it('reads the rows after the ledger, so that an older row can never be written last unnoticed', async () => {
    const { batch, diary } = setUp(rows);
    await batch(keys);
    expect(diary).toEqual(['ledger', 'rows']);
  });

  it('that is forced goes past the fingerprint', async () => {
    const { batch, calls } = setUp(rows);
    await batch(keys);
    expect(await batch(keys, { force: true })).toEqual({ updated: 3 });
    expect(calls).toHaveLength(2);
  });

  // promise 4
  it('gives each key exactly one verdict, a key named twice included', async () => {
    const { batch, calls } = setUp(rows);
    expect(await batch([first, 'none', first])).toEqual({ created: 1, deleted: 1, unchanged: 1 });
    expect(calls).toHaveLength(1);
  });

  it('counts both of two rows that come to one number as conflicts, which name each other, and sends neither', async () => {
    const { batch, table, calls, entries } = setUp(rows.slice(0, 1));
    const other = ` ${first}`;
    table.set(other, { ...rows[1], numero_asociado: other });
    expect(await batch([first, other, first])).toEqual({ conflict: 2, unchanged: 1 });
    expect(calls).toEqual([]);
    const [entry] = entries.values();
    expect(entries.size).toBe(1);
    expect(entry).toMatchObject({ code: 'KEY_SHARED', properties: ['numero_asociado'] });
    expect([entry?.key, entry?.rivalKey].sort()).toEqual([other, first]);
  });

  it('of two rows that come to one number vouches for neither, whatever HubSpot took of one before', async () => {
    const { batch, table, entries } = setUp(rows.slice(0, 1));
    await batch([first]);
    const other = ` ${first}`;
    table.set(other, { ...rows[1], numero_asociado: other });
    expect(await batch([first, other])).toEqual({ conflict: 2 });
    expect(entries.get(first)).toMatchObject({ code: 'KEY_SHARED', fingerprint: undefined });
  });

  it('of a key whose row is gone finds the row that was spelt anew as HubSpot holds it', async () => {
    const { batch, entries } = setUp(rows.slice(0, 1));
    expect(await batch([` ${first}`])).toEqual({ created: 1 });
    expect([...entries.keys()]).toEqual([first]);
  });

  it('of two rows that come to one number and one that is gone by now writes the other, past the fingerprint', async () => {
    const { batch, table, calls, entries } = setUp(rows.slice(0, 1));
    const other = ` ${first}`;
    await batch([first]);
    const [entry] = entries.values();
    if (!entry) throw new Error('There is no entry.');
    // The other row came and went: in between, HubSpot may have got either.
    entries.set(first, {
      ...entry,
      outcome: 'conflict',
      code: 'KEY_SHARED',
      rivalKey: other,
      fingerprint: undefined,
    });
    expect(table.has(other)).toBe(false);
    expect(await batch([other, first])).toEqual({ updated: 1, unchanged: 1 });
    expect(calls).toHaveLength(2);
  });

  it('counts a record as written only when HubSpot’s answer names it', async () => {
    const { batch, answers, entries, calls } = setUp(rows);
    answers.verdict = (key) =>
      key === second ? { kind: 'unknown' } : { kind: 'written', hubspotId: '1', as: 'created' };
    expect(await batch(keys, { batchId: 'r-9' })).toEqual({ created: 2, pending: 1 });
    expect(entries.get(second)).toMatchObject({ outcome: 'pending', fingerprint: undefined });

    // The same batch comes again: only the one in doubt is sent, and the two stay what they became.
    answers.verdict = () => ({ kind: 'written', hubspotId: '2', as: 'updated' });
    expect(await batch(keys, { batchId: 'r-9', attempt: 2 })).toEqual({ created: 2, updated: 1 });
    expect(calls[1]?.map(({ key }) => key)).toEqual([second]);
  });

  it('is in doubt after a failure only where HubSpot was called', async () => {
    const { batch, answers, table } = setUp(rows);
    table.set(first, { ...rows[0], no__de_cedula: '12' });
    await batch(keys);
    answers.storage = new RetryLater('STORAGE_UNREACHABLE', 'away');
    // Rejected for another reason than before, and otherwise unchanged: nothing is sent.
    table.set(first, { ...rows[0], email: 'nobody' });
    await expect(batch(keys)).rejects.toMatchObject({ outcomeUnknown: false });
    table.set(second, { ...rows[1], lastname: 'Otro' });
    await expect(batch(keys)).rejects.toMatchObject({ outcomeUnknown: true });
    answers.storage = new StopAndAlert('STORAGE_REFUSED', 'forbidden');
    await expect(batch(keys)).rejects.toMatchObject({ code: 'STORAGE_REFUSED', outcomeUnknown: true });
  });

  it('that HubSpot refuses keeps the fingerprint of what HubSpot still holds', async () => {
    const { batch, answers, entries, table } = setUp(rows);
    await batch(keys);
    const before = entries.get(third)?.fingerprint;
    table.set(third, { ...rows[2], email: 'asociado.1@example.com' });
    answers.verdict = () => ({
      kind: 'conflict',
      code: 'EMAIL_TAKEN',
      properties: ['email'],
      conflictId: '7',
    });
    expect(await batch([third])).toEqual({ conflict: 1 });
    expect(entries.get(third)).toMatchObject({
      code: 'EMAIL_TAKEN',
      hubspotId: `id-${third}`,
      conflictId: '7',
      fingerprint: before,
    });

    // Mended back to what HubSpot holds: nothing to send, and the ledger no longer speaks of a conflict.
    table.set(third, rows[2] ?? {});
    expect(await batch([third])).toEqual({ unchanged: 1 });
    expect(entries.get(third)).toMatchObject({ outcome: 'unchanged', code: 'OK', hubspotId: `id-${third}` });
  });

  it('that is forced and refused vouches for nothing: HubSpot may hold what somebody wrote in between', async () => {
    const { batch, answers, entries } = setUp(rows);
    await batch(keys);
    answers.verdict = () => ({ kind: 'refused', code: 'HUBSPOT_REFUSED', properties: [] });
    expect(await batch([first, second], { forceKeys: [first] })).toEqual({ rejected: 1, unchanged: 1 });
    expect(entries.get(first)).toMatchObject({ code: 'HUBSPOT_REFUSED', fingerprint: undefined });
    expect(entries.get(second)?.fingerprint).toBeDefined();
  });

  it('leaves a trace of a row that was stamped anew and went back: an older worker must lose its race', async () => {
    const { batch, calls, table, entries } = setUp(rows);
    await batch(keys);
    const before = new Map(entries);
    table.set(second, { ...rows[1], lastmodifieddate: '2026-01-06T00:00:00.000' });
    expect(await batch(keys)).toEqual({ unchanged: 3 });
    expect(calls).toHaveLength(1);
    expect(entries.get(second)?.sourceVersion).toBe('2026-01-06T00:00:00.000');
    expect(keys.filter((key) => entries.get(key)?.etag !== before.get(key)?.etag)).toEqual([second]);
  });

  it('that is done twice does not keep as written whose contact is gone by then', async () => {
    const { batch, answers, entries } = setUp(rows);
    await batch([first], { batchId: 'r-9' });
    answers.verdict = () => ({ kind: 'absent' });
    expect(await batch([first], { batchId: 'r-9', force: true })).toEqual({ unchanged: 1 });
    const absent = { outcome: 'unchanged', code: 'NOT_IN_HUBSPOT', fingerprint: undefined };
    expect(entries.get(first)).toMatchObject(absent);

    // Who turns up again is what became of it, not unchanged.
    answers.verdict = () => ({ kind: 'written', hubspotId: '1', as: 'updated' });
    expect(await batch([first], { batchId: 'r-9', force: true })).toEqual({ updated: 1 });
  });

  it('stores nothing anew of whom HubSpot lacks as before', async () => {
    const { batch, answers, entries } = setUp(rows);
    answers.verdict = () => ({ kind: 'absent' });
    await batch([first]);
    const before = entries.get(first);
    expect(before).toMatchObject({ outcome: 'unchanged', code: 'NOT_IN_HUBSPOT' });
    expect(await batch([first], { force: true })).toEqual({ unchanged: 1 });
    expect(entries.get(first)).toEqual(before);
  });

  it('stores what no other worker has touched meanwhile, and comes again only for the rest', async () => {
    const { batch, answers, entries, calls } = setUp(rows);
    answers.stolen = second;
    const lost = await batch(keys, { batchId: 'r-9' }).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(LostRace);
    expect(lost).toMatchObject({ keys: [second] });
    expect([...entries.keys()].sort()).toEqual([first, second, third]);

    // HubSpot knows all three by now; what the batch created stays created.
    answers.stolen = undefined;
    expect(await batch(keys, { batchId: 'r-9', attempt: 2, forceKeys: [second] })).toEqual({
      created: 2,
      updated: 1,
    });
    expect(calls[1]?.map(({ key }) => key)).toEqual([second]);
  });
});
