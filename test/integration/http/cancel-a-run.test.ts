import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Run, runSchema, runsSchema } from '../../../shared/answers/runs.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { inventAssociates } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const ROWS = 1_000;
const PAGE = 250;
const system = useSystem({
  mapping: [
    [['source', 'changeFeed'], 'timestamp'],
    [['source', 'overlapSeconds'], 0],
    [['sync', 'pageSize'], PAGE],
    // Each detection puts one page on the queue and leaves the rest to the next one.
    [['sync', 'maxQueuedBatches'], 2],
  ],
});

const startedSchema = z.object({ runId: z.string(), resumed: z.boolean() });
async function start(body: object) {
  const response = await system().call('POST', 'sync', body);
  expect(response.status).toBe(202);
  return startedSchema.parse(await response.json());
}
async function cancel(runId: string) {
  const response = await system().call('DELETE', `sync/${runId}`);
  return { status: response.status, answer: await response.json() };
}
const read = async (runId: string): Promise<Run> =>
  runSchema.parse(await (await system().call('GET', `sync/${runId}`)).json());
const list = async (query = '') =>
  runsSchema.parse(await (await system().call('GET', `sync${query}`)).json());
async function position() {
  const { storage } = system();
  const table = createStorageClients({ AzureWebJobsStorage: storage.connectionString }).table(STATE_TABLE);
  return JSON.parse((await createStateDocument(table, 'detection').read())?.text ?? '{}');
}
/** As many ticks as a whole table takes, and one more. */
async function ticks(): Promise<void> {
  for (let count = 0; count <= ROWS / PAGE; count++) await system().tick();
}

describe('DELETE /api/sync/{runId}', () => {
  let cancelled = '';

  it('stops a full pass: what is on the queue is still written and counted, and the watermark stays', async () => {
    await system().members.insert(inventAssociates(ROWS, { seed: 7, faultyShare: 0 }).map(({ row }) => row));
    await ticks();
    expect(system().hubspot.contacts()).toHaveLength(ROWS);
    await system().members.run("UPDATE dbo.hb_contacts SET lastname = N'Sin sello'");
    await system().host.pause('upsertBatch');
    const { runId } = await start({ mode: 'full' });
    await system().host.runTimer('detectChanges');
    const before = await position();
    expect(before).toMatchObject({ fullPass: { runId } });
    expect(await read(runId)).toMatchObject({
      state: 'running',
      canCancel: true,
      detected: PAGE,
      secondsLeft: null,
    });

    expect(await cancel(runId)).toEqual({
      status: 202,
      answer: { runId, state: 'cancelling', pending: PAGE },
    });
    // Doing it again changes nothing.
    expect((await cancel(runId)).status).toBe(202);
    expect((await position()).cursor).toEqual(before.cursor);
    expect(await position()).not.toHaveProperty('fullPass');

    system().host.resume('upsertBatch');
    await system().settle();
    const renamed = system()
      .hubspot.contacts()
      .filter(({ properties }) => properties['lastname'] === 'Sin sello');
    expect(renamed).toHaveLength(PAGE);
    expect(await read(runId)).toMatchObject({
      state: 'cancelled',
      done: true,
      canCancel: false,
      canResume: true,
      detected: PAGE,
      counts: { updated: PAGE, pending: 0 },
    });
    cancelled = runId;
  });

  it('and nothing starts it again by itself', async () => {
    await ticks();
    expect(await read(cancelled)).toMatchObject({ state: 'cancelled', detected: PAGE });
    expect((await list()).runs.find(({ runId }) => runId === cancelled)).toMatchObject({
      state: 'cancelled',
    });
  });

  it('a person has it go on where it stood, under the same id', async () => {
    expect(await start({ mode: 'full', resume: cancelled })).toEqual({ runId: cancelled, resumed: true });
    await system().settle();
    await ticks();
    expect(await read(cancelled)).toMatchObject({
      state: 'ended',
      detected: ROWS,
      processed: ROWS,
      total: ROWS,
      counts: { updated: ROWS, pending: 0 },
      cancelledAt: null,
    });
  });

  it('stops a verification and an adoption that wait for their turn, and they go on only by name', async () => {
    await system().host.pause('upsertBatch');
    const verification = await start({ mode: 'verify' });
    const adoption = await start({ mode: 'adopt', dryRun: true, name: 'Antes de Navidad' });
    expect(await cancel(verification.runId)).toMatchObject({ status: 200, answer: { state: 'cancelled' } });
    expect(await cancel(adoption.runId)).toMatchObject({ status: 200, answer: { pending: 0 } });
    system().host.resume('upsertBatch');
    await system().settle();
    expect(await read(verification.runId)).toMatchObject({ verification: { counts: { checked: 0 } } });
    expect(await read(adoption.runId)).toMatchObject({ name: 'Antes de Navidad', adoption: { contacts: 0 } });

    expect(await start({ mode: 'verify', resume: verification.runId })).toEqual({
      ...verification,
      resumed: true,
    });
    const fresh = await start({ mode: 'adopt', dryRun: true });
    expect(fresh.resumed).toBe(false);
    await system().settle();
    expect(await read(verification.runId)).toMatchObject({
      state: 'ended',
      processed: ROWS,
      verification: { phase: 'done', counts: { checked: ROWS, same: ROWS } },
    });
    expect(await read(fresh.runId)).toMatchObject({ state: 'ended', adoption: { contacts: ROWS } });
    const late = await system().call('POST', 'sync', { mode: 'adopt', dryRun: true, resume: adoption.runId });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
  });

  it('of a run that has ended, or that nobody knows, is refused', async () => {
    expect(await cancel(cancelled)).toMatchObject({ status: 409, answer: { code: 'RUN_ENDED' } });
    expect(await cancel('none')).toMatchObject({ status: 404, answer: { code: 'RUN_UNKNOWN' } });
  });

  it('leaves one line in the log, as every start does', async () => {
    const audits = system()
      .logLines()
      .filter(({ operation }) => operation === 'AUDIT');
    expect(audits.map(({ message, status, run_id }) => [message, status, run_id])).toContainEqual([
      'DELETE /api/sync/{runId}',
      'SUCCESS',
      cancelled,
    ]);
    expect(audits).toContainEqual(
      expect.objectContaining({ message: 'POST /api/sync full', status: 'SUCCESS', run_id: cancelled }),
    );
    // What somebody typed and is not known is not repeated.
    expect(audits.at(-1)).toMatchObject({ status: 'FAILED', code: 'RUN_UNKNOWN' });
    expect(audits.at(-1)).not.toHaveProperty('run_id');
  });
});

describe('GET /api/sync', () => {
  it('lists runs newest first, in pages that hold each once, and says of each what it says by itself', async () => {
    const whole = (await list('?top=200')).runs;
    const ids = whole.map(({ runId }) => runId);
    expect(ids.length).toBeGreaterThan(6);
    const begins = whole.map(({ startedAt }) => startedAt);
    expect(begins).toEqual([...begins].sort().reverse());
    const paged: string[] = [];
    for (let query = '?top=3'; query !== ''; ) {
      const { runs, continuation } = await list(query);
      paged.push(...runs.map(({ runId }) => runId));
      query = continuation === undefined ? '' : `?top=3&continuation=${encodeURIComponent(continuation)}`;
    }
    expect(paged).toEqual(ids);
    for (const run of whole) {
      expect(run).toEqual(await read(run.runId));
    }
    expect(new Set(whole.map(({ mode }) => mode))).toEqual(
      new Set(['incremental', 'full', 'verify', 'adopt']),
    );
  });
});
