import { describe, expect, it } from 'vitest';
import { inventAssociate } from '../../support/associates.ts';
import { portalProperties, testMapping } from '../../support/mappingFile.ts';
import { useSystem } from '../../support/useSystem.ts';

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    inventAssociate(from + index, '2026-01-05T00:00:00.000'),
  );
const numbers = (from: number, to: number) => rows(from, to).map((row) => row['numero_asociado'] ?? '');

describe('a property that somebody archives while the sync runs', () => {
  const system = useSystem({ mapping: [[['source', 'overlapSeconds'], 0]] });

  it('is left out and named, with one look at the portal and not one refusal a row', async () => {
    const { hubspot, members, ledger } = system();
    await members.insert(rows(1, 100));
    await system().tick();
    hubspot.archiveProperty('distrito');
    await members.insert(rows(101, 200));
    await members.update(numbers(101, 200), {});

    await system().tick();

    expect(hubspot.contacts()).toHaveLength(200);
    const outcomes = [...(await ledger.read(numbers(101, 200))).values()];
    expect(outcomes.every(({ outcome, code }) => outcome === 'created' && code === 'PROPERTY_MISSING')).toBe(
      true,
    );
    expect(outcomes[0]?.properties).toEqual(['distrito']);
    // The second look includes the lists of Sensitive Data, where it might be.
    expect(hubspot.calls()).toEqual({ upsert: 3, listProperties: 4 });
  });
});

describe('a property that is kept as Sensitive Data', () => {
  const hidden = 'salario_bruto_semanal_o_quincenal';
  const properties = portalProperties(testMapping()).map((property) =>
    property.name === hidden ? { ...property, dataSensitivity: 'sensitive' as const } : property,
  );
  const system = useSystem({ hubspot: { properties } });

  it('is not called missing: the value is left out, and the advice is its own', async () => {
    const { hubspot, members, ledger } = system();
    await members.insert(rows(1, 2));

    await system().tick();

    expect(hubspot.contacts()).toHaveLength(2);
    const outcomes = [...(await ledger.read(numbers(1, 2))).values()];
    expect(outcomes.map(({ outcome, code, properties: named }) => [outcome, code, named])).toEqual(
      Array(2).fill(['created', 'PROPERTY_SENSITIVE', [hidden]]),
    );
    const status: unknown = await (await system().call('GET', 'status')).json();
    expect(status).toMatchObject({
      hubspot: { level: 'warning', message: expect.stringMatching(/PROPERTY_SENSITIVE.*Sensitive Data/) },
    });
  });
});

describe('an option that somebody removes', () => {
  const system = useSystem();

  it('costs the field, not the record', async () => {
    const { hubspot, members, ledger } = system();
    await members.insert(rows(1, 3));
    await system().tick();
    hubspot.changeProperty('frecuencia_deposito_de_su_salario', {
      options: [{ label: 'Mensual', value: 'mensual' }],
    });
    await members.run(
      "UPDATE dbo.hb_contacts SET lastname = 'Otro', frecuencia_deposito_de_su_salario = 'quincenal', lastmodifieddate = SYSUTCDATETIME()",
    );

    await system().tick();

    const outcomes = [...(await ledger.read(numbers(1, 3))).values()];
    expect(outcomes).toMatchObject(
      outcomes.map(() => ({
        outcome: 'updated',
        code: 'OPTION_UNKNOWN',
        properties: ['frecuencia_deposito_de_su_salario'],
      })),
    );
    expect(hubspot.contacts().every(({ properties }) => properties['lastname'] === 'Otro')).toBe(true);
  });
});

describe.each([
  ['is missing', undefined, 'KEY_PROPERTY_MISSING'],
  [
    'has no unique values',
    { name: 'numero_asociado_clave', type: 'string', fieldType: 'text' },
    'KEY_PROPERTY_NOT_UNIQUE',
  ],
  [
    'has another type',
    { name: 'numero_asociado_clave', type: 'number', fieldType: 'number', hasUniqueValue: true },
    'KEY_PROPERTY_UNFIT',
  ],
  [
    'is Sensitive Data',
    {
      name: 'numero_asociado_clave',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
      dataSensitivity: 'sensitive',
    },
    'KEY_PROPERTY_UNFIT',
  ],
] as const)('a key property that %s', (_, property, code) => {
  const system = useSystem({ hubspot: { properties: property ? [property] : [] } });

  it('stops the sync with one alert, before anything is sent, and loses nothing', async () => {
    const { hubspot, members } = system();
    await members.insert(rows(1, 300));
    const result = await system().host.runTimer('detectChanges');
    expect(result.succeeded).toBe(true);
    await system().until(({ operation }) => operation === 'CIRCUIT');
    expect(
      system()
        .logLines()
        .filter(({ operation }) => operation === 'CIRCUIT'),
    ).toMatchObject([
      { level: 'ERROR', code, status: 'FAILED', message: expect.stringContaining('npm run provision') },
    ]);
    expect(hubspot.calls()['upsert'] ?? 0).toBe(0);
    await expect.poll(() => system().queueLength()).toBe(3);
  });
});

describe('a token that is refused', () => {
  const system = useSystem();

  // promise 6
  it('opens the circuit once for all batches: detection pauses, and nobody calls HubSpot any more', async () => {
    const { hubspot, members, host } = system();
    hubspot.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 401 } });
    await members.insert(rows(1, 1000));
    await host.runTimer('detectChanges');
    await system().until(({ operation }) => operation === 'CIRCUIT');
    await host.runTimer('detectChanges');

    const lines = system().logLines();
    expect(lines.filter(({ operation }) => operation === 'CIRCUIT')).toHaveLength(1);
    expect(lines.filter(({ operation }) => operation === 'DETECT').at(-1)?.['message']).toContain(
      'circuitOpen',
    );
    await expect.poll(() => system().queueLength()).toBe(10);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});
