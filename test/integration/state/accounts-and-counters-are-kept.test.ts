import { describe, expect, it } from 'vitest';
import { createCounterRows } from '../../../shared/state/counterRows.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createRunRecords } from '../../../shared/state/runRecords.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });
let tables = 0;
/** A table that nobody has used. */
const table = () => clients.table(`table${++tables}`);

describe('the account of a run', () => {
  const done = { counts: { updated: 3 }, rejectedByCode: {}, othersByCode: {}, notInHubSpot: 1 };
  const end = { endedAt: Date.parse('2026-11-27T20:00:00.000Z'), durationMs: 20, calls: 2 };

  it('has what was noted of it, one word after the other', async () => {
    const accounts = createRunAccount(table());
    expect(await accounts.readNote('r')).toBeUndefined();
    await accounts.note('r', { mode: 'verify', stage: 'selecting', cancelledAt: '', name: 'Lunes' });
    await accounts.note('r', { stage: 'ended', endedAt: '2026-11-27T20:00:00.000Z', found: '{}' });
    const note = {
      mode: 'verify',
      stage: 'ended',
      name: 'Lunes',
      endedAt: '2026-11-27T20:00:00.000Z',
      found: '{}',
    };
    expect(await accounts.readNote('r')).toEqual(note);
    expect(await accounts.read('r')).toMatchObject({ detected: 0, note, lastEndAt: undefined });
    await accounts.note('r', { cancelledAt: '2026-11-27T21:00:00.000Z' });
    expect((await accounts.readNote('r'))?.cancelledAt).toBe('2026-11-27T21:00:00.000Z');
    await accounts.note('of another version', { stage: 'ended' });
    expect(await accounts.readNote('of another version')).toBeUndefined();
  });

  it('counts the parts of a batch that was split in its place, and says when a batch of it ended last', async () => {
    const state = table();
    const accounts = createRunAccount(state);
    await accounts.addDetected(
      'r',
      Array.from({ length: 120 }, (_, at) => ({ batchId: `r-${at}`, size: 2 })),
    );
    expect(await accounts.read('r')).toMatchObject({ detected: 240, lastEndAt: undefined });
    await accounts.split('r', 'r-0', [
      { batchId: 'r-0.1', size: 1 },
      { batchId: 'r-0.2', size: 1 },
    ]);
    await accounts.finishBatch('r', 'r-1', 3, done, { ...end, isResync: true });
    await accounts.finishBatch('r', 'r-2', 3, done, 'compared');
    await accounts.finishBatch('r', 'r-3', 3, done, { ...end, durationMs: undefined });
    await accounts.finishBatch('r', 'r-4', 3, done, { ...end, durationMs: -5 });
    const totals = await accounts.read('r');
    expect(totals).toMatchObject({ detected: 244, counts: { updated: 12 }, notInHubSpot: 4 });
    expect(totals.lastEndAt).toMatch(/^20\d\d-/);

    const { batches, storedAt } = await createRunRecords(state).record('r');
    expect(batches).toHaveLength(121);
    expect(storedAt).toMatch(/^20\d\d-/);
    const ended = { ...end, isResync: false };
    expect(batches.filter(({ counts }) => counts.updated === 3)).toMatchObject([
      { size: 3, isCompared: false, end: { ...ended, isResync: true } },
      { size: 3, isCompared: true, end: undefined },
      { isCompared: false, end: { ...ended, durationMs: undefined } },
      { isCompared: false, end: { ...ended, durationMs: 0 } },
    ]);
  });

  it('is found by when the run began and when any of it was stored, and goes after its time, some at a time', async () => {
    const state = table();
    const accounts = createRunAccount(state);
    const records = createRunRecords(state);
    const day = 86_400_000;
    const now = Date.now();
    const [old, young] = [newRunId(now - 10 * day), newRunId(now - day)];
    for (const run of [old, young])
      await accounts.addDetected(
        run,
        [1, 2, 3].map((at) => ({ batchId: `${run}-${at}`, size: 1 })),
      );
    await createStateDocument(state, 'health').save('{}', undefined);
    expect([...(await records.changed(0, 0))].sort()).toEqual([old, young].sort());
    expect(await records.changed(now - 2 * day, 0)).toEqual([young]);
    expect(await records.changed(0, now + day)).toEqual([]);
    expect(await records.forget(now - 5 * day, 2)).toBe(2);
    expect((await records.record(old)).batches).toHaveLength(1);
    expect(await records.forget(now - 5 * day, 100)).toBe(1);
    expect(await records.forget(now - 5 * day, 100)).toBe(0);
    expect((await records.record(young)).batches).toHaveLength(3);
    expect((await createStateDocument(state, 'health').read())?.text).toBe('{}');
  });
});

describe('rows of counters', () => {
  it('change together or not at all, and come back however long and strange their text is', async () => {
    const rows = createCounterRows(table());
    expect(await rows.commit([])).toBe(true);
    const long = `ñ😀${'x'.repeat(70_000)}"\\`;
    const text = JSON.stringify({ long });
    expect(
      await rows.commit([
        { name: 'a', text, etag: undefined },
        { name: 'b', text: '1', etag: undefined },
      ]),
    ).toBe(true);
    const read = await rows.read(['a', 'b', 'c']);
    expect([...read.keys()]).toEqual(['a', 'b']);
    expect(JSON.parse(read.get('a')?.text ?? '')).toEqual({ long });
    const [a, b] = [read.get('a')?.etag, read.get('b')?.etag];
    expect(await rows.commit([{ name: 'b', text: '2', etag: b }])).toBe(true);
    // Another was faster with b: a stays too.
    expect(
      await rows.commit([
        { name: 'a', text: '9', etag: a },
        { name: 'b', text: '9', etag: b },
      ]),
    ).toBe(false);
    expect(await rows.commit([{ name: 'a', text: '9', etag: undefined }])).toBe(false);
    expect(await rows.commit([{ name: 'c', text: '9', etag: a }])).toBe(false);
    expect((await rows.read(['b'])).get('b')?.text).toBe('2');
    expect(JSON.parse((await rows.read(['a'])).get('a')?.text ?? '')).toEqual({ long });
    // A shorter text leaves nothing of the longer one.
    expect(await rows.commit([{ name: 'a', text: '3', etag: a }])).toBe(true);
    expect((await rows.read(['a'])).get('a')?.text).toBe('3');
  });

  it('are asked for in pages as large as Azure gives them, and no larger than wanted', async () => {
    const client = table();
    const sizes: (string | null)[] = [];
    client.pipeline.addPolicy({
      name: 'pageSizes',
      sendRequest: (request, next) => {
        if (request.method === 'GET') sizes.push(new URL(request.url).searchParams.get('$top'));
        return next(request);
      },
    });
    const rows = createCounterRows(client);
    await rows.between('a', 'z');
    await rows.between('a', 'z', 3);
    expect(sizes).toEqual(['1000', '3']);
  });

  it('are read and forgotten by ranges, in order, some at a time', async () => {
    const rows = createCounterRows(table());
    const names = Array.from({ length: 130 }, (_, at) => `n${String(at).padStart(3, '0')}`);
    for (const some of [names.slice(0, 70), names.slice(70)])
      await rows.commit(some.map((name) => ({ name, text: '1', etag: undefined })));
    const between = async (...range: Parameters<typeof rows.between>) =>
      (await rows.between(...range)).map(({ name }) => name);
    expect(await between('n', 'o')).toEqual(names);
    expect(await between('n005', 'n010')).toEqual(names.slice(5, 10));
    expect(await between('n', 'o', 3)).toEqual(names.slice(0, 3));
    expect(await rows.forget('n', 'n128', 3)).toBe(3);
    expect(await rows.forget('n', 'n128', 1_000)).toBe(125);
    expect(await between('n', 'o')).toEqual(['n128', 'n129']);
  });
});
