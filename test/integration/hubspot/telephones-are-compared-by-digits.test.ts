import { describe, expect, it } from 'vitest';
import { numberOf } from '../../support/associates.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const PHONE = 'telefono_habitacion';
const test = useContactApi({ hubspot: { switches: { phoneFormat: 'spaced' }, rateLimit: 10_000 } });

describe('in a HubSpot that keeps telephones with blanks', () => {
  it('sync.compare: values sends nothing for them', async () => {
    const { hubspot, write } = test();
    await write([associate(1)]);
    expect(hubspot.contacts()[0]?.properties[PHONE]).toMatch(/^\+506 \d{4} \d{4}$/);
    expect((await write([associate(1)], { compare: 'values' })).get(numberOf(1))).toMatchObject({
      kind: 'left',
      code: 'OK',
    });
    expect(hubspot.calls()['upsert']).toBe(1);
  });

  it('another number is sent', async () => {
    const { write } = test();
    await write([associate(1)]);
    const changed = associate(1, { [PHONE]: '2222-3334' });
    expect((await write([changed], { compare: 'values' })).get(numberOf(1))).toMatchObject({ as: 'updated' });
  });

  it('a verification finds no drift', async () => {
    const { write, api, toContact } = test();
    await write([associate(1)]);
    const drift = await api().compare([toContact(associate(1))]);
    expect(drift.get(numberOf(1))).toEqual({ properties: [] });
  });

  it('rows that an answer does not name count as written when they are read back', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({
      match: { operation: 'upsert' },
      when: 'after',
      action: { kind: 'emptySuccess' },
    });
    expect((await write([associate(1)])).get(numberOf(1))).toMatchObject({ as: 'created' });
    expect(hubspot.calls()['upsert']).toBe(1);
  });
});
