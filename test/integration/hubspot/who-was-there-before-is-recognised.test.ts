import { describe, expect, it } from 'vitest';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const test = useContactApi();
const notAdopted = { lookUp: true };
const KEY = 'numero_asociado_clave';

it('a contact that went away since it was found is looked for anew, and counts as nothing', async () => {
  const { api, toContact, hubspot } = test();
  const id = hubspot.seedContact({ email: 'asociado.1@example.com' });
  hubspot.archive(id);
  for (const operation of ['upsert', 'update'] as const) {
    const found = { ...toContact(associate(1)), hubspotId: id };
    const { verdicts } = await api({ operation }).adopt([found]);
    expect(verdicts.get(numberOf(1))).toEqual({ kind: 'unknown' });
  }
});

describe('until an adoption run has gone through the portal, an associate that nobody knows', () => {
  it('is in doubt once it has taken a contact over: another may have done so at the same moment', async () => {
    const { api, toContact, hubspot } = test();
    hubspot.seedContact({ email: 'asociado.1@example.com' });
    const contacts = [1, 2].map((index) => toContact(associate(index), undefined, true));
    expect((await api().write(contacts)).doubtful).toEqual(new Set([numberOf(1)]));
  });

  it.each([
    ['email', { email: 'ASOCIADO.1@example.com' }],
    [
      'secondary email',
      { email: 'other@example.com', hs_additional_emails: 'x@example.com;asociado.1@example.com' },
    ],
    ['number, which is not unique', { numero_asociado: numberOf(1) }],
    ['cédula as people write it', { no__de_cedula: '2-9900-0001' }],
    ['cédula with Hacienda’s zero', { no__de_cedula: '0299000001' }],
    [
      'all three',
      { numero_asociado: numberOf(1), no__de_cedula: '299000001', email: 'asociado.1@example.com' },
    ],
  ])('takes over the contact that has the same %s', async (_, properties) => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact(properties);

    const verdicts = await write([associate(1), associate(2)], notAdopted);

    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'written', hubspotId: id, as: 'adopted' });
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', as: 'created' });
    expect(hubspot.contacts()).toHaveLength(2);
    expect(hubspot.contacts().find((contact) => contact.id === id)?.properties).toMatchObject({
      [KEY]: numberOf(1),
      firstname: associate(1)['firstname'],
    });
  });

  it.each([
    ['EMAIL_TAKEN', { email: 'asociado.1@example.com', no__de_cedula: '999990000' }],
    ['EMAIL_TAKEN', { email: 'asociado.1@example.com', numero_asociado: 'A-777777' }],
    ['CEDULA_TAKEN', { email: 'somebody@example.com', no__de_cedula: '299000001' }],
    ['NUMBER_TAKEN', { no__de_cedula: '999990000', numero_asociado: numberOf(1) }],
  ])('is a conflict, %s, when the contact contradicts it: %j', async (code, properties) => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact(properties);
    const before = hubspot.contacts();

    const verdicts = await write([associate(1)], notAdopted);

    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'conflict', code, conflictId: id });
    expect(hubspot.contacts()).toEqual(before);
  });

  it('is a conflict when two contacts fit, and both are named', async () => {
    const { hubspot, write } = test();
    const ids = [
      hubspot.seedContact({ email: 'asociado.1@example.com' }),
      hubspot.seedContact({ numero_asociado: numberOf(1) }),
    ];
    const verdict = (await write([associate(1)], notAdopted)).get(numberOf(1));
    expect(verdict).toMatchObject({ kind: 'conflict', code: 'IDENTITY_AMBIGUOUS' });
    expect(verdict?.kind === 'conflict' && verdict.conflictId?.split(', ').sort()).toEqual(ids.sort());
    expect(hubspot.contacts()).toHaveLength(2);
  });

  it('shares a contact with nobody: two associates whom one contact fits are both named', async () => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact({ email: 'asociado.1@example.com', no__de_cedula: '399000002' });
    // Neither row has what would contradict the other's part of the contact.
    const rows = [associate(1, { no__de_cedula: null }), associate(2, { email: null })];
    const verdicts = await write(rows, notAdopted);
    expect([...verdicts.values()]).toMatchObject([
      { kind: 'conflict', code: 'IDENTITY_AMBIGUOUS', conflictId: id, rivalKey: numberOf(2) },
      { kind: 'conflict', code: 'IDENTITY_AMBIGUOUS', conflictId: id, rivalKey: numberOf(1) },
    ]);
    expect(hubspot.contacts()).toHaveLength(1);
  });

  it('whose contact carries our key already is simply updated', async () => {
    const { hubspot, write } = test();
    const first = await write([associate(1)]);
    const again = await write([associate(1, { lastname: 'Otro' })], notAdopted);
    expect(first.get(numberOf(1))).toMatchObject({ as: 'created' });
    expect(again.get(numberOf(1))).toMatchObject({ kind: 'written', as: 'updated' });
    expect(hubspot.contacts()).toHaveLength(1);
  });

  it('is looked up with one read and few searches for a hundred, and never once the portal is adopted', async () => {
    const { hubspot, write } = test();
    const rows = Array.from({ length: 100 }, (_, index) => associate(index + 1));
    await write(rows, notAdopted);
    expect(hubspot.calls()).toEqual({ upsert: 1, batchRead: 2, search: 4 });
    hubspot.reset();
    await write(rows);
    expect(hubspot.calls()).toEqual({ upsert: 1 });
  });

  it.each(['batchRead', 'search'])('is recognised although a %s leaves it out once', async (operation) => {
    const { hubspot, write } = test();
    const byEmail = hubspot.seedContact({ email: 'asociado.1@example.com' });
    const byCedula = hubspot.seedContact({ no__de_cedula: '399000002' });
    hubspot.faults.inject({ match: { operation }, when: 'after', times: 1, action: { kind: 'lostRows' } });

    const write1 = () => write([associate(1), associate(2)], notAdopted);
    // A search that does not show what it counts cannot be asked for the rest.
    const verdicts = operation === 'search' ? await write1().catch(write1) : await write1();

    expect(verdicts.get(numberOf(1))).toMatchObject({ hubspotId: byEmail, as: 'adopted' });
    expect(verdicts.get(numberOf(2))).toMatchObject({ hubspotId: byCedula, as: 'adopted' });
    expect(hubspot.contacts()).toHaveLength(2);
  });
});
