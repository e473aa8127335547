import { describe, expect, it } from 'vitest';
import type { HubSpotClient } from '../../../shared/hubspot/client.ts';
import { compareFirst } from '../../../shared/hubspot/write/compareFirst.ts';
import { lookUpClaims } from '../../../shared/hubspot/write/lookUpClaims.ts';
import { readBack } from '../../../shared/hubspot/write/readBack.ts';
import { removeContacts } from '../../../shared/hubspot/write/removeContacts.ts';
import { settleConflicts } from '../../../shared/hubspot/write/settleConflicts.ts';
import { showWatch } from '../../../shared/hubspot/write/showWatch.ts';
import { knownProperties, type WriteContext } from '../../../shared/hubspot/write/writeContext.ts';
import type { ContactToSend, ContactToWrite } from '../../../shared/sync/ports/contactApi.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { answerOf, silentClient } from './silentClient.ts';

const mapping = testMapping([[['sync', 'deletes'], 'archive']]);
const { keyProperty } = mapping.hubspot;
const OLD = '2026-01-01T00:00:00.000Z';

const contact = (change: Partial<ContactToWrite> = {}): ContactToWrite => ({
  ...{ key: 'A-1', hubspotId: '70', lookUp: false, changedAt: '2026-01-05T00:00:00.000' },
  properties: { [keyProperty]: 'A-1', email: 'uno@example.com', lastname: 'Mora' },
  ...change,
});
const record = (id: string, properties: object, updatedAt = '2026-11-27T00:00:00.000Z') => ({
  ...{ id, properties, createdAt: OLD, updatedAt },
});

/** A HubSpot with these contacts, each found by every property that it has, or by its id. */
function setUp(records: readonly ReturnType<typeof record>[], change: Partial<HubSpotClient> = {}) {
  const asked: (readonly string[])[] = [];
  const seen = { accepted: 0 };
  const client = silentClient({
    readContacts: async (ids, idProperty, properties) => {
      asked.push(properties);
      const heldOf = (one: (typeof records)[number]) =>
        idProperty === undefined ? one.id : new Map(Object.entries(one.properties)).get(idProperty);
      const results = records.filter((one) => ids.includes(heldOf(one)));
      const there = new Set(results.map(heldOf));
      const missing = ids.filter((id) => !there.has(id));
      return answerOf(207, {
        results,
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: missing } }],
      });
    },
    ...change,
  });
  const context: WriteContext = {
    ...{ client, mapping, operation: 'upsert', compare: 'newer', known: knownProperties(mapping) },
    identifying: async () => new Set(['email', keyProperty]),
    backoff: { tries: 1, baseMs: 1, maxWaitMs: 1 },
    onLostAnswer: () => undefined,
    onAccepted: () => void seen.accepted++,
  };
  return { context, asked, seen };
}

describe('a row that is written only where it is newer', () => {
  it('asks HubSpot for its stamp and for nothing that a person has', async () => {
    const { context, asked } = setUp([record('70', { [keyProperty]: 'A-1', lastmodifieddate: OLD })]);
    const { rest } = await compareFirst([contact()], context);
    expect(rest).toMatchObject([{ key: 'A-1', hubspotId: '70' }]);
    expect(asked).toHaveLength(1);
    expect([...(asked[0] ?? [])].sort()).toEqual(
      [keyProperty, 'hs_additional_emails', 'lastmodifieddate'].sort(),
    );
  });
});

describe('whom a refused row stands in the way of', () => {
  it('is not the contact that the ledger knows, where another one has the key by now', async () => {
    const { context } = setUp([
      record('70', { email: 'uno@example.com' }),
      record('71', { [keyProperty]: 'A-1' }),
    ]);
    const own = contact();
    const row = { name: 'A-1', id: 'A-1', idProperty: keyProperty, properties: own.properties };
    const claims = await lookUpClaims([row], new Map([['A-1', own]]), 'upsert', 'key', context);
    expect(claims.get('A-1')).toMatchObject({ answer: { code: 'NUMBER_TAKEN', conflictId: '71' } });
  });

  it('is the contact that the ledger knows, where it has lost the key and nobody has it', async () => {
    const { context } = setUp([record('70', { email: 'uno@example.com' })]);
    const own = contact();
    const row = { name: 'A-1', id: 'A-1', idProperty: keyProperty, properties: own.properties };
    const claims = await lookUpClaims([row], new Map([['A-1', own]]), 'upsert', 'key', context);
    expect(claims.get('A-1')).toMatchObject({ answer: { code: 'EMAIL_TAKEN', conflictId: '70' } });
  });
});

it.each(['key', 'hubspotId'] as const)(
  'whoever looks on is shown what HubSpot holds of a contact that is addressed by its %s',
  async (address) => {
    const { context } = setUp([record('70', { [keyProperty]: 'A-1', email: null, lastname: 'Otro' })]);
    const shown: ContactToSend[] = [];
    const watch = { dryRun: true, onSend: (one: ContactToSend) => void shown.push(one) };
    const other = contact({ key: 'A-2', hubspotId: '71', properties: { [keyProperty]: 'A-2' } });
    await showWatch([contact(), other], address, watch, context);
    expect(shown).toEqual([
      {
        ...{ key: 'A-1', properties: contact().properties },
        before: { [keyProperty]: 'A-1', email: '', lastname: 'Otro' },
      },
      { key: 'A-2', properties: other.properties, before: undefined },
    ]);
  },
);

it('a conflict in which HubSpot names nobody is with who holds the property that it is about', async () => {
  const numbered = (key: string, email: string, no__de_cedula: string) =>
    contact({
      key,
      hubspotId: undefined,
      properties: { [keyProperty]: key, numero_asociado: key, email, no__de_cedula },
    });
  const [first, second] = [
    numbered('A-1', 'uno@example.com', '199010001'),
    numbered('A-2', 'dos@example.com', '199010002'),
  ];
  const held = (key: string, more: object) => ({ [keyProperty]: key, ...more });
  const { context } = setUp([
    record('80', held('A-8', { email: 'uno@example.com' })),
    record('81', held('A-9', { no__de_cedula: '199010001' })),
    record('82', held('A-7', { no__de_cedula: '199010002' })),
  ]);
  const about = (property: string, code: string) => ({
    kind: 'conflict' as const,
    code,
    properties: [property],
  });
  const { settled } = await settleConflicts(
    new Map([
      [first, about('email', 'EMAIL_TAKEN')],
      [second, about('no__de_cedula', 'CEDULA_TAKEN')],
    ]),
    context,
  );
  expect(settled.get('A-1')).toMatchObject({ code: 'EMAIL_TAKEN', conflictId: '80', rivalKey: 'A-8' });
  expect(settled.get('A-2')).toMatchObject({ code: 'CEDULA_TAKEN', conflictId: '82', rivalKey: 'A-7' });
});

describe('a contact that an answer did not name', () => {
  const sending = (context: WriteContext, operation: 'update' | 'upsert', address: 'key' | 'hubspotId') => ({
    ...{ operation, address, context },
    lookUp: () => Promise.reject(new Error('Not part of this test.')),
  });
  const holding = { [keyProperty]: 'A-1', email: 'uno@example.com', lastname: 'Mora' };

  it('is absent to an update where it is not there, and nothing is known where it holds something else', async () => {
    const { context } = setUp([record('70', { ...holding, lastname: 'Otro' })]);
    const gone = contact({ key: 'A-2', properties: { [keyProperty]: 'A-2' } });
    const verdicts = await readBack([contact(), gone], sending(context, 'update', 'key'));
    expect([...verdicts]).toEqual([['A-2', { kind: 'absent' }]]);
  });

  it.each([
    ['update', 'key', '70', OLD, 'updated'],
    ['upsert', 'key', '70', OLD, 'updated'],
    ['upsert', 'key', undefined, OLD, 'created'],
    ['upsert', 'key', undefined, '2026-01-01T00:00:10.000Z', 'updated'],
    ['update', 'hubspotId', '70', OLD, 'adopted'],
  ] as const)('by %s, addressed by its %s, known as %s, changed %s, counts as %s', async (...all) => {
    const [operation, address, hubspotId, updatedAt, as] = all;
    const { context } = setUp([record('70', holding, updatedAt)]);
    const verdicts = await readBack([contact({ hubspotId })], sending(context, operation, address));
    expect(verdicts.get('A-1')).toEqual({ kind: 'written', hubspotId: '70', as });
  });
});

it('an archive that HubSpot takes with another answer than usual is taken, and asked for once', async () => {
  const there = [record('70', { [keyProperty]: 'A-1' }), record('71', { [keyProperty]: 'A-2' })];
  let calls = 0;
  const { context, seen } = setUp(there, {
    archiveContacts: async () => {
      calls++;
      there.splice(0);
      return answerOf(200, {});
    },
  });
  const contacts = [contact(), contact({ key: 'A-2', properties: { [keyProperty]: 'A-2' } })];
  const verdicts = await removeContacts(contacts, context);
  expect([...verdicts.values()].map(({ kind }) => kind)).toEqual(['written', 'written']);
  expect([calls, seen.accepted]).toEqual([1, 1]);
});
