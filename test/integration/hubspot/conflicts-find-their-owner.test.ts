import { describe, expect, it } from 'vitest';
import type { WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const KEY = 'numero_asociado_clave';

describe.each([
  ['names the owner', { conflictExistingId: true }],
  ['does not name the owner', { conflictExistingId: false }],
  ['refuses the whole call', { perRecordVerdicts: false }],
  ['refuses the whole call and names nobody', { perRecordVerdicts: false, conflictVariant: 'withoutId' }],
  ['answers in Spanish', { language: 'es', partialStatus: 200 }],
] as const)('an email that another contact has, when HubSpot %s,', (_, switches) => {
  const test = useContactApi({ hubspot: { switches, rateLimit: 10_000 } });

  it('leads to the contact of the same person, which is taken over; the neighbours are not touched', async () => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact({ email: 'asociado.2@example.com', no__de_cedula: '3-9900-0002' });
    const verdicts = await write([associate(1), associate(2), associate(3)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', hubspotId: id, as: 'adopted' });
    expect(hubspot.contacts()).toHaveLength(3);
    expect(hubspot.contacts().find((contact) => contact.id === id)?.properties[KEY]).toBe(numberOf(2));
  });

  it('is a conflict with both named when the owner is somebody else, and nobody is overwritten', async () => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact({
      email: 'asociado.2@example.com',
      no__de_cedula: '199999999',
      firstname: 'Otra',
    });
    const verdicts = await write([associate(1), associate(2), associate(3)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      code: 'EMAIL_TAKEN',
      properties: ['email'],
      conflictId: id,
    });
    expect(verdicts.get(numberOf(3))).toMatchObject({ kind: 'written' });
    const owner = hubspot.contacts().find((contact) => contact.id === id);
    expect(owner?.properties).toMatchObject({ firstname: 'Otra', no__de_cedula: '199999999' });
    expect(owner?.properties[KEY]).toBeUndefined();
  });

  it('is a conflict when the associate has a contact already: two contacts are a person’s to merge', async () => {
    const { hubspot, write, api, toContact } = test();
    const first = (await write([associate(2, { email: 'before@example.com' })])).get(numberOf(2));
    const ours = first?.kind === 'written' ? first.hubspotId : '';
    const other = hubspot.seedContact({ email: 'asociado.2@example.com' });
    const { verdicts } = await api().write([toContact(associate(2), ours)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'conflict', conflictId: other });
    expect(hubspot.contacts()).toHaveLength(2);
  });
});

describe('an owner whom HubSpot names and then passes over', () => {
  const test = useContactApi({ hubspot: { switches: { conflictExistingId: true }, rateLimit: 10_000 } });

  it('is asked for again, and taken over', async () => {
    const { hubspot, write } = test();
    const id = hubspot.seedContact({ email: 'asociado.2@example.com', no__de_cedula: '3-9900-0002' });
    hubspot.faults.inject({
      match: { operation: 'batchRead' },
      when: 'after',
      times: 1,
      action: { kind: 'lostRows', share: 1 },
    });
    const verdicts = await write([associate(1), associate(2), associate(3)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', hubspotId: id, as: 'adopted' });
  });
});

describe('a contact that two workers take over at the same moment', () => {
  const test = useContactApi();

  // promise 2
  it('is looked at again by both, and then belongs to one', async () => {
    const { hubspot, api, toContact } = test();
    hubspot.seedContact({ email: 'shared@example.com' });
    const rows = [1, 2].map((index) => associate(index, { email: 'shared@example.com' }));
    // Both read the owner before either of them writes.
    hubspot.faults.inject({
      match: { operation: 'batchUpdate' },
      times: 2,
      when: 'before',
      action: { kind: 'slow', ms: 50 },
    });
    const answers = await Promise.all(rows.map((row) => api().write([toContact(row)])));
    expect(answers.map(({ doubtful }) => [...doubtful])).toEqual([[numberOf(1)], [numberOf(2)]]);

    const again = await Promise.all(rows.map((row) => api({ compare: 'values' }).write([toContact(row)])));
    const kinds = again.flatMap(({ verdicts }) => [...verdicts.values()].map(({ kind }) => kind));
    expect(kinds.sort()).toEqual(['conflict', 'left']);
    expect(hubspot.contacts()).toHaveLength(1);
  });
});

describe('an identifier that another associate has', () => {
  const test = useContactApi();

  it('names that associate', async () => {
    const { write, api, toContact } = test();
    const first = (await write([associate(1)])).get(numberOf(1));
    const { verdicts } = await api().write([toContact(associate(2, { email: 'asociado.1@example.com' }))]);
    expect(verdicts.get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      code: 'EMAIL_TAKEN',
      conflictId: first?.kind === 'written' ? first.hubspotId : '',
      rivalKey: numberOf(1),
    });
  });

  it('is free again when he gives it up in the same batch', async () => {
    const { hubspot, write, api, toContact } = test();
    const before = await write([associate(1), associate(2)]);
    const idOf = (index: number) => {
      const verdict = before.get(numberOf(index));
      return verdict?.kind === 'written' ? verdict.hubspotId : '';
    };
    const { verdicts } = await api().write([
      toContact(associate(1, { email: 'asociado.2@example.com' }), idOf(1)),
      toContact(associate(2, { email: 'moved@example.com' }), idOf(2)),
    ]);
    expect([...verdicts.values()].map(({ kind }) => kind)).toEqual(['written', 'written']);
    expect(hubspot.contacts().map(({ properties }) => properties['email'])).toEqual([
      'asociado.2@example.com',
      'moved@example.com',
    ]);
  });
});

describe.each([
  ['cases are told apart', { uniqueCase: 'exact' }],
  ['cases are one', { uniqueCase: 'ignored' }],
  ['a refusal says nothing', { uniqueCase: 'exact', takenValue: 'words' }],
] as const)('one’s own contact, where %s,', (_, switches) => {
  const test = useContactApi({ hubspot: { switches, rateLimit: 10_000 } });
  const idOf = (verdict: WriteVerdict | undefined) => (verdict?.kind === 'written' ? verdict.hubspotId : '');
  const setKey = (id: string, value: string) =>
    fetch(`${test().hubspot.baseUrl}/crm/v3/objects/contacts/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${test().hubspot.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { [KEY]: value } }),
    });

  it.each([
    ['that lost its key', ''],
    ['that has it in another spelling', 'a-000002'],
  ])('%s is no conflict, and gets the key', async (_, key) => {
    const { hubspot, write, api, toContact } = test();
    const id = idOf((await write([associate(2)])).get(numberOf(2)));
    expect((await setKey(id, key)).status).toBe(200);
    const { verdicts } = await api().write([toContact(associate(2, { lastname: 'Otro' }), id)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', hubspotId: id });
    expect(hubspot.contacts()).toHaveLength(1);
    expect(hubspot.contacts()[0]?.properties).toMatchObject({ [KEY]: numberOf(2), lastname: 'Otro' });
  });

  it('that has another associate’s key by now is one, and stays his', async () => {
    const { hubspot, write, api, toContact } = test();
    const id = idOf((await write([associate(2)])).get(numberOf(2)));
    expect((await setKey(id, numberOf(1))).status).toBe(200);
    const { verdicts } = await api().write([toContact(associate(2, { lastname: 'Otro' }), id)]);
    expect(verdicts.get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      conflictId: id,
      rivalKey: numberOf(1),
    });
    expect(hubspot.contacts()[0]?.properties[KEY]).toBe(numberOf(1));
  });
});

describe.each(['exact', 'ignored'] as const)('a row that was respelt, where cases are %s,', (uniqueCase) => {
  const test = useContactApi({ hubspot: { switches: { uniqueCase }, rateLimit: 10_000 } });
  const idOf = (verdict: WriteVerdict | undefined) => (verdict?.kind === 'written' ? verdict.hubspotId : '');
  /** As it is sent when the ledger knows the contact under the old number. */
  const respelt = (hubspotId: string | undefined) => {
    const contact = test().toContact(associate(2, { numero_asociado: 'B-7', lastname: 'Otro' }), hubspotId);
    return { ...contact, heldKey: numberOf(2) };
  };

  it('gives its contact the new key with the rest, by HubSpot id', async () => {
    const { hubspot, write, api } = test();
    const id = idOf((await write([associate(2)])).get(numberOf(2)));
    const { verdicts } = await api().write([respelt(id)]);
    expect(verdicts.get('B-7')).toMatchObject({ kind: 'written', as: 'updated', hubspotId: id });
    expect(hubspot.contacts()).toHaveLength(1);
    expect(hubspot.contacts()[0]?.properties).toMatchObject({ [KEY]: 'B-7', lastname: 'Otro' });
  });

  it('in small letters does so too', async () => {
    const { hubspot, write, api } = test();
    const id = idOf((await write([associate(2)])).get(numberOf(2)));
    const key = numberOf(2).toLowerCase();
    const contact = test().toContact(associate(2, { numero_asociado: key }), id);
    const { verdicts } = await api().write([{ ...contact, heldKey: numberOf(2) }]);
    expect(verdicts.get(key)).toMatchObject({ kind: 'written', as: 'updated', hubspotId: id });
    expect(hubspot.contacts().map(({ properties }) => properties[KEY])).toEqual([key]);
  });

  it.each([
    ['is nobody’s', '999'],
    ['is not known', undefined],
  ])('finds it by the old key where the id %s, and makes one where there is none', async (_, unknown) => {
    const { hubspot, write, api } = test();
    const id = idOf((await write([associate(2)])).get(numberOf(2)));
    const { verdicts } = await api().write([respelt(unknown)]);
    expect(verdicts.get('B-7')).toMatchObject({ kind: 'written', as: 'updated', hubspotId: id });
    hubspot.reset();
    const again = await api().write([respelt(unknown)]);
    expect(again.verdicts.get('B-7')).toMatchObject({ kind: 'written', as: 'created' });
    expect(hubspot.contacts()).toHaveLength(1);
  });
});

describe('two rows of one batch that claim one identifier', () => {
  const test = useContactApi();

  it.each([
    ['email', { email: 'ASOCIADO.1@example.com ' }, 'EMAIL_TAKEN'],
    ['cédula', { no__de_cedula: '2-9900-0001' }, 'CEDULA_TAKEN'],
  ])('(%s) are both named, and neither is written', async (_, change, code) => {
    const { hubspot, write } = test();
    const verdicts = await write([associate(1), associate(2, change), associate(3)]);
    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'conflict', code, rivalKey: numberOf(2) });
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'conflict', code, rivalKey: numberOf(1) });
    expect(verdicts.get(numberOf(3))).toMatchObject({ kind: 'written' });
    expect(hubspot.contacts()).toHaveLength(1);
  });

  it('do not take it from the one who has it', async () => {
    const { hubspot, write, api, toContact } = test();
    const first = (await write([associate(1)])).get(numberOf(1));
    const id = first?.kind === 'written' ? first.hubspotId : '';
    const { verdicts } = await api().write([
      toContact(associate(1, { lastname: 'Otro' }), id),
      toContact(associate(2, { email: 'asociado.1@example.com' })),
    ]);
    expect(verdicts.get(numberOf(1))).toMatchObject({ kind: 'written', hubspotId: id, as: 'updated' });
    expect(verdicts.get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      conflictId: id,
      rivalKey: numberOf(1),
    });
    expect(hubspot.contacts()).toHaveLength(1);
  });
});

describe('a cédula with unique values in HubSpot', () => {
  const test = useContactApi({
    hubspot: {
      rateLimit: 10_000,
      properties: [
        { name: KEY, type: 'string', fieldType: 'text', hasUniqueValue: true },
        { name: 'no__de_cedula', type: 'string', fieldType: 'text', hasUniqueValue: true },
      ],
    },
  });

  it('is a conflict across batches too, and names the associate who has it', async () => {
    const { api } = test();
    const contact = (index: number) => ({
      key: numberOf(index),
      properties: { [KEY]: numberOf(index), no__de_cedula: '299000001', email: `a.${index}@example.com` },
      hubspotId: undefined,
      lookUp: false,
      changedAt: undefined,
    });
    await api().write([contact(1)]);
    expect((await api().write([contact(2)])).verdicts.get(numberOf(2))).toMatchObject({
      kind: 'conflict',
      code: 'CEDULA_TAKEN',
      properties: ['no__de_cedula'],
      rivalKey: numberOf(1),
    });
  });
});
