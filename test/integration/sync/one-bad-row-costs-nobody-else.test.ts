import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const hundred = () =>
  Array.from({ length: 100 }, (_, index) => inventAssociate(index + 1, '2026-01-05T00:00:00.000'));

describe('a row that our rules refuse', () => {
  const system = useSystem();

  // promise 5
  it('is rejected and named, and its 99 neighbours go through in one call', async () => {
    const rows = hundred();
    rows[41] = { ...rows[41], email: 'sin.arroba' };
    await system().members.insert(rows);

    await system().tick();

    expect(contactsByNumber(system()).size).toBe(99);
    expect(system().hubspot.calls()).toEqual({ upsert: 1, listProperties: 1 });
    expect((await system().ledger.read([numberOf(42)])).get(numberOf(42))).toMatchObject({
      outcome: 'rejected',
      code: 'EMAIL_INVALID',
      properties: ['email'],
    });
    const named = system()
      .logLines()
      .filter(({ contact_id }) => contact_id !== undefined);
    expect(named).toMatchObject([
      { contact_id: numberOf(42), code: 'EMAIL_INVALID', status: 'FAILED', level: 'WARN' },
    ]);
  });
});

describe.each([
  ['with 207', 207],
  ['with 200, as the 2026-09 schema says', 200],
] as const)('rows that HubSpot refuses %s', (_, partialStatus) => {
  const system = useSystem({ hubspot: { switches: { partialStatus, language: 'es' } } });

  // promise 5
  it('are named by code and property, and their neighbours go through', async () => {
    const { members, hubspot } = system();
    const stranger = hubspot.seedContact({ email: 'asociado.10@example.com', no__de_cedula: '999999999' });
    const rows = hundred();
    await members.insert(rows);

    await system().tick();

    const outcomes = await system().ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect([...outcomes.values()].filter(({ outcome }) => outcome !== 'created')).toMatchObject([
      {
        key: numberOf(10),
        outcome: 'conflict',
        code: 'EMAIL_TAKEN',
        properties: ['email'],
        conflictId: stranger,
      },
    ]);
    // One call for the hundred, and one to learn who the owner is.
    expect(hubspot.calls()).toEqual({ upsert: 1, batchRead: 1, listProperties: 1 });
    expect(hubspot.contacts()).toHaveLength(100);
  });
});

describe('a call that HubSpot refuses as a whole', () => {
  const system = useSystem();

  // promise 5
  it('is taken apart until only the guilty row fails', async () => {
    const { hubspot, members } = system();
    await members.insert(hundred());
    // The first refusal is of the whole call and names nobody.
    hubspot.faults.inject({
      match: { operation: 'upsert' },
      times: 1,
      when: 'before',
      action: { kind: 'status', status: 400 },
    });

    await system().tick();

    expect(contactsByNumber(system()).size).toBe(100);
    expect(hubspot.calls()['upsert']).toBeLessThanOrEqual(1 + Math.floor(2 * Math.log2(100)));
  });
});
