import { describe, expect, it } from 'vitest';
import type { FaultAction, Switches } from '../../standins/hubspot/startHubSpotStandin.ts';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const test = useContactApi();
const changed = { lastname: 'Otro' };
const rows = (from: number, to: number, change = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => associate(from + index, change));

function countOf(
  verdicts: ReadonlyMap<string, { readonly kind: string; readonly as?: string; readonly code?: string }>,
) {
  const counts: Record<string, number> = {};
  for (const { kind, as, code } of verdicts.values()) {
    const name = as ?? code ?? kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('SYNC_OPERATION', () => {
  it('upsert creates who is new and updates who is known, in one call', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 40));
    expect(countOf(await write(rows(1, 100, changed)))).toEqual({ updated: 40, created: 60 });
    expect(hubspot.calls()).toEqual({ upsert: 2 });
  });

  it('insert never touches a contact that exists', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 40));
    const byHand = hubspot.seedContact({ email: 'asociado.41@example.com', firstname: 'A mano' });
    const before = hubspot.contacts();

    const counts = countOf(await write(rows(1, 100, changed), { operation: 'insert' }));

    expect(counts).toEqual({ ALREADY_IN_HUBSPOT: 41, created: 59 });
    expect(hubspot.contacts()).toEqual(expect.arrayContaining([...before]));
    expect(hubspot.contacts()).toHaveLength(100);
    expect(hubspot.contacts().find(({ id }) => id === byHand)?.properties['firstname']).toBe('A mano');
  });

  // promise 2
  it('insert creates nobody twice when the answer is lost after the write', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({ match: { operation: 'batchCreate' }, when: 'after', action: { kind: 'reset' } });
    expect((await write(rows(1, 50), { operation: 'insert' })).size).toBe(50);
    expect(hubspot.contacts()).toHaveLength(50);
  });

  it('update never creates a contact', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 40));
    const counts = countOf(await write(rows(1, 100, changed), { operation: 'update' }));
    expect(counts).toEqual({ updated: 40, absent: 60 });
    expect(hubspot.contacts()).toHaveLength(40);
    expect(hubspot.contacts().every(({ properties }) => properties['lastname'] === 'Otro')).toBe(true);
  });

  it('update asks who is looked up without a write, and writes who turned up', async () => {
    const { hubspot, write } = test();
    const asking = { operation: 'update', lookUp: true } as const;
    expect(countOf(await write(rows(1, 3), asking))).toEqual({ absent: 3 });
    expect(hubspot.calls()['batchUpdate']).toBeUndefined();
    hubspot.seedContact({ numero_asociado_clave: numberOf(1) });
    hubspot.seedContact({ email: 'asociado.2@example.com' });
    const verdicts = await write(rows(1, 3), asking);
    expect(countOf(verdicts)).toEqual({ absent: 1, updated: 1, adopted: 1 });
    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'written', as: 'updated' });
    expect(hubspot.contacts()).toHaveLength(2);
  });

  it('update says who is not there, also where HubSpot names no row in its answers', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 40));
    hubspot.set({ echoTraceIds: false });
    const counts = countOf(await write(rows(1, 100, changed), { operation: 'update' }));
    expect(counts).toEqual({ updated: 40, absent: 60 });
    expect(hubspot.contacts()).toHaveLength(40);
  });

  it.each<[string, Partial<Switches>, FaultAction | undefined]>([
    ['a 404 that lists them', { missingOnUpdate: 'call404' }, undefined],
    ['a 400 that lists them', { missingOnUpdate: 'call400' }, undefined],
    ['a 400 without a word', {}, { kind: 'status', status: 400, said: {} }],
    ['a 404 without a word', {}, { kind: 'status', status: 404, said: { message: 'resource not found' } }],
    ['a 404 as HTML', {}, { kind: 'status', status: 404, body: 'html' }],
  ])(
    'update, refused as a whole for keys that nobody has, updates the others: %s',
    async (_, switches, action) => {
      const { hubspot, write } = test();
      await write(rows(1, 3));
      hubspot.set(switches);
      if (action)
        for (const row of rows(4, 12))
          hubspot.faults.inject({
            match: { operation: 'batchUpdate', holds: `"${row['numero_asociado']}"` },
            every: 1,
            when: 'before',
            action,
          });
      const before = hubspot.journal().length;

      const verdicts = await write(rows(1, 12, changed), { operation: 'update' });

      expect(countOf(verdicts)).toEqual({ updated: 3, absent: 9 });
      expect(hubspot.contacts().map(({ properties }) => properties['lastname'])).toEqual(
        Array(3).fill('Otro'),
      );
      // At most: refused, let in without rows, looked up by key and by email, and the rest.
      expect(hubspot.journal().length - before).toBeLessThanOrEqual(5);
    },
  );

  it('update leaves nobody in doubt whom HubSpot neither names nor holds', async () => {
    const { hubspot, write } = test();
    const fault = {
      match: { operation: 'batchUpdate' },
      every: 1,
      action: { kind: 'emptySuccess' },
    } as const;
    hubspot.faults.inject({ ...fault, when: 'after' });
    const counts = countOf(await write(rows(1, 10), { operation: 'update' }));
    expect(counts).toEqual({ absent: 10 });
  });
});

describe('sync.compare', () => {
  it('values sends only what differs, and nothing where nothing does', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 3));
    const verdicts = await write([associate(1), associate(2, changed), associate(4)], { compare: 'values' });
    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'left', code: 'OK' });
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', as: 'updated' });
    expect(verdicts.get(numberOf(4))).toMatchObject({ kind: 'written', as: 'created' });
    const [write2] = hubspot
      .writes()
      .filter(({ operation, key }) => operation === 'upsert' && key?.value === numberOf(2))
      .slice(-1);
    expect(write2?.properties.toSorted()).toEqual(['lastname', 'numero_asociado_clave']);
  });

  it('values sends what is empty now, where the contact still holds something', async () => {
    const { hubspot, write } = test();
    await write([associate(1)]);
    const verdicts = await write(
      [associate(1, { hs_whatsapp_phone_number: null, telefono_habitacion: null })],
      { compare: 'values' },
    );
    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'written', as: 'updated' });
    expect(hubspot.contacts()[0]?.properties['telefono_habitacion'] ?? '').toBe('');
  });

  it('newer leaves a contact alone that was changed after the row', async () => {
    const { hubspot, write } = test();
    await write(rows(1, 1));
    const old = { ...changed, lastmodifieddate: '2020-01-01T00:00:00.000' };
    const future = { ...changed, lastmodifieddate: '2090-01-01T00:00:00.000' };
    expect((await write([associate(1, old)], { compare: 'newer' })).get(numberOf(1))).toMatchObject({
      kind: 'left',
      code: 'HUBSPOT_NEWER',
    });
    expect(hubspot.calls()['upsert']).toBe(1);
    expect((await write([associate(1, future)], { compare: 'newer' })).get(numberOf(1))).toMatchObject({
      kind: 'written',
      as: 'updated',
    });
  });
});
