import { describe, expect, it } from 'vitest';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const test = useContactApi();
const rows = Array.from({ length: 10 }, (_, index) => associate(index + 1));
const upserts = { operation: 'upsert' };

describe('rows that an answer does not name', () => {
  it('are read back, and count as created when HubSpot holds them', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({ match: upserts, when: 'after', action: { kind: 'emptySuccess' } });
    const verdicts = await write(rows);
    expect(
      [...verdicts.values()].every((verdict) => verdict.kind === 'written' && verdict.as === 'created'),
    ).toBe(true);
    expect(hubspot.calls()).toEqual({ upsert: 1, batchRead: 1 });
  });

  it('are sent once more when HubSpot does not hold them', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({ match: upserts, when: 'before', action: { kind: 'emptySuccess' } });
    const verdicts = await write(rows);
    expect([...verdicts.values()].every(({ kind }) => kind === 'written')).toBe(true);
    expect(hubspot.contacts()).toHaveLength(10);
  });

  it('are in doubt, never a success, when HubSpot goes on like that', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({ match: upserts, every: 1, when: 'before', action: { kind: 'emptySuccess' } });
    const verdicts = await write(rows);
    expect([...verdicts.values()]).toEqual(rows.map(() => ({ kind: 'unknown' })));
    expect(hubspot.contacts()).toHaveLength(0);
  });
});

describe('an error that names nobody', () => {
  const refused = [2, 5].map(numberOf);

  it('is the row’s in a call of one', async () => {
    const { hubspot, write } = test();
    hubspot.set({ errorTraceIds: false });
    const bad = associate(2, { frecuencia_deposito_de_su_salario: 'mensual' });
    hubspot.changeProperty('frecuencia_deposito_de_su_salario', { options: [] });
    expect((await write([bad])).get(numberOf(2))).toMatchObject({
      kind: 'refused',
      code: 'OPTION_UNKNOWN',
      isDrift: true,
    });
    expect(hubspot.calls()).toEqual({ upsert: 1 });
  });

  it('leaves nobody in doubt: who is left is sent alone, and the others are not sent again', async () => {
    const { hubspot, write } = test();
    hubspot.set({
      errorTraceIds: false,
      rowErrorDetails: false,
      requiredOnCreate: ['frecuencia_deposito_de_su_salario'],
    });
    const verdicts = await write(
      rows.map((row) =>
        refused.includes(row['numero_asociado'] ?? '')
          ? { ...row, frecuencia_deposito_de_su_salario: null }
          : row,
      ),
    );
    const kindOf = (key: string) => verdicts.get(key)?.kind;
    expect(refused.map(kindOf)).toEqual(['refused', 'refused']);
    expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(8);
    expect(hubspot.calls()['upsert']).toBe(3);
  });
});

describe('a change that an answer does not name', () => {
  it('does not count as written because the contact is there: it has to hold the new values', async () => {
    const { hubspot, write } = test();
    await write(rows);
    hubspot.faults.inject({ match: upserts, every: 1, when: 'before', action: { kind: 'emptySuccess' } });
    const verdicts = await write(rows.map((row) => ({ ...row, lastname: 'Otro' })));
    expect([...verdicts.values()]).toEqual(rows.map(() => ({ kind: 'unknown' })));
  });
});

describe('an email that is the contact’s secondary one', () => {
  it('counts as held, though HubSpot leaves it secondary', async () => {
    const { hubspot, write } = test();
    const first = (await write([associate(1)])).get(numberOf(1));
    const byHand = hubspot.seedContact({ email: 'second@example.com' });
    hubspot.merge(first?.kind === 'written' ? first.hubspotId : '', byHand);
    hubspot.faults.inject({ match: upserts, every: 1, when: 'after', action: { kind: 'emptySuccess' } });
    expect((await write([associate(1, { email: 'second@example.com' })])).get(numberOf(1))).toMatchObject({
      kind: 'written',
    });
  });
});

describe('a contact that was', () => {
  it('archived is created anew: SQL Server says that the associate exists', async () => {
    const { hubspot, write } = test();
    const first = (await write([associate(1)])).get(numberOf(1));
    hubspot.archive(first?.kind === 'written' ? first.hubspotId : '');
    expect((await write([associate(1)])).get(numberOf(1))).toMatchObject({ kind: 'written', as: 'created' });
    expect(hubspot.contacts().filter(({ archived }) => !archived)).toHaveLength(1);
  });

  it.each([
    ['of the row', {}],
    ['of the row, without details', { rowErrorDetails: false }],
    ['in Spanish', { language: 'es' }],
    ['of the whole call', { perRecordVerdicts: false }],
  ] as const)(
    'deleted for ever is refused by name, and its address is not called wrong: an error %s',
    async (_, switches) => {
      const { hubspot, write } = test();
      const first = (await write([associate(1)])).get(numberOf(1));
      hubspot.gdprDelete(first?.kind === 'written' ? first.hubspotId : '');
      hubspot.set(switches);
      const verdicts = await write([associate(1), associate(2)]);
      expect(verdicts.get(numberOf(1))).toMatchObject({
        kind: 'refused',
        code: 'EMAIL_GDPR_BLOCKED',
        properties: ['email'],
      });
      expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written' });
    },
  );

  it('merged with one made by hand is found by its key, under whatever id', async () => {
    const { hubspot, write } = test();
    const first = (await write([associate(1)])).get(numberOf(1));
    const byHand = hubspot.seedContact({ email: 'private@example.com' });
    const survivor = hubspot.merge(byHand, first?.kind === 'written' ? first.hubspotId : '');
    expect((await write([associate(1, { lastname: 'Otro' })])).get(numberOf(1))).toMatchObject({
      kind: 'written',
      hubspotId: survivor,
      as: 'updated',
    });
    expect(hubspot.contacts().filter(({ archived }) => !archived)).toHaveLength(1);
  });

  it('merged with another associate’s is a conflict, not a second contact', async () => {
    const { hubspot, write } = test();
    const both = await write([associate(1), associate(2)]);
    const [a, b] = [...both.values()].map((verdict) => (verdict.kind === 'written' ? verdict.hubspotId : ''));
    const survivor = hubspot.merge(a ?? '', b ?? '');
    expect((await write([associate(2)])).get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      code: 'EMAIL_TAKEN',
      conflictId: survivor,
      rivalKey: numberOf(1),
    });
  });
});

describe('a contact without an email', () => {
  it('is upserted by its key like any other', async () => {
    const { hubspot, write } = test();
    const row = associate(1, { email: null });
    expect((await write([row])).get(numberOf(1))).toMatchObject({ as: 'created' });
    expect((await write([{ ...row, lastname: 'Otro' }])).get(numberOf(1))).toMatchObject({ as: 'updated' });
    expect(hubspot.contacts()).toHaveLength(1);
  });
});
