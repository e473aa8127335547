import { describe, expect, it } from 'vitest';
import type { WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import type { Switches } from '../../standins/hubspot/startHubSpotStandin.ts';
import { type AssociateRow, numberOf } from '../../support/associates.ts';
import { portalProperties, testMapping } from '../../support/mappingFile.ts';
import { associate, type ContactApiUnderTest, useContactApi } from '../../support/useContactApi.ts';

const KEY = 'numero_asociado_clave';
/** As `provision` makes it: HubSpot keeps the cédulas apart. */
const properties = portalProperties(testMapping()).map((property) =>
  property.name === 'no__de_cedula' ? { ...property, hasUniqueValue: true } : property,
);
const test = useContactApi({ hubspot: { properties, rateLimit: 10_000 } });

/** How HubSpot may wrap it, beside how it says it. */
const WRAPPINGS: readonly (readonly [string, Partial<Switches>])[] = [
  ['of the row', {}],
  ['of the row, without its trace id', { errorTraceIds: false }],
  ['of the whole call, trace ids or not', { takenValueSinks: true }],
  ['of a call without verdicts for rows', { perRecordVerdicts: false }],
];
/** Made up: no more can be read out of them than of words in a language that nobody knows. */
const WORDINGS = [
  'The request is not valid',
  'Contact already exists',
  'Este valor ya lo tiene otro contacto',
  '{owner}',
  '{property} {value}',
  'Duplicate value {value} for property {property}: see record {owner}',
  'PropertyValueCoordinates{propertyName={property}}',
  'Unique constraint violated [{"name":"{property}"}]',
  'CONFLICT on {target}',
  '[]',
];

/** Rows 1 and 2 are in the portal without a key, row 3 has the cédula of a stranger. */
function furnish({ hubspot }: ContactApiUnderTest): {
  readonly known: readonly string[];
  readonly stranger: string;
} {
  const known = [1, 2].map((index) =>
    hubspot.seedContact({ email: associate(index)['email'] ?? '', firstname: 'Antes' }),
  );
  const stranger = hubspot.seedContact({
    no__de_cedula: cedulaOf(associate(3)),
    email: 'otra@example.com',
    firstname: 'Otra',
  });
  return { known, stranger };
}

/** As HubSpot gets it. */
function cedulaOf(row: AssociateRow): string {
  return test().toContact(row).properties['no__de_cedula'] ?? '';
}

function expectThree(
  verdicts: ReadonlyMap<string, WriteVerdict>,
  { known, stranger }: ReturnType<typeof furnish>,
): void {
  for (const [at, hubspotId] of known.entries())
    expect(verdicts.get(numberOf(at + 1))).toMatchObject({ kind: 'written', hubspotId, as: 'adopted' });
  expect(verdicts.get(numberOf(3))).toMatchObject({
    kind: 'conflict',
    code: 'CEDULA_TAKEN',
    properties: ['no__de_cedula'],
    conflictId: stranger,
  });
  expect(verdicts.get(numberOf(4))).toMatchObject({ kind: 'written', as: 'created' });
  expect(test().hubspot.contacts()).toHaveLength(4);
}

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => associate(from + index));

describe.each(WRAPPINGS)('a taken value as an error %s', (_, wrapping) => {
  it.each(['coordinates', 'tokens', 'conflict'] as const)(
    'said by %s: the same person is taken over, a stranger is a conflict by name, neighbours are written',
    async (takenValue) => {
      const { hubspot, write } = test();
      hubspot.set({ ...wrapping, takenValue });
      const before = furnish(test());
      expectThree(await write(rows(1, 4)), before);
    },
  );

  it.each(WORDINGS)(
    'said by words that nobody has seen yet (%s) ends the same, by looking it up',
    async (takenWords) => {
      const { hubspot, write } = test();
      hubspot.set({ ...wrapping, takenValue: 'words', takenWords });
      const before = furnish(test());
      const verdicts = await write(rows(1, 4));
      expectThree(verdicts, before);
      // Nothing of HubSpot's words goes on but ids and names that we know.
      expect(JSON.stringify([...verdicts])).not.toMatch(/@example\.com|constraint|Duplicate/);
    },
  );

  it('ten times among a hundred rows costs a few calls, and everybody else is written', async () => {
    const { hubspot, write } = test();
    for (const takenValue of ['coordinates', 'words'] as const) {
      hubspot.reset();
      hubspot.set({ ...wrapping, takenValue });
      const taken = rows(1, 100).filter((__, at) => at % 10 === 3);
      for (const row of taken)
        hubspot.seedContact({ email: row['email'] ?? '', no__de_cedula: `9${cedulaOf(row)}` });

      const verdicts = await write(rows(1, 100));

      const conflicts = [...verdicts].filter(([, { kind }]) => kind === 'conflict');
      expect(conflicts.map(([key]) => key)).toEqual(taken.map((row) => row['numero_asociado']));
      expect(new Set(conflicts.map(([, verdict]) => verdict.kind === 'conflict' && verdict.code))).toEqual(
        new Set(['EMAIL_TAKEN']),
      );
      expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(90);
      expect(hubspot.contacts()).toHaveLength(100);
      expect(hubspot.journal().length).toBeLessThanOrEqual(MOST_CALLS);
    }
  });

  it('about the row’s own key, because another worker made the contact a moment ago, is no refusal', async () => {
    const { hubspot, write, api, toContact } = test();
    const cases = [
      { takenValue: 'coordinates', isKnown: false },
      { takenValue: 'coordinates', isKnown: true },
      { takenValue: 'tokens', isKnown: true },
      { takenValue: 'conflict', isKnown: true },
      { takenValue: 'words', isKnown: false },
      { takenValue: 'words', isKnown: true },
    ] as const;
    for (const { takenValue, isKnown } of cases) {
      hubspot.reset();
      await write(rows(1, 1));
      const [winner] = hubspot.contacts();
      hubspot.set({ ...wrapping, takenValue, keyRaceMs: 60_000 });
      const changed = toContact(associate(1, { lastname: 'Otro' }), isKnown ? winner?.id : undefined);
      const { verdicts } = await api().write([changed, toContact(associate(2))]);
      expect(verdicts.get(numberOf(1))).toMatchObject({
        kind: 'written',
        hubspotId: winner?.id,
        as: 'updated',
      });
      expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'written', as: 'created' });
      expect(hubspot.contacts()).toHaveLength(2);
      expect(hubspot.contacts()[0]?.properties).toMatchObject({ [KEY]: numberOf(1), lastname: 'Otro' });
    }
  });
});

/** A call, a second one, three reads of what the rows claim, the rest, the owners. */
const MOST_CALLS = 8;

describe('a refusal that is not about what other contacts hold', () => {
  it('stays what it is: nobody holds what the row claims', async () => {
    const { hubspot, write } = test();
    hubspot.faults.inject({
      match: { operation: 'upsert', holds: 'asociado.2@example.com' },
      every: 1,
      when: 'before',
      action: { kind: 'status', status: 400, said: { message: 'No' } },
    });
    const verdicts = await write(rows(1, 5));
    expect(verdicts.get(numberOf(2))).toMatchObject({ kind: 'refused', code: 'HUBSPOT_REFUSED' });
    expect([...verdicts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(4);
  });
});
