import { describe, expect, it } from 'vitest';
import { numberOf } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const indexOf = (column: string) => testMapping().fields.findIndex((field) => field.column === column);

const test = useContactApi({
  mapping: [
    [['fields', indexOf('telefono_habitacion'), 'policy'], 'ifEmpty'],
    [['fields', indexOf('telefono_oficina'), 'policy'], 'neverClear'],
  ],
});

describe('a field with the policy ifEmpty', () => {
  it('is written while HubSpot holds nothing, and is HubSpot’s from then on', async () => {
    const { hubspot, write } = test();
    await write([
      associate(1, { telefono_habitacion: null }),
      associate(2, { telefono_habitacion: '2222-0001' }),
    ]);
    await write([
      associate(1, { telefono_habitacion: '2222-0003' }),
      associate(2, { telefono_habitacion: '2222-0004' }),
    ]);
    expect(hubspot.contacts().map(({ properties }) => properties['telefono_habitacion'])).toEqual([
      '+50622220003',
      '+50622220001',
    ]);
  });

  it('leaves alone what a contact that is taken over has', async () => {
    const { hubspot, write } = test();
    hubspot.seedContact({ email: 'asociado.1@example.com', telefono_habitacion: '+50622229999' });
    const verdicts = await write([associate(1, { telefono_habitacion: '2222-0001' })]);
    expect(verdicts.get(numberOf(1))).toMatchObject({ as: 'adopted' });
    expect(hubspot.contacts()[0]?.properties['telefono_habitacion']).toBe('+50622229999');
  });
});

describe('a field with the policy neverClear', () => {
  it('is written, and an empty value in SQL Server does not clear it', async () => {
    const { hubspot, write } = test();
    await write([associate(1, { telefono_oficina: '8888-0001' })]);
    await write([associate(1, { telefono_oficina: null })]);
    expect(hubspot.contacts()[0]?.properties['telefono_oficina']).toBe('+50688880001');
  });
});
