import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { adopt } from '../../../shared/sync/adopt/adopt.ts';
import { readAdoption } from '../../../shared/sync/adopt/adoptionState.ts';
import { startAdoption } from '../../../shared/sync/adopt/startAdoption.ts';
import type { AdoptionNote } from '../../../shared/sync/ports/adoptionNotes.ts';
import type { ContactToWrite, WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { PortalContact } from '../../../shared/sync/ports/portalScan.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { documentInMemory, ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const STAMP = '2026-01-05T00:00:00.000';
const START = Date.parse('2026-11-27T20:00:00Z');
const emailOf = (index: number) => inventAssociate(index, STAMP)['email'] ?? '';

/** Of associates 1 to 7: 1 and 2 fit · 3 has two contacts · 4 is contradicted · 5 and 6 share one · 7 has none. Ids begin with the associate. */
const PORTAL: readonly (readonly PortalContact[])[] = [
  [
    { hubspotId: '10', properties: { email: emailOf(1) } },
    { hubspotId: '20', properties: { numero_asociado: numberOf(2) } },
    { hubspotId: '30', properties: { email: emailOf(3) } },
  ],
  [
    { hubspotId: '31', properties: { numero_asociado: numberOf(3) } },
    { hubspotId: '40', properties: { email: emailOf(4), no__de_cedula: '199999999' } },
    { hubspotId: '50', properties: { email: emailOf(5), numero_asociado: numberOf(6) } },
  ],
  [
    { hubspotId: '80', properties: { email: 'stranger@example.com' } },
    { hubspotId: '90', properties: { [mapping.hubspot.keyProperty]: 'A-000009' } },
  ],
];

function setUp() {
  const time = { now: START, perPage: 0 };
  const table = new Map([1, 2, 3, 4, 5, 6, 7].map((n) => [numberOf(n), inventAssociate(n, STAMP)]));
  const rows = readerOf(table);
  const seen = {
    adopted: [] as (readonly string[])[],
    pages: [] as number[],
    finished: [] as (readonly unknown[])[],
    queued: [] as { message: BatchMessage | RunMessage; delayMs: number | undefined }[],
    notes: [] as (readonly [string, Partial<RunNote>])[],
    lines: [] as LogEntry[],
    events: [] as SyncEvent[],
  };
  let noted: readonly AdoptionNote[] = [];
  /** What HubSpot says of a contact; by default, that it is taken over. */
  const answers = { unnamed: new Set<string>(), doubtful: new Set<string>() };
  const nobody = () => Promise.reject(new Error('Not part of this test.'));
  const parts = {
    document: documentInMemory(),
    clock: { now: () => time.now },
    portal: {
      async *pages(after: string | undefined) {
        for (let at = Number(after ?? 0); at < PORTAL.length; at++) {
          seen.pages.push(at);
          time.now += time.perPage;
          yield { contacts: PORTAL[at] ?? [], next: at + 1 < PORTAL.length ? String(at + 1) : undefined };
        }
      },
    },
    scan: {
      async *inKeyOrder() {
        yield [...(await rows.read([...table.keys()])).values()];
      },
      unlike: nobody,
    },
    rows,
    notes: {
      add: async (_: string, more: readonly AdoptionNote[]) => {
        noted = [...noted, ...more].sort((a, b) => a.key.localeCompare(b.key));
      },
      async *byAssociate() {
        yield* Map.groupBy(noted, ({ key }) => key).values();
      },
      remove: async (_: string, gone: readonly AdoptionNote[]) => {
        noted = noted.filter((note) => !gone.includes(note));
      },
    },
    contacts: {
      write: nobody,
      adopt: async (contacts: readonly (ContactToWrite & { readonly hubspotId: string })[]) => {
        seen.adopted.push(contacts.map(({ key, hubspotId }) => `${key} ${hubspotId}`));
        time.now += time.perPage;
        const verdicts = contacts.map(({ key, hubspotId }): [string, WriteVerdict] => [
          key,
          answers.unnamed.has(key) ? { kind: 'unknown' } : { kind: 'written', hubspotId, as: 'adopted' },
        ]);
        const doubtful = contacts.flatMap(({ key }) => (answers.doubtful.has(key) ? [key] : []));
        return { verdicts: new Map(verdicts), doubtful: new Set(doubtful) };
      },
    },
    ledger: ledgerInMemory(),
    accounts: {
      addDetected: nobody,
      finishBatch: async (...all: readonly unknown[]) => void seen.finished.push(all),
      read: nobody,
      note: async (runId: string, note: Partial<RunNote>) => void seen.notes.push([runId, note]),
      readNote: nobody,
    },
    queue: {
      put: async (messages: readonly (BatchMessage | RunMessage)[], delayMs?: number) =>
        void seen.queued.push(...messages.map((message) => ({ message, delayMs }))),
      length: async () => 0,
    },
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    quietMs: 180_000,
    timeLimitMs: 60_000,
    batchSize: 2,
    log: (line: LogEntry) => void seen.lines.push(line),
    telemetry: { emit: (event: SyncEvent) => void seen.events.push(event), flush: async () => undefined },
  };
  const start = async (dryRun = false) => (await startAdoption(dryRun, parts))?.runId ?? '';
  return { parts, time, seen, answers, start, notesLeft: () => noted.length };
}

const FOUND = {
  ...{ contacts: 8, keyed: 1, withoutPartner: 1 },
  ...{ fitting: 2, contradicting: 1, ambiguous: 3 },
  ...{ byNumber: 3, byCedula: 0, byEmail: 4 },
};

describe('an adoption', () => {
  it('gives key and values to who fits, a batch a call, and names the others as conflicts', async () => {
    const { parts, seen, start, notesLeft } = setUp();
    const runId = await start();
    expect(await adopt(runId, parts)).toBe(true);
    expect(seen.adopted.flat()).toEqual([`${numberOf(1)} 10`, `${numberOf(2)} 20`]);
    const outcomes = [...parts.ledger.entries.values()];
    expect(
      outcomes.map(({ key, outcome, code, hubspotId, conflictId }) => [
        key,
        outcome,
        code,
        hubspotId,
        conflictId,
      ]),
    ).toEqual([
      [numberOf(1), 'adopted', 'OK', '10', undefined],
      [numberOf(2), 'adopted', 'OK', '20', undefined],
      [numberOf(3), 'conflict', 'IDENTITY_AMBIGUOUS', undefined, '30, 31'],
      [numberOf(4), 'conflict', 'IDENTITY_CONTRADICTS', undefined, '40'],
      [numberOf(5), 'conflict', 'IDENTITY_AMBIGUOUS', undefined, '50'],
      [numberOf(6), 'conflict', 'IDENTITY_AMBIGUOUS', undefined, '50'],
    ]);
    expect(seen.finished.map(([run, batch, size]) => [run, batch, size])).toEqual(
      [1, 2, 3].map((batch) => [runId, `${runId}-${batch}`, 2]),
    );
    expect(seen.queued.map(({ message }) => message)).toEqual([{ kind: 'adopt', runId, attempt: 1 }]);
    expect(notesLeft()).toBe(0);
  });

  it('says at its end what it found, and vouches from then on', async () => {
    const { parts, seen, start } = setUp();
    const runId = await start();
    await adopt(runId, parts);
    const { run, completedAt } = await readAdoption(parts.document);
    expect(run).toMatchObject({ runId, phase: 'done', batches: 3, counts: FOUND });
    expect(completedAt).toBe(new Date(START).toISOString());
    expect(seen.notes).toEqual([
      [runId, { mode: 'adopt', stage: 'selecting', cancelledAt: '' }],
      [runId, { mode: 'adopt', stage: 'ended', endedAt: completedAt, found: expect.any(String) }],
    ]);
    expect(JSON.parse(seen.notes[1]?.[1].found ?? '')).toEqual({
      phase: 'done',
      dryRun: false,
      counts: FOUND,
    });
    expect(seen.lines.at(-1)).toMatchObject({
      ...{ level: 'info', operation: 'ADOPT', status: 'SUCCESS', runId, executionTimeMs: 0 },
      message: expect.stringMatching(/^8 contacts, 1 keyed, .*3 ambiguous\.$/),
    });
    expect(seen.events.at(-1)).toMatchObject({
      ...{ name: 'SyncRun', dimensions: { runId, mode: 'adopt', stoppedBy: 'end' } },
      measurements: { detected: 6, compared: 8, batches: 3 },
    });
  });

  it('changes nothing in a dry run, and vouches for nothing', async () => {
    const { parts, seen, start } = setUp();
    const runId = await start(true);
    expect(await adopt(runId, parts)).toBe(true);
    expect(seen.adopted).toEqual([]);
    expect(parts.ledger.entries.size).toBe(0);
    const { run, completedAt } = await readAdoption(parts.document);
    expect([run?.counts, completedAt]).toEqual([FOUND, undefined]);
    expect(seen.lines.at(-1)?.message).toMatch(/^Dry run: 8 contacts/);
    expect(seen.events.at(-1)).toMatchObject({ measurements: { detected: 0 } });
  });

  it('leaves the rest to the next invocation when its time is over, and repeats nothing', async () => {
    const { parts, time, seen, start } = setUp();
    const runId = await start();
    time.perPage = 60_001;
    const ends: boolean[] = [];
    while (!ends.at(-1)) ends.push(await adopt(runId, parts));
    expect(seen.pages).toEqual([0, 1, 2]);
    // Two pages; the third and a batch; two batches; and the look that finds no more of them.
    expect(ends).toEqual([false, false, false, false, false, true]);
    expect(seen.finished).toHaveLength(3);
    expect((await readAdoption(parts.document)).run?.counts).toEqual(FOUND);
  });

  it('does nothing for a run that is not the one under way', async () => {
    const { parts, seen, start } = setUp();
    await start();
    expect(await adopt('another', parts)).toBe(true);
    expect(seen.pages).toEqual([]);
  });

  it('has a batch on the queue for whom HubSpot did not name, and a second look where a first answer was lost', async () => {
    const { parts, seen, answers, start } = setUp();
    answers.unnamed.add(numberOf(2));
    answers.doubtful.add(numberOf(1));
    const runId = await start();
    await adopt(runId, parts);
    expect(parts.ledger.entries.get(numberOf(2))).toMatchObject({ outcome: 'pending' });
    const changes = [1, 2].map((index) => ({ key: numberOf(index), version: STAMP }));
    const batch = { runId, batchId: `${runId}-1`, attempt: 1, lane: 'bulk', changes };
    expect(seen.queued.slice(1)).toMatchObject([
      { message: { ...batch, force: false, forceKeys: [numberOf(2)] }, delayMs: expect.any(Number) },
      { message: { lane: 'bulk', lookAgain: true, forceKeys: [numberOf(1)] }, delayMs: 180_000 },
    ]);
  });
});
