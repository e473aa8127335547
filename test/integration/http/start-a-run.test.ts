import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { inventAssociate, inventAssociates, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const ROWS = 1200;
const system = useSystem({
  mapping: [
    [['source', 'changeFeed'], 'timestamp'],
    [['source', 'overlapSeconds'], 0],
    [['sync', 'pageSize'], 300],
  ],
  settings: { SYNC_OPERATION: 'upsert' },
});

const startedSchema = z.object({ runId: z.string(), resumed: z.boolean() });

async function start(body: object): Promise<z.infer<typeof startedSchema>> {
  const response = await system().call('POST', 'sync', body);
  expect(response.status).toBe(202);
  return startedSchema.parse(await response.json());
}

const progressOf = async (runId: string) => (await system().call('GET', `sync/${runId}`)).json();

describe('POST /api/sync', () => {
  it('incremental detects now, in the run that it answers', async () => {
    await system().members.insert(inventAssociates(ROWS, { seed: 5, faultyShare: 0 }).map(({ row }) => row));

    const { runId } = await start({ mode: 'incremental', operation: 'upsert' });
    await system().settle();

    expect(await progressOf(runId)).toMatchObject({
      mode: 'incremental',
      done: true,
      detected: ROWS,
      counts: { created: ROWS, pending: 0 },
      startedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
      recordsPerMinute: expect.any(Number),
      secondsLeft: 0,
    });
  });

  it('incremental without anything to do is a run that is done, not one that nobody knows', async () => {
    const { runId } = await start({ mode: 'incremental' });
    await system().settle();
    expect(await progressOf(runId)).toMatchObject({ mode: 'incremental', done: true, detected: 0 });
  });

  it('full goes through the whole table beside a running detector, and what no stamp told is found', async () => {
    const { members, host, logLines } = system();
    await members.run(
      `UPDATE dbo.hb_contacts SET lastname = N'Sin sello' WHERE numero_asociado = '${numberOf(7)}'`,
    );
    await members.insert([{ ...inventAssociate(5001, PAST), lastmodifieddate: null }]);
    const before = logLines().length;

    const [{ runId }, ...detections] = await Promise.all([
      start({ mode: 'full' }),
      host.runTimer('detectChanges'),
      host.runTimer('detectChanges'),
    ]);
    expect(detections.every(({ succeeded }) => succeeded)).toBe(true);
    await system().settle();
    // Whatever another detector took from the pass's own, the next one finishes.
    await system().tick();

    expect(contactsByNumber(system()).get(numberOf(7))?.['lastname']).toBe('Sin sello');
    expect(contactsByNumber(system()).has(numberOf(5001))).toBe(true);
    const reasons = logLines()
      .slice(before)
      .filter(({ message }) => String(message).includes('Full pass: asked for.'));
    expect(reasons.length).toBeGreaterThanOrEqual(1);
    const progress = z
      .looseObject({ mode: z.string(), done: z.boolean(), detected: z.number(), counts: z.looseObject({}) })
      .parse(await progressOf(runId));
    expect(progress).toMatchObject({ mode: 'full', done: true, counts: { pending: 0 } });
    expect(progress.detected).toBeGreaterThanOrEqual(ROWS + 1);
  });

  it('full again while a pass is on goes on with that one, and is not done before its end', async () => {
    const { storage, host } = system();
    await host.pause('upsertBatch');
    const first = await start({ mode: 'full' });
    const second = await start({ mode: 'full' });
    expect(second).toEqual({ runId: first.runId, resumed: true });
    expect(await progressOf(first.runId)).toMatchObject({ mode: 'full', done: false });
    const table = createStorageClients({ AzureWebJobsStorage: storage.connectionString }).table(STATE_TABLE);
    const position = await createStateDocument(table, 'detection').read();
    expect(JSON.parse(position?.text ?? '')).toMatchObject({
      // The cursor stays: what changes meanwhile is not missed.
      cursor: { from: expect.any(String) },
      fullPass: { afterKey: null, reason: 'asked for', runId: first.runId },
    });

    host.resume('upsertBatch');
    await system().settle();
    await system().tick();
    expect(await progressOf(first.runId)).toMatchObject({ done: true, counts: { pending: 0 } });
  });

  it.each([
    ['an unknown mode', { mode: 'everything' }, 'mode must be incremental, full'],
    ['no mode', {}, 'mode must be'],
    ['a dry run of a detection', { mode: 'full', dryRun: true }, 'dryRun is not known here.'],
    [
      'an unknown operation',
      { mode: 'full', operation: 'delete' },
      'operation must be insert, update, upsert.',
    ],
    ['another operation', { mode: 'full', operation: 'insert' }, 'operation is upsert for every run'],
    ['a field we do not know', { mode: 'full', speed: 9 }, 'speed is not known here.'],
  ])('is told what to correct: %s', async (_, body, detail) => {
    const response = await system().call('POST', 'sync', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      detail: expect.stringContaining(detail),
    });
  });

  it.each(['adopt', 'verify'])(
    '%s is ended also when the next of its kind has taken its place',
    async (mode) => {
      const first = await start(mode === 'adopt' ? { mode, dryRun: true } : { mode });
      await system().settle();
      const second = await start({ mode });
      await system().settle();
      expect(second.runId).not.toBe(first.runId);
      for (const { runId } of [first, second])
        expect(await progressOf(runId)).toMatchObject({ mode, state: 'ended', done: true, secondsLeft: 0 });
    },
  );

  it('a run that nobody knows is 404', async () => {
    const response = await system().call('GET', 'sync/none');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'RUN_UNKNOWN' });
  });
});
