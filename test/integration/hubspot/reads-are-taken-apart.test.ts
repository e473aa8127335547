import { describe, expect, it } from 'vitest';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const test = useContactApi();
const archiving = useContactApi({ mapping: [[['sync', 'deletes'], 'archive']] });
const PRIMARY = 'asociado.1@example.com';
const SECONDARY = 'asociado.2@example.com';

describe.each(['refused', 'refusedNameless'] as const)(
  'two new associates who have the emails of one contact, in a HubSpot whose look-up is %s',
  (duplicateReads) => {
    it('are both named, and the others of the batch are written', async () => {
      const { hubspot, write } = test();
      hubspot.set({ duplicateReads });
      const id = hubspot.seedContact({ email: PRIMARY, hs_additional_emails: SECONDARY });
      const rows = Array.from({ length: 20 }, (_, index) => associate(index + 1));

      const verdicts = await write(rows, { lookUp: true });

      for (const index of [1, 2])
        expect(verdicts.get(numberOf(index))).toMatchObject({
          kind: 'conflict',
          code: 'IDENTITY_AMBIGUOUS',
          conflictId: id,
        });
      const written = [...verdicts.values()].filter(({ kind }) => kind === 'written');
      expect(written).toHaveLength(18);
    });
  },
);

describe('a value for which every call is refused that holds it', () => {
  /** As something in front of HubSpot may answer. */
  const blocked = (operation: string, holds: string) =>
    test().hubspot.faults.inject({
      match: { operation, holds },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 403, body: 'html' },
    });
  const rows = Array.from({ length: 10 }, (_, index) => associate(index + 1));

  it('an email in a look-up keeps nobody else from being found', async () => {
    const { hubspot, write } = test();
    const known = hubspot.seedContact({ email: 'asociado.3@example.com' });
    blocked('batchRead', 'asociado.7@example.com');
    const verdicts = await write(rows, { lookUp: true });
    expect(verdicts.get(numberOf(3))).toMatchObject({ hubspotId: known, as: 'adopted' });
    expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(10);
  });

  it('a key in the look-up before an insert keeps nobody else from being created', async () => {
    const { hubspot, write } = test();
    blocked('batchRead', `"${numberOf(7)}"`);
    const verdicts = await write(rows, { operation: 'insert' });
    expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(10);
    expect(hubspot.contacts()).toHaveLength(10);
  });

  it('a key that HubSpot refuses to look up is not taken for one that nobody has', async () => {
    const { hubspot, write, api, toContact } = test();
    await write(rows);
    blocked('batchRead', `"${numberOf(7)}"`);
    const { verdicts } = await api().remove(rows.map((row) => toContact(row)));
    expect(verdicts.get(numberOf(7))).toMatchObject({ kind: 'refused', code: 'HUBSPOT_REFUSED' });
    expect(hubspot.contacts()).toHaveLength(10);
  });

  it('an id that HubSpot refuses to archive keeps nobody else from being archived', async () => {
    const { hubspot, write, api, toContact } = archiving();
    const written = await write(rows);
    const seventh = written.get(numberOf(7));
    const id = seventh?.kind === 'written' ? seventh.hubspotId : '';
    hubspot.faults.inject({
      match: { operation: 'batchArchive', holds: id },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 400, said: { message: 'No' } },
    });
    const { verdicts } = await api().remove(rows.map((row) => toContact(row)));
    expect(verdicts.get(numberOf(7))).toMatchObject({ kind: 'refused', code: 'HUBSPOT_REFUSED' });
    expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(9);
    expect(hubspot.contacts().filter(({ archived }) => !archived)).toMatchObject([{ id }]);
  });
});

describe('a question that HubSpot refuses whatever is in it', () => {
  it('is not taken apart: a person has to mend it', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({
      match: { operation: 'batchRead' },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 400, said: { message: 'No' } },
    });
    await expect(write([associate(1), associate(2)], { lookUp: true })).rejects.toMatchObject({
      code: 'HUBSPOT_REFUSED',
    });
    expect(hubspot.calls()).toEqual({ batchRead: 2 });
  });
});

describe.each(['survivor', 'nothing'] as const)(
  'an owner who was merged away, in a HubSpot that answers its id with %s',
  (absorbedReads) => {
    it('stands for the contact that took its place', async () => {
      const { hubspot, write } = test();
      const owner = hubspot.seedContact({ email: PRIMARY });
      const survivor = hubspot.merge(hubspot.seedContact({ firstname: 'Ana' }), owner);
      hubspot.set({ absorbedReads, takenValue: 'words', takenWords: 'x' });
      const message = `Cannot set PropertyValueCoordinates{propertyName=email, value=${PRIMARY}} on 5. ${owner} already has that value.`;
      hubspot.faults.inject({
        match: { operation: 'upsert' },
        when: 'before',
        action: { kind: 'status', status: 400, said: { category: 'VALIDATION_ERROR', message } },
      });
      const verdicts = await write([associate(1)]);
      expect(verdicts.get(numberOf(1))).toMatchObject({ hubspotId: survivor, as: 'adopted' });
    });
  },
);
