import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import type { ContactDrift } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { PortalContact } from '../../../shared/sync/ports/portalScan.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { startVerification } from '../../../shared/sync/verify/startVerification.ts';
import { readVerification } from '../../../shared/sync/verify/verificationState.ts';
import { verify } from '../../../shared/sync/verify/verify.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { documentInMemory, ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const STAMP = '2026-01-05T00:00:00.000';
const START = Date.parse('2026-11-27T20:00:00Z');

/** 250 associates whose contacts are as they should be, but for what a test changes. */
function setUp(deletes: 'ignore' | 'mark' = 'mark') {
  const mapping = testMapping([[['sync', 'deletes'], deletes]]);
  const { keyProperty } = mapping.hubspot;
  const time = { now: START, perPage: 0 };
  const table = new Map(
    Array.from({ length: 250 }, (_, at) => [numberOf(at + 1), inventAssociate(at + 1, STAMP)]),
  );
  const rows = readerOf(table);
  const drift = new Map<string, ContactDrift>();
  const portal: PortalContact[][] = [[], []];
  const seen = {
    compared: [] as number[],
    queued: [] as (BatchMessage | RunMessage)[],
    notes: [] as Partial<RunNote>[],
    lines: [] as LogEntry[],
  };
  /** Called between the two looks. */
  const hooks = { onCompared: () => undefined as unknown };
  const nobody = () => Promise.reject(new Error('Not part of this test.'));
  const parts = {
    ...{ document: documentInMemory(), ledger: ledgerInMemory(), rows, rules: rulesOf(mapping) },
    clock: { now: () => time.now },
    queue: {
      put: async (all: readonly (BatchMessage | RunMessage)[]) => void seen.queued.push(...all),
      length: async () => 0,
    },
    accounts: {
      note: async (_: string, note: Partial<RunNote>) => void seen.notes.push(note),
      addDetected: async () => undefined,
      ...{ readNote: nobody, finishBatch: nobody, read: nobody },
    },
    scan: {
      async *inKeyOrder(afterKey: string | null) {
        const all = await rows.read(
          [...table.keys()].filter((key) => afterKey === null || key > afterKey).sort(),
        );
        yield [...all.values()];
      },
      unlike: async (keys: readonly string[]) =>
        new Map(keys.filter((key) => !table.has(key)).map((key) => [key, undefined])),
    },
    portal: {
      async *pages(after: string | undefined) {
        for (let at = Number(after ?? 0); at < portal.length; at++) {
          time.now += time.perPage;
          yield { contacts: portal[at] ?? [], next: at + 1 < portal.length ? String(at + 1) : undefined };
        }
      },
    },
    contacts: {
      compare: async (contacts: readonly { readonly key: string }[]) => {
        seen.compared.push(contacts.length);
        time.now += time.perPage;
        const answer = contacts.map(({ key }): [string, ContactDrift] => [
          key,
          drift.get(key) ?? { properties: [] },
        ]);
        hooks.onCompared();
        return new Map(answer);
      },
    },
    keyForms: keyFormsOf(mapping),
    ...{ log: (line: LogEntry) => void seen.lines.push(line), timeLimitMs: 60_000, batchSize: 100 },
  };
  const entry = (index: number, change: Partial<LedgerEntry>) =>
    parts.ledger.entries.set(numberOf(index), {
      ...{ key: numberOf(index), outcome: 'updated', code: 'OK', properties: [], hubspotId: '1' },
      ...{
        sourceVersion: 'v',
        fingerprint: 'f',
        batchId: 'b',
        runId: 'r',
        attempts: 1,
        durationMs: 1,
        etag: 'e',
      },
      ...change,
    });
  const contact = (key: string, more: Record<string, string> = {}): PortalContact => ({
    hubspotId: `of ${key}`,
    properties: { [keyProperty]: key, ...more },
  });
  const start = async (repair = false) => (await startVerification(repair, parts))?.runId ?? '';
  const batches = () => seen.queued.flatMap((message) => ('changes' in message ? message : []));
  return { parts, time, table, drift, portal, seen, hooks, entry, contact, start, batches };
}

describe('a verification', () => {
  it('names who drifted, is missing or gone, and what need not be in HubSpot; it repairs nothing unasked', async () => {
    const { parts, table, drift, portal, seen, entry, contact, start, batches } = setUp();
    drift.set(numberOf(1), { properties: ['email', 'firstname'] });
    drift.set(numberOf(120), { properties: ['email'] });
    drift.set(numberOf(2), { properties: undefined });
    entry(3, { outcome: 'conflict', code: 'EMAIL_TAKEN' });
    entry(4, { outcome: 'rejected', code: 'HUBSPOT_REFUSED' });
    entry(5, { outcome: 'unchanged', code: 'HUBSPOT_NEWER' });
    table.set(numberOf(6), { ...inventAssociate(6, STAMP), email: 'nobody' });
    // As SQL Server spells it; HubSpot has the key without the blank.
    table.delete(numberOf(8));
    table.set(` ${numberOf(8)}`, { ...inventAssociate(8, STAMP), numero_asociado: ` ${numberOf(8)}` });
    portal[0]?.push(contact(numberOf(7)), contact('A-000900'), contact('typed by hand'));
    portal[1]?.push(
      contact('A-000901', { asociado_eliminado: 'true' }),
      contact(` ${numberOf(8)}`),
      contact(''),
    );
    const runId = await start();

    expect(await verify(runId, parts)).toBe(true);

    const counts = { checked: 247, same: 243, drifted: 2, missing: 1, gone: 1, skipped: 5 };
    const found = { counts, drift: { email: 2, firstname: 1 } };
    const keys = { drifted: [numberOf(1), numberOf(120)], missing: [numberOf(2)], gone: ['A-000900'] };
    const { run, last } = await readVerification(parts.document);
    expect(run).toMatchObject({ runId, phase: 'done', ...found, keys });
    expect(last).toEqual({
      runId,
      startedAt: new Date(START).toISOString(),
      endedAt: new Date(START).toISOString(),
      ...found,
      keys,
    });
    expect(batches()).toEqual([]);
    expect(seen.notes.at(-1)).toMatchObject({ mode: 'verify', stage: 'ended' });
    expect(JSON.parse(seen.notes.at(-1)?.found ?? '')).toEqual({ phase: 'done', repair: false, ...found });
    expect(seen.lines).toMatchObject([
      { level: 'warn', operation: 'VERIFY', status: 'SUCCESS', runId, executionTimeMs: 0 },
    ]);
    expect(seen.lines[0]?.message).toMatch(
      /^247 checked, 243 same, .*Properties that differ: \d \w+, \d \w+\.$/,
    );
  });

  it('is good news where nothing differs', async () => {
    const { parts, seen, start } = setUp('ignore');
    await verify(await start(), parts);
    expect(seen.lines).toMatchObject([{ level: 'info', message: expect.not.stringContaining('differ') }]);
    // A hundred rows a page, each compared once.
    expect(seen.compared).toEqual([100, 100, 50]);
  });

  it('that repairs puts whom it names on the queue, a batch a page, past the fingerprint', async () => {
    const { parts, drift, portal, contact, start, batches } = setUp();
    drift.set(numberOf(1), { properties: ['email'] });
    drift.set(numberOf(2), { properties: undefined });
    drift.set(numberOf(130), { properties: ['email'] });
    portal[1]?.push(contact('A-000900'));
    const runId = await start(true);
    await verify(runId, parts);
    expect(batches().map(({ changes, force, lane }) => [changes.map(({ key }) => key), force, lane])).toEqual(
      [
        [[numberOf(1), numberOf(2)], true, 'bulk'],
        [[numberOf(130)], true, 'bulk'],
        [['A-000900'], true, 'bulk'],
      ],
    );
    expect(new Set(batches().map(({ batchId }) => batchId)).size).toBe(3);
  });

  it('looks twice: a row that changed between the two looks has not drifted', async () => {
    const { parts, table, drift, hooks, start } = setUp();
    drift.set(numberOf(1), { properties: ['email'] });
    drift.set(numberOf(2), { properties: ['email'] });
    drift.set(numberOf(3), { properties: ['email'] });
    hooks.onCompared = () => {
      drift.delete(numberOf(2));
      table.delete(numberOf(3));
    };
    await verify(await start(), parts);
    const { run } = await readVerification(parts.document);
    expect(run).toMatchObject({ keys: { drifted: [numberOf(1)] }, counts: { drifted: 1, missing: 0 } });
  });

  it('names the first fifty of each kind, and counts them all', async () => {
    const { parts, drift, start } = setUp();
    for (let index = 1; index <= 60; index++) drift.set(numberOf(index), { properties: ['email'] });
    await verify(await start(), parts);
    const { run } = await readVerification(parts.document);
    expect([run?.keys.drifted.length, run?.counts.drifted]).toEqual([50, 60]);
  });

  it('leaves the rest to the next invocation when its time is over, and repeats nothing', async () => {
    const { parts, time, seen, start } = setUp();
    time.perPage = 60_001;
    const runId = await start();
    const ends: boolean[] = [];
    while (!ends.at(-1) && ends.length < 10) ends.push(await verify(runId, parts));
    expect(seen.compared).toEqual([100, 100, 50]);
    // Three pages of rows; one of the portal, after the look that finds no more rows; and the other.
    expect(ends).toEqual([false, false, false, false, true]);
    expect((await readVerification(parts.document)).run?.counts).toMatchObject({ checked: 250, same: 250 });
  });
});

describe('what starts a verification', () => {
  it('goes on with one of its kind that is under way, and begins another where there is none', async () => {
    const { parts, seen, start } = setUp();
    const first = await start();
    expect(await startVerification(false, parts)).toEqual({ runId: first, resumed: true });
    const other = await startVerification(true, parts, { name: 'Reparar' });
    expect(other).toMatchObject({ resumed: false });
    expect(seen.queued).toMatchObject(
      [first, first, other?.runId].map((runId) => ({ kind: 'verify', runId, attempt: 1 })),
    );
    expect(seen.notes.at(-1)).toEqual({
      mode: 'verify',
      stage: 'selecting',
      cancelledAt: '',
      name: 'Reparar',
    });
    expect(await verify(first, parts)).toBe(true);
    expect(seen.compared).toEqual([]);
  });

  it('resumes only the one that is named, and one that was cancelled only then', async () => {
    const { parts, start } = setUp();
    const runId = await start();
    expect(await startVerification(false, parts, { resume: 'another' })).toBeUndefined();
    const stored = await parts.document.read();
    const state = JSON.parse(stored?.text ?? '');
    const cancelled = { ...state, run: { ...state.run, cancelledAt: '2026-11-27T20:00:00Z' } };
    await parts.document.save(JSON.stringify(cancelled), stored?.etag);
    expect(await verify(runId, parts)).toBe(true);
    expect(await startVerification(false, parts, { resume: runId })).toEqual({ runId, resumed: true });
    expect((await readVerification(parts.document)).run?.cancelledAt).toBeUndefined();
  });
});
