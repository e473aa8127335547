import { describe, expect, it } from 'vitest';
import { LostRace } from '../../../shared/errors.ts';
import { NO_COUNTS, readAdoption, saveAdoption } from '../../../shared/sync/adopt/adoptionState.ts';
import { rollUp } from '../../../shared/sync/counters/rollUp.ts';
import type { AccountedBatch, RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { cancelKnownRun } from '../../../shared/sync/runs/cancelKnownRun.ts';
import { isRunContinuation, listRuns } from '../../../shared/sync/runs/listRuns.ts';
import { readRun } from '../../../shared/sync/runs/readRun.ts';
import { counterRowsInMemory, documentInMemory } from '../../support/inMemory.ts';

const NOW = Date.parse('2026-11-27T20:00:00Z');
const [OLD, MIDDLE, NEW, RESYNC] = ['18', '19', '20', '17'].map(
  (hour) => `20261127T${hour}0000Z-0000000a`,
) as [string, string, string, string];

function setUp() {
  const time = { now: NOW };
  const accounts = new Map<
    string,
    { readonly batches: readonly AccountedBatch[]; readonly note: RunNote | undefined }
  >();
  const batch = (size: number, isEnded: boolean, isResync = false): AccountedBatch => ({
    ...{
      size,
      counts: isEnded ? { updated: size } : {},
      rejectedByCode: {},
      othersByCode: {},
      notInHubSpot: 0,
      isCompared: false,
    },
    end: isEnded ? { endedAt: NOW - 1_000, durationMs: 10, calls: 1, isResync } : undefined,
  });
  const records = {
    changed: async () => [...accounts.keys()],
    record: async (runId: string) => ({
      ...(accounts.get(runId) ?? { batches: [], note: undefined }),
      storedAt: undefined,
    }),
    forget: () => Promise.reject(new Error('Not part of this test.')),
  };
  const [adoption, verification, stoppedPass] = [documentInMemory(), documentInMemory(), documentInMemory()];
  const parts = {
    ...{ records, rows: counterRowsInMemory(), adoption, verification, stoppedPass },
    ...{ watermarks: documentInMemory(), reconciliation: documentInMemory() },
    fullPassRun: async (): Promise<string | undefined> => undefined,
    isPaused: async () => false,
    associates: async () => 1_000,
    clock: { now: () => time.now },
    stopFullPass: (position: string | undefined, runId: string) =>
      position === `pass of ${runId}`
        ? { position: 'cursor', stopped: { runId, afterKey: 'K7' } }
        : undefined,
    accounts: {
      note: async (runId: string, { mode = 'full', stage = 'ended', ...more }: Partial<RunNote>) => {
        const { batches = [], note } = accounts.get(runId) ?? {};
        accounts.set(runId, { batches, note: { ...note, mode, stage, ...more } });
      },
      readNote: async (runId: string) => accounts.get(runId)?.note,
    },
  };
  const count = () => rollUp(undefined, { ...parts, countDue: () => 0 });
  const list = async (top: number, continuation?: string) => {
    const page = await listRuns({ top, continuation }, parts);
    return { ids: page.runs.map(({ runId }) => runId), ...page };
  };
  return { parts, time, accounts, batch, count, list };
}

describe('the list of runs', () => {
  it('has the newest first, page by page, whether they were counted or not, and none of a single associate', async () => {
    const { accounts, batch, count, list } = setUp();
    accounts.set(OLD, { batches: [batch(3, true)], note: undefined });
    accounts.set(NEW, { batches: [batch(4, true)], note: undefined });
    accounts.set(RESYNC, { batches: [batch(1, true, true)], note: undefined });
    await count();
    accounts.set(MIDDLE, { batches: [batch(5, true)], note: undefined });

    expect((await list(50)).ids).toEqual([NEW, MIDDLE, OLD]);
    const first = await list(1);
    expect([first.ids, isRunContinuation(first.continuation ?? '')]).toEqual([[NEW], true]);
    const second = await list(1, first.continuation);
    expect(second.ids).toEqual([MIDDLE, OLD]);
    expect((await list(1, second.continuation)).ids).toEqual([]);
    expect((await list(50)).continuation).toBeUndefined();
  });

  it('says of a run that was open when it was counted how it is now', async () => {
    const { accounts, batch, count, list } = setUp();
    accounts.set(OLD, { batches: [batch(3, false)], note: undefined });
    await count();
    expect((await list(50)).runs).toMatchObject([{ runId: OLD, state: 'running', counts: { pending: 3 } }]);
    accounts.set(OLD, { batches: [batch(3, true)], note: undefined });
    expect((await list(50)).runs).toMatchObject([
      { runId: OLD, state: 'ended', counts: { updated: 3, pending: 0 } },
    ]);
  });

  it.each([
    [`run|8236236799999|${OLD}~`, true],
    [`run|8236236799999|${OLD}`, false],
    [`run|823623|${OLD}~`, false],
    [`xrun|8236236799999|${OLD}~`, false],
    ['run|8236236799999|~', false],
  ])('%s has the form of its continuation: %s', (text, is) => {
    expect(isRunContinuation(text)).toBe(is);
  });
});

describe('a run', () => {
  it('is known by its account, by the counters once that is removed, and by what began last', async () => {
    const { parts, accounts, batch, count } = setUp();
    expect(await readRun(OLD, parts)).toBeUndefined();
    expect(await readRun('no run', parts)).toBeUndefined();
    accounts.set(OLD, { batches: [batch(3, true)], note: undefined });
    await count();
    accounts.clear();
    expect(await readRun(OLD, parts)).toMatchObject({ runId: OLD, counts: { updated: 3 } });
    const run = {
      runId: NEW,
      dryRun: false,
      phase: 'read',
      batches: 0,
      startedAt: '2026-11-27T20:00:00Z',
    } as const;
    await saveAdoption(parts.adoption, { run: { ...run, counts: NO_COUNTS } }, undefined);
    expect(await readRun(NEW, parts)).toMatchObject({ runId: NEW, adoption: { phase: 'read' } });
    expect(await readRun(MIDDLE, parts)).toBeUndefined();
  });
});

describe('a run that a person cancels', () => {
  it('stops what it produces; what is on the queue is still written', async () => {
    const { parts, accounts, batch } = setUp();
    accounts.set(OLD, { batches: [batch(3, false)], note: { mode: 'full', stage: 'ended' } });
    await parts.watermarks.save(`pass of ${OLD}`, undefined);
    expect(await cancelKnownRun(OLD, parts)).toEqual({ runId: OLD, state: 'cancelling', pending: 3 });
    const cancelledAt = new Date(NOW).toISOString();
    expect(accounts.get(OLD)?.note).toEqual({
      mode: 'full',
      stage: 'ended',
      cancelledAt,
      endedAt: cancelledAt,
    });
    expect((await parts.watermarks.read())?.text).toBe('cursor');
    expect((await parts.stoppedPass.read())?.text).toBe(JSON.stringify({ runId: OLD, afterKey: 'K7' }));
    // Doing it again changes nothing.
    accounts.set(OLD, { batches: [batch(3, true)], note: accounts.get(OLD)?.note });
    expect(await cancelKnownRun(OLD, parts)).toEqual({ runId: OLD, state: 'cancelled', pending: 0 });
  });

  it('takes the place of whoever is at work, without moving it', async () => {
    const { parts, accounts, batch } = setUp();
    for (const [runId, mode, document] of [
      [OLD, 'incremental', parts.watermarks],
      [NEW, 'reconcile', parts.reconciliation],
    ] as const) {
      const etag = await document.save('here', undefined);
      accounts.set(runId, { batches: [batch(3, false)], note: { mode, stage: 'selecting' } });
      expect(await cancelKnownRun(runId, parts)).toMatchObject({ state: 'cancelling' });
      expect(await document.read()).toMatchObject({ text: 'here' });
      expect((await document.read())?.etag).not.toBe(etag);
    }
  });

  it('is an adoption that goes no further, but may be resumed; one that is done, or of another run, stays', async () => {
    const { parts, accounts } = setUp();
    const run = {
      runId: OLD,
      dryRun: false,
      phase: 'write',
      batches: 0,
      startedAt: '2026-11-27T18:00:00Z',
    } as const;
    const etag = await saveAdoption(parts.adoption, { run: { ...run, counts: NO_COUNTS } }, undefined);
    accounts.set(OLD, { batches: [], note: { mode: 'adopt', stage: 'selecting' } });
    accounts.set(NEW, { batches: [], note: { mode: 'replay', stage: 'selecting' } });
    await cancelKnownRun(NEW, parts);
    expect((await readAdoption(parts.adoption)).etag).toBe(etag);
    expect(await cancelKnownRun(OLD, parts)).toEqual({ runId: OLD, state: 'cancelled', pending: 0 });
    expect((await readAdoption(parts.adoption)).run?.cancelledAt).toBe(new Date(NOW).toISOString());
    expect(await readRun(OLD, parts)).toMatchObject({ state: 'cancelled', canResume: true });
  });

  it('may be over, of one associate, or nobody knows it', async () => {
    const { parts, accounts, batch } = setUp();
    expect(await cancelKnownRun(OLD, parts)).toBe('unknown');
    accounts.set(OLD, { batches: [batch(3, true)], note: undefined });
    expect(await cancelKnownRun(OLD, parts)).toBe('ended');
    accounts.set(RESYNC, { batches: [batch(1, true, true), batch(1, false)], note: undefined });
    expect(await cancelKnownRun(RESYNC, parts)).toBe('notCancellable');
    accounts.set(NEW, { batches: [], note: { mode: 'verify', stage: 'givenUp' } });
    expect(await cancelKnownRun(NEW, parts)).toBe('ended');
  });

  it('is to be cancelled again where it moves on all the time', async () => {
    const { parts, accounts, batch } = setUp();
    accounts.set(OLD, { batches: [batch(3, false)], note: { mode: 'reconcile', stage: 'selecting' } });
    await parts.reconciliation.save('here', undefined);
    let tries = 0;
    parts.reconciliation.save = async () => void tries++;
    await expect(cancelKnownRun(OLD, parts)).rejects.toThrow(LostRace);
    expect(tries).toBe(10);
  });
});
