import { describe, expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { fingerprint } from '../../../shared/contacts/fingerprint.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { RetryLater } from '../../../shared/errors.ts';
import type { BatchResult } from '../../../shared/outcomes/countOutcomes.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import type { SourceRow } from '../../../shared/sync/ports/rowReader.ts';
import type { RulesSource } from '../../../shared/sync/ports/rules.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { reconcile } from '../../../shared/sync/reconcile/reconcile.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const rules = rulesOf(mapping);
const { ledger: ledgerKey } = keyFormsOf(mapping);
const PAGE = 50;

const rowOf = (index: number, change: AssociateRow = {}): SourceRow => {
  const values: AssociateRow = { ...inventAssociate(index, '2026-01-05T00:00:00.000'), ...change };
  return { key: values['numero_asociado'] ?? '', version: 'v', values };
};

/** What the ledger says after the row was sent. */
const entryOf = (row: SourceRow, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  key: row.key,
  outcome: 'created',
  code: 'OK',
  properties: [],
  hubspotId: '1',
  sourceVersion: 'v',
  fingerprint: fingerprint(mapRow(row.values, mapping).properties, rules.version),
  batchId: 'b',
  runId: 'r',
  attempts: 1,
  durationMs: 1,
  etag: 'e',
  ...change,
});

const NOW = Date.parse('2026-11-25T08:00:00.000Z');

function setUp(
  rows: readonly SourceRow[],
  entries: readonly LedgerEntry[],
  timeLimitMs = 60_000,
  theRules: RulesSource = rules,
) {
  const surroundings = { waiting: 0, noteFails: undefined as Error | undefined };
  const queued: BatchMessage[] = [];
  const finished: BatchResult[] = [];
  const forgotten: string[] = [];
  const events: SyncEvent[] = [];
  const time = { now: NOW };
  let stored: { text: string; etag: string } | undefined;
  let saves = 0;
  const parts = {
    rows: {
      async *inKeyOrder(afterKey: string | null) {
        const rest = rows.filter(({ key }) => afterKey === null || key > afterKey);
        for (let start = 0; start < rest.length; start += PAGE) yield rest.slice(start, start + PAGE);
      },
      unlike: async (keys: readonly string[]) =>
        new Map(keys.filter((key) => !rows.some((row) => row.key === key)).map((key) => [key, undefined])),
    },
    ledger: {
      read: async (keys: readonly string[]) =>
        new Map(
          keys.flatMap((key) => {
            const entry = entries.find((one) => ledgerKey(one.key) === ledgerKey(key));
            return entry ? [[key, entry] as const] : [];
          }),
        ),
      async *inOrder(afterKey: string | null) {
        const rest = entries.filter(({ key }) => afterKey === null || key > afterKey);
        for (let start = 0; start < rest.length; start += PAGE) yield rest.slice(start, start + PAGE);
      },
      commit: async () => true,
      settle: async () => undefined,
      remove: async ({ key }: LedgerEntry) => {
        forgotten.push(key);
        return true;
      },
    },
    queue: {
      put: async (messages: readonly BatchMessage[]) => void queued.push(...messages),
      length: async () => surroundings.waiting,
    },
    accounts: {
      note: async (_: string, { stage }: Partial<RunNote>) => {
        if (stage === 'ended' && surroundings.noteFails) throw surroundings.noteFails;
      },
      addDetected: async () => undefined,
      finishBatch: async (_run: string, _batch: string, _size: number, result: BatchResult) =>
        void finished.push(result),
      read: () => Promise.reject(new Error('Not part of this test.')),
    },
    progress: {
      read: async () => stored,
      save: async (text: string) => {
        stored = { text, etag: String(++saves) };
        return stored.etag;
      },
    },
    keyForms: keyFormsOf(mapping),
    rules: theRules,
    clock: { now: () => time.now },
    log: () => undefined,
    telemetry: { emit: (event: SyncEvent) => void events.push(event), flush: async () => undefined },
    maxQueuedBatches: 1000,
    timeLimitMs,
    batchSize: 100,
  };
  const keys = () => queued.flatMap(({ changes }) => changes.map(({ key }) => key)).sort();
  return {
    run: () => reconcile(parts),
    keys,
    queued,
    saves: () => saves,
    finished,
    forgotten,
    events,
    time,
    surroundings,
  };
}

const rows = Array.from({ length: 230 }, (_, index) => rowOf(index + 1));
const [first, second, third, fourth] = rows;
if (!first || !second || !third || !fourth) throw new Error('Too few rows.');

describe('a reconciliation', () => {
  it('finds what is new, what differs, what is gone, and nothing else', async () => {
    const gone = rowOf(900);
    const buried = entryOf(rowOf(901), { outcome: 'deleted', fingerprint: undefined });
    const entries = [
      ...rows.slice(1).map((row) => entryOf(row, row === second ? { fingerprint: 'old' } : {})),
      entryOf(gone),
      buried,
    ];
    const { run, keys } = setUp(rows, entries);
    expect(await run()).toMatchObject({ stoppedBy: 'end', enqueued: 3 });
    expect(keys()).toEqual([first.key, second.key, gone.key].sort());
  });

  it('compares nothing while the queue is full, and goes on when there is room for one batch', async () => {
    const { run, surroundings } = setUp(rows, []);
    surroundings.waiting = 1_000;
    expect(await run()).toMatchObject({ stoppedBy: 'queueFull', compared: 0 });
    surroundings.waiting = 999;
    // No more than the rows whose outcomes are read at once.
    expect(await run()).toMatchObject({ stoppedBy: 'queueFull', compared: rows.length });
  });

  it('is done although Storage does not take its end; a bug of ours is none of that', async () => {
    const { run, surroundings } = setUp(rows, []);
    surroundings.noteFails = new RetryLater('STORAGE_UNREACHABLE', 'Away.');
    expect(await run()).toMatchObject({ stoppedBy: 'end' });
    surroundings.noteFails = new TypeError('bug');
    await expect(run()).rejects.toThrow('bug');
  });

  it('asks for a deleted row again where its contact is not removed as the policy wants it now', async () => {
    const [held, marked] = [rowOf(901), rowOf(902)];
    const entries = [
      entryOf(held, { outcome: 'deleted', code: 'DELETE_HELD' }),
      entryOf(marked, { outcome: 'deleted', code: 'CONTACT_MARKED', fingerprint: 'of another policy' }),
    ];
    const marking = rulesOf(testMapping([[['sync', 'deletes'], 'mark']]));
    const { run, keys } = setUp([], entries, 60_000, marking);
    await run();
    expect(keys()).toEqual([marked.key]);
    const ignoring = setUp([], entries);
    await ignoring.run();
    expect(ignoring.keys()).toEqual([]);
  });

  it('takes a rejected row up again only when the reason is another one', async () => {
    const bad = rowOf(1, { email: 'sin.arroba' });
    const known = entryOf(bad, { outcome: 'rejected', code: 'EMAIL_INVALID', fingerprint: undefined });
    const again = setUp([bad], [known]);
    expect((await again.run()).enqueued).toBe(0);
    expect(again.finished).toMatchObject([{ counts: { rejected: 1 }, rejectedByCode: { EMAIL_INVALID: 1 } }]);
    expect((await setUp([bad], [{ ...known, code: 'CEDULA_INVALID' }]).run()).enqueued).toBe(1);
  });

  it('of a row that came back after it was deleted brings it back', async () => {
    const { run, keys } = setUp([third], [entryOf(third, { outcome: 'deleted', fingerprint: undefined })]);
    await run();
    expect(keys()).toEqual([third.key]);
  });

  describe('with keys of several spellings', () => {
    const other = rowOf(3, { numero_asociado: ` ${second.key}` });
    const shared = entryOf(second, { outcome: 'conflict', code: 'KEY_SHARED', rivalKey: other.key });

    it('finds whose entry has another spelling, and two rows of which the entry names one', async () => {
      const respelt = setUp([other], [entryOf(second)]);
      await respelt.run();
      expect(respelt.keys()).toEqual([second.key, other.key].sort());
      const both = setUp([other, second], [entryOf(second)]);
      await both.run();
      expect(both.keys()).toEqual([other.key]);
    });

    it('leaves two rows that are in conflict as they are, and finds that one of them is gone', async () => {
      const both = setUp([other, second], [shared]);
      expect(await both.run()).toMatchObject({ enqueued: 0 });
      expect(both.finished).toMatchObject([{ counts: { conflict: 2 } }]);
      for (const left of [other, second]) {
        const { run, keys } = setUp([left], [shared]);
        await run();
        expect(keys()).toEqual([second.key]);
      }
    });

    it('finds two rows that SQL Server takes for one key', async () => {
      const { run, keys } = setUp([{ ...second, twins: ['a-000002'] }], [entryOf(second)]);
      await run();
      expect(keys()).toEqual([second.key]);
    });
  });

  it('forgets whom neither SQL Server nor HubSpot holds, a day later', async () => {
    const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
    const gone = { outcome: 'deleted', hubspotId: undefined, fingerprint: undefined } as const;
    const { run, forgotten } = setUp(rows, [
      entryOf(rowOf(901), { ...gone, since: daysAgo(2) }),
      entryOf(rowOf(902), { ...gone, since: daysAgo(0.9) }),
      entryOf(rowOf(903), { ...gone, since: daysAgo(2), hubspotId: '7' }),
      entryOf(rowOf(904), { since: daysAgo(2) }),
      entryOf(rowOf(905), gone),
    ]);
    await run();
    expect(forgotten).toEqual([rowOf(901).key]);
  });

  it('that is cut off after every page ends up with the same, and then begins anew', async () => {
    const many = [...rows, ...Array.from({ length: 1_100 }, (_, at) => rowOf(at + 1_000))];
    const entries = many
      .filter((row) => row !== fourth)
      .map((row) => entryOf(row, row === third ? { fingerprint: 'old' } : {}));
    const { run, keys } = setUp(many, [...entries, entryOf(rowOf(9_000))], -1);
    let runs = 0;
    let compared = 0;
    for (;;) {
      const result = await run();
      compared += result.compared;
      runs++;
      if (result.compared === 0) break;
    }
    expect(runs).toBeGreaterThan(8);
    expect(compared).toBe(many.length + entries.length + 1);
    expect(keys()).toEqual([third.key, fourth.key, 'A-009000'].sort());
    // The outcomes of some pages of rows are read at once.
    expect((await run()).compared).toBe(500);
  });

  it('gathers what differs for full batches, and then says how far it has come', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => rowOf(at + 1_000));
    const entries = many.map((row, at) => entryOf(row, at % 50 === 0 ? { fingerprint: 'old' } : {}));
    const { run, keys, queued, saves } = setUp(many, entries);
    await run();
    expect(keys()).toHaveLength(24);
    expect(queued).toHaveLength(1);
    expect(saves()).toBe(1);
  });

  it('reports the outcomes of all associates once a week, however often it is cut off', async () => {
    const entries = rows.map((row) =>
      entryOf(row, row === second ? { outcome: 'rejected', code: 'EMAIL_INVALID' } : {}),
    );
    const { run, events, time } = setUp(rows, entries, -1);
    const reports = () =>
      events.flatMap((event) =>
        event.name === 'WeeklyReport' ? [{ ...event.dimensions, ...event.measurements }] : [],
      );
    const toTheEnd = async () => {
      while ((await run()).compared > 0);
    };
    await toTheEnd();
    const monday = { week: '2026-11-23' };
    const expected = [
      { ...monday, outcome: 'created', outcomeClass: 'none', code: 'OK', records: rows.length - 1 },
      { ...monday, outcome: 'rejected', outcomeClass: 'validation', code: 'EMAIL_INVALID', records: 1 },
    ];
    expect(reports()).toEqual(expected);
    await toTheEnd();
    expect(reports()).toEqual(expected);
    time.now = Date.parse('2026-11-30T08:00:00.000Z');
    await toTheEnd();
    expect(reports().slice(2)).toEqual(expected.map((report) => ({ ...report, week: '2026-11-30' })));
  });
});
