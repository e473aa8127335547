import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();

describe('GET /api/associates/{numeroAsociado}', () => {
  it('answers the latest outcome, with what its code means in both languages', async () => {
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
      message: { es: expect.stringContaining('cédula'), en: expect.stringContaining('cédula') },
    });
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
