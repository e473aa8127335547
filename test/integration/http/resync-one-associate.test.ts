import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const system = useSystem();
const PAST = '2026-01-05T00:00:00.000';

describe('POST /api/associates/{numeroAsociado}/resync', () => {
  it('brings a new associate to HubSpot at once', async () => {
    await system().members.insert([inventAssociate(1, PAST)]);

    const response = await system().resync(numberOf(1));

    expect(response.status).toBe(200);
    const answer = await readAnswer(response);
    expect(answer).toMatchObject({
      numeroAsociado: 'A-000001',
      outcome: 'created',
      code: 'OK',
      findings: [],
    });
    expect(answer.changes).toContainEqual({ property: 'email', change: 'changed' });
    expect(contactsByNumber(system()).get(numberOf(1))).toMatchObject({ email: 'asociado.1@example.com' });
    expect(await system().accounts.read(answer.runId)).toMatchObject({ detected: 1, counts: { created: 1 } });
  });

  it('goes past the fingerprint: what somebody changed in HubSpot is set right', async () => {
    const { hubspot, settle } = system();
    // The second look of the first resync must not come in between.
    await settle();
    const [contact] = hubspot.contacts();
    const patched = await fetch(`${hubspot.baseUrl}/crm/v3/objects/contacts/${contact?.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${hubspot.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { lastname: 'Cambiado a mano' } }),
    });
    expect(patched.status).toBe(200);

    const answer = await readAnswer(await system().resync(numberOf(1)));

    expect(answer.outcome).toBe('updated');
    const changed = answer.changes.filter(({ change }) => change === 'changed');
    expect(changed).toEqual([{ property: 'lastname', change: 'changed' }]);
    expect(contactsByNumber(system()).get(numberOf(1))?.['lastname']).toBe('Núñez Peña');
  });

  it('in a dry run shows values and writes nothing anywhere', async () => {
    const { members, hubspot, ledger, settle } = system();
    // What follows earlier resyncs would bring the change to HubSpot.
    await settle();
    await members.update([numberOf(1)], { lastname: 'Jiménez' });
    const before = {
      contacts: hubspot.contacts(),
      entry: (await ledger.read([numberOf(1)])).get(numberOf(1)),
    };

    const response = await system().resync(numberOf(1), '?dryRun=true');

    expect(response.status).toBe(200);
    const answer = await readAnswer(response);
    expect(answer).toMatchObject({ dryRun: true, outcome: 'updated' });
    expect(answer.changes).toContainEqual({
      property: 'lastname',
      change: 'changed',
      from: 'Núñez Peña',
      to: 'Jiménez',
    });
    expect(hubspot.contacts()).toEqual(before.contacts);
    expect((await ledger.read([numberOf(1)])).get(numberOf(1))).toEqual(before.entry);
  });

  it('answers 404 for a number that is not in SQL Server', async () => {
    const response = await system().resync('nobody');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, code: 'NOT_IN_SQL_SERVER' });
  });

  it('answers 422 for a rejected row, with what to do in Spanish and English and without the value', async () => {
    await system().members.insert([{ ...inventAssociate(2, PAST), no__de_cedula: '12345' }]);

    const response = await system().resync(numberOf(2));

    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text).not.toContain('12345');
    expect(JSON.parse(text)).toMatchObject({
      code: 'CEDULA_INVALID',
      outcome: 'rejected',
      findings: [
        {
          property: 'no__de_cedula',
          severity: 'error',
          shape: 'd{5}',
          message: expect.stringContaining('cédula'),
        },
      ],
    });
  });

  it('answers 409 when another contact holds the email, and names that contact, in a dry run too', async () => {
    await system().members.insert([{ ...inventAssociate(3, PAST), email: 'asociado.1@example.com' }]);
    const owner = system()
      .hubspot.contacts()
      .find(({ properties }) => properties['numero_asociado'] === numberOf(1));

    for (const query of ['?dryRun=true', '']) {
      const response = await system().resync(numberOf(3), query);

      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({
        code: 'EMAIL_TAKEN',
        properties: ['email'],
        conflictId: owner?.id,
        changes: [],
      });
    }
  });

  it('answers 202 when HubSpot’s limit is used up, and the record follows by the queue', async () => {
    const { members, hubspot, settle } = system();
    // What follows earlier resyncs must not meet the faults.
    await settle();
    await members.insert([inventAssociate(4, PAST)]);
    hubspot.faults.inject({
      match: { operation: 'upsert' },
      times: 3,
      when: 'before',
      action: { kind: 'status', status: 429, retryAfter: 0 },
    });

    const response = await system().resync(numberOf(4));
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ outcome: 'pending', code: 'HUBSPOT_RATE_LIMITED' });

    await settle();
    expect(contactsByNumber(system()).has(numberOf(4))).toBe(true);
  });

  it('answers 503 with Retry-After when SQL Server does not answer, naming host and port', async () => {
    const { sqlServer, settle } = system();
    await settle();
    sqlServer.faults.dropConnection(/OPENJSON/, { times: 3 });
    const response = await system().resync(numberOf(1));
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await readAnswer(response)).detail).toContain(`127.0.0.1:${sqlServer.port}`);
  });

  it.each([
    ['a bad dryRun', '?dryRun=perhaps', 400],
    ['no function key', '', 401],
  ])('answers with %s: %s → %i', async (_, query, status) => {
    const url = `${system().host.baseUrl}/api/associates/${numberOf(1)}/resync${query}`;
    const headers = status === 401 ? {} : { 'x-functions-key': system().host.functionKey };
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(status);
  });
});
