import { describe, expect, it } from 'vitest';
import { historySchema } from '../../../shared/answers/associate.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();

describe('GET /api/associates/{numeroAsociado}', () => {
  it('answers the latest outcome, with what its code means', async () => {
    await system().members.insert([
      inventAssociate(1, PAST),
      { ...inventAssociate(2, PAST), no__de_cedula: '12345' },
    ]);
    await system().tick();

    const [fine, faulty] = await Promise.all(
      [1, 2].map((index) => system().call('GET', `associates/${numberOf(index)}`)),
    );

    expect(fine?.status).toBe(200);
    expect(await fine?.json()).toMatchObject({
      numeroAsociado: numberOf(1),
      outcome: 'created',
      code: 'OK',
      hubspotId: expect.any(String),
      attempts: 1,
      durationMs: expect.any(Number),
      runId: expect.stringMatching(/Z-/),
      since: expect.stringMatching(/^\d{4}-/),
    });
    expect(await faulty?.json()).toMatchObject({
      outcome: 'rejected',
      code: 'CEDULA_INVALID',
      properties: ['no__de_cedula'],
      message: expect.stringContaining('cédula'),
    });
  });

  it('answers the last ten changes of outcome or code, newest first, and nothing where none changed', async () => {
    const change = async (values: Parameters<ReturnType<typeof system>['members']['update']>[1]) => {
      await system().members.update([numberOf(2)], values);
      await system().tick();
    };
    await change({ lastname: 'Otro' });
    await change({ no__de_cedula: '1-9902-0002' });
    await change({ email: 'sin.arroba' });
    const response = await system().call('GET', `associates/${numberOf(2)}/history`);
    expect(response.status).toBe(200);
    const { history } = historySchema.parse(await response.json());
    expect(history.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
      'rejected EMAIL_INVALID',
      'created OK',
      'rejected CEDULA_INVALID',
    ]);
    const times = history.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    for (let turn = 0; turn < 5; turn++) {
      await change({ email: 'dos@example.com' });
      await change({ email: 'sin.arroba' });
    }
    const later = await system().call('GET', `associates/${numberOf(2)}/history`);
    expect(historySchema.parse(await later.json()).history).toHaveLength(10);
    expect((await system().call('GET', 'associates/nobody/history')).status).toBe(404);
  });

  it('knows an associate by the spellings that SQL Server takes for the same', async () => {
    const response = await system().call('GET', 'associates/a-000001');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ numeroAsociado: numberOf(1) });
  });

  it('answers 404 for an associate that nothing is known of', async () => {
    const response = await system().call('GET', 'associates/nobody');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 404, code: 'ASSOCIATE_UNKNOWN' });
  });

  it('needs SQL Server only for a number that the ledger does not know by any spelling', async () => {
    system().sqlServer.faults.dropConnection(/OPENJSON/, { times: 6 });
    for (const known of [numberOf(1), 'a-000001', '%20A-000001'])
      expect((await system().call('GET', `associates/${known}`)).status).toBe(200);
    const response = await system().call('GET', 'associates/nobody');
    expect(response.status).toBe(503);
    expect((await readAnswer(response)).code).toBe('SQL_UNREACHABLE');
  });
});
