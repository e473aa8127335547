import { describe, expect, it } from 'vitest';
import { LostRace } from '../../../shared/errors.ts';
import { startDetection } from '../../../shared/sync/detect/startDetection.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { RunNote } from '../../../shared/sync/ports/runAccount.ts';
import { documentInMemory } from '../../support/inMemory.ts';

/** A watermark that a running detector may move while a full pass is asked for. */
async function setUp(movesFirst = 0) {
  const watermarks = documentInMemory();
  await watermarks.save('cursor', undefined);
  const stoppedPass = documentInMemory();
  const queued: (BatchMessage | RunMessage)[] = [];
  const notes: (readonly [string, Partial<RunNote>])[] = [];
  let moves = movesFirst;
  const parts = {
    watermarks: {
      read: watermarks.read,
      save: async (text: string, etag: string | undefined) => {
        if (moves-- > 0) await watermarks.save('moved', (await watermarks.read())?.etag);
        return watermarks.save(text, etag);
      },
    },
    stoppedPass,
    askForFullPass: (
      position: string | undefined,
      { runId, afterKey }: { runId: string; afterKey: string | null },
    ) =>
      position?.startsWith('pass')
        ? { position, runId: 'under way' }
        : { position: `pass of ${runId} behind ${afterKey} from ${position}`, runId },
    accounts: {
      note: async (runId: string, note: Partial<RunNote>) => void notes.push([runId, note]),
      readNote: async () => undefined,
    },
    queue: {
      put: async (all: readonly (BatchMessage | RunMessage)[]) => void queued.push(...all),
      length: async () => 0,
    },
    clock: { now: () => Date.parse('2026-11-27T20:00:00Z') },
  };
  const position = async () => (await watermarks.read())?.text;
  return { parts, queued, notes, position };
}

describe('a detection that a person asks for', () => {
  it('begins by the queue and leaves the watermark', async () => {
    const { parts, queued, notes, position } = await setUp();
    const started = await startDetection('incremental', parts, { name: 'Por la mañana' });
    const runId = started?.runId ?? '';
    expect(started).toEqual({ runId: expect.stringMatching(/^20261127T200000Z-/), resumed: false });
    expect(queued).toEqual([{ kind: 'detect', mode: 'incremental', runId, attempt: 1 }]);
    expect(notes).toEqual([
      [runId, { mode: 'incremental', stage: 'selecting', cancelledAt: '', name: 'Por la mañana' }],
    ]);
    expect(await position()).toBe('cursor');
  });

  it('over the whole table moves the watermark, however often a detector moves it first', async () => {
    const { parts, position, queued } = await setUp(9);
    const started = await startDetection('full', parts);
    expect(started).toMatchObject({ resumed: false });
    expect(await position()).toBe(`pass of ${started?.runId} behind null from moved`);
    expect(queued).toMatchObject([{ mode: 'full', runId: started?.runId }]);

    const always = await setUp(100);
    await expect(startDetection('full', always.parts)).rejects.toThrow(LostRace);
    expect(always.queued).toEqual([]);
  });

  it('over the whole table joins the pass that is under way, and stores nothing for it', async () => {
    const { parts, queued } = await setUp();
    await startDetection('full', parts);
    const { save } = parts.watermarks;
    parts.watermarks.save = () => Promise.reject(new Error('Nothing is to be stored.'));
    expect(await startDetection('full', parts)).toEqual({ runId: 'under way', resumed: true });
    expect(queued.at(-1)).toMatchObject({ runId: 'under way' });
    parts.watermarks.save = save;
  });

  it('goes on behind the key at which a pass was stopped, where that is the one that is named', async () => {
    const { parts, position } = await setUp();
    expect(await startDetection('full', parts, { resume: 'stopped' })).toBeUndefined();
    await parts.stoppedPass.save(JSON.stringify({ runId: 'stopped', afterKey: 'A-7' }), undefined);
    expect(await startDetection('full', parts, { resume: 'another' })).toBeUndefined();
    expect(await position()).toBe('cursor');
    expect(await startDetection('full', parts, { resume: 'stopped' })).toEqual({
      runId: 'stopped',
      resumed: true,
    });
    expect(await position()).toBe('pass of stopped behind A-7 from cursor');
  });
});
