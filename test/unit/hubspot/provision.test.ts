import { describe, expect, it } from 'vitest';
import type { PortalProperty } from '../../../shared/contacts/portal.ts';
import type { PropertyDefinition } from '../../../shared/contacts/propertyDefinitions.ts';
import { applyProvision } from '../../../shared/hubspot/applyProvision.ts';
import type { PropertyList } from '../../../shared/hubspot/client.ts';
import { planProvision } from '../../../shared/hubspot/planProvision.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';

const key: PropertyDefinition = {
  name: 'numero_asociado',
  label: 'Número de asociado',
  type: 'string',
  fieldType: 'text',
  groupName: 'hubspot_sync',
  hasUniqueValue: true,
};
const cedula: PropertyDefinition = { ...key, name: 'cedula', label: 'Cédula', hasUniqueValue: false };
const frequency: PropertyDefinition = {
  ...cedula,
  name: 'frecuencia',
  type: 'enumeration',
  fieldType: 'select',
  options: ['semanal', 'mensual'].map((value, displayOrder) => ({
    label: value,
    value,
    hidden: false as const,
    displayOrder,
  })),
};
const wanted = [key, cedula, frequency];

const existing = (name: string, change: Partial<PortalProperty> = {}): [string, PortalProperty] => [
  name,
  { name, type: 'string', fieldType: 'text', options: [], hasUniqueValue: false, readOnly: false, ...change },
];
const portal = (...properties: readonly [string, PortalProperty][]) => new Map(properties);
const GROUPS = { groups: new Set(['contactinformation', 'hubspot_sync']) };

describe('a plan', () => {
  it('creates in an empty portal everything, and the group first', () => {
    expect(
      planProvision(wanted, portal(existing('email')), { groups: new Set(['contactinformation']) }),
    ).toEqual({
      create: wanted,
      restore: [],
      groups: [{ name: 'hubspot_sync', label: 'Asociados' }],
      fine: [],
      cannot: [],
    });
  });

  it('has nothing to do where everything is there, and then needs no group', () => {
    const all = portal(
      existing('numero_asociado', { hasUniqueValue: true }),
      existing('cedula'),
      existing('frecuencia', { type: 'enumeration', options: ['mensual', 'semanal', 'anual'] }),
    );
    expect(planProvision(wanted, all, { groups: new Set() })).toEqual({
      create: [],
      restore: [],
      groups: [],
      fine: ['numero_asociado', 'cedula', 'frecuencia'],
      cannot: [],
    });
  });

  it.each<[string, PortalProperty, string, string]>([
    [
      'a key without unique values',
      existing('numero_asociado')[1],
      'KEY_PROPERTY_NOT_UNIQUE',
      'set hubspot.keyProperty in the mapping file to a property of its own, numero_asociado_clave,',
    ],
    [
      'another type',
      existing('cedula', { type: 'number' })[1],
      'PROPERTY_TYPE_MISMATCH',
      'cedula is of type number in HubSpot and of type string in the mapping file',
    ],
    [
      'options that are missing',
      existing('frecuencia', { type: 'enumeration', options: ['Semanal', 'mensual'] })[1],
      'OPTION_MISSING',
      'frecuencia lacks the options "semanal":',
    ],
    [
      'a yes-or-no property for other options',
      existing('frecuencia', { type: 'bool' })[1],
      'PROPERTY_TYPE_MISMATCH',
      'frecuencia is a yes-or-no property in HubSpot and cannot hold "',
    ],
    [
      'Sensitive Data',
      existing('cedula', { sensitive: true })[1],
      'PROPERTY_SENSITIVE',
      'HubSpot keeps cedula as Sensitive Data',
    ],
    [
      'a calculated property',
      existing('cedula', { readOnly: true })[1],
      'PROPERTY_READ_ONLY',
      'HubSpot fills cedula itself',
    ],
  ])('says what cannot be and what to do: %s', (_, property, code, sentence) => {
    const { create, cannot } = planProvision(wanted, portal([property.name, property]), GROUPS);
    expect(cannot).toMatchObject([
      { property: property.name, code, sentence: expect.stringContaining(sentence) },
    ]);
    expect(create.map(({ name }) => name)).not.toContain(property.name);
    expect(create).toHaveLength(2);
  });

  it('proposes a key that the portal does not have yet', () => {
    const own = { ...key, name: 'numero_asociado_clave' };
    const { cannot } = planProvision([own], portal(existing('numero_asociado_clave')), GROUPS);
    expect(cannot[0]?.sentence).toContain('numero_asociado_clave_2');
  });

  it('takes what holds the values although its type differs', () => {
    const lenient = portal(
      existing('frecuencia', { type: 'string' }),
      existing('cedula', { type: 'enumeration' }),
    );
    expect(planProvision(wanted, lenient, GROUPS).fine).toEqual(['cedula', 'frecuencia']);
  });

  it('says which of those to create were archived, for they come back with their values', () => {
    const archived = new Set(['cedula', 'something_else']);
    expect(planProvision(wanted, portal(existing('email')), { ...GROUPS, archived }).restore).toEqual([
      'cedula',
    ]);
  });

  it('has no room for an eleventh property with unique values; HubSpot’s own do not count', () => {
    const unique = (count: number) =>
      Array.from({ length: count }, (_, index) => existing(`clave_${index}`, { hasUniqueValue: true }));
    const own = existing('hs_object_id', { hasUniqueValue: true });
    expect(planProvision([key], portal(own, ...unique(9)), GROUPS).create).toEqual([key]);
    expect(planProvision([key], portal(own, ...unique(10)), GROUPS)).toMatchObject({
      create: [],
      cannot: [{ property: 'numero_asociado', code: 'UNIQUE_LIMIT' }],
    });
  });
});

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** What else the portal has, and what it says to a group that is to be created. */
interface Others {
  readonly hidden: Readonly<Partial<Record<PropertyList, readonly PortalProperty[]>>>;
  readonly group: Reply;
}

/** A HubSpot that answers to creations what the test says and lists what the test says is there. */
function hubspot(
  reply: (names: readonly string[]) => Reply,
  listed: () => readonly PortalProperty[],
  { hidden = {}, group = { status: 409, body: {} } }: Partial<Others> = {},
) {
  const calls: (readonly string[])[] = [];
  const answer = ({ status, body }: Reply) => ({
    status,
    body,
    correlationId: 'c-1',
    retryAfterMs: 20_000,
    rate: readRateHeaders(new Headers()),
  });
  const client = {
    listProperties: async (list: PropertyList = 'inUse') =>
      answer({
        status: 200,
        body: { results: list === 'inUse' ? [existing('email')[1], ...listed()] : (hidden[list] ?? []) },
      }),
    listPropertyGroups: async () => answer({ status: 200, body: { results: [{ name: 'hubspot_sync' }] } }),
    createPropertyGroup: async () => answer(group),
    createProperties: async (definitions: readonly PropertyDefinition[]) => {
      const names = definitions.map(({ name }) => name);
      calls.push(names);
      return answer(reply(names));
    },
  };
  return { calls, client };
}

const UNIQUE = existing('numero_asociado', { hasUniqueValue: true })[1];
const CEDULA = existing('cedula')[1];
const plan = { create: [key, cedula], groups: [{ name: 'hubspot_sync', label: 'Asociados' }] };
const created = (names: readonly string[]) => ({
  status: 201,
  body: { results: names.map((name) => ({ name })) },
});
const ONCE = { tries: 1, baseMs: 1, maxWaitMs: 1 };
const refusal = { category: 'VALIDATION_ERROR', message: 'ana@example.com' };

describe('applying a plan', () => {
  it('counts as there only what HubSpot lists afterwards, waiting for it a moment', async () => {
    let looks = 0;
    const { client, calls } = hubspot(created, () => (++looks < 3 ? [CEDULA] : [CEDULA, UNIQUE]));
    expect(await applyProvision(plan, client, ONCE, 0)).toEqual({
      there: ['numero_asociado', 'cedula'],
      cannot: [],
    });
    expect(calls).toEqual([['numero_asociado', 'cedula']]);
  });

  it('names what HubSpot never lists', async () => {
    const { client } = hubspot(created, () => [CEDULA]);
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({
      there: ['cedula'],
      cannot: [{ property: 'numero_asociado', code: 'PROPERTY_NOT_LISTED' }],
    });
  });

  it('asks alone for what a batch does not name, and gives each its own reason', async () => {
    const { client, calls } = hubspot(
      (names) =>
        names.includes('numero_asociado')
          ? { status: 207, body: { ...created(['cedula']).body, errors: [refusal] } }
          : created(names),
      () => [CEDULA],
    );
    const { there, cannot } = await applyProvision(plan, client, ONCE, 0);
    expect(calls).toEqual([['numero_asociado', 'cedula'], ['numero_asociado']]);
    expect(there).toEqual(['cedula']);
    expect(cannot).toMatchObject([{ property: 'numero_asociado', code: 'HUBSPOT_REFUSED' }]);
    expect(cannot[0]?.sentence).toMatch(/207, VALIDATION_ERROR, correlation id c-1.*at most 10/);
    expect(JSON.stringify(cannot)).not.toContain('ana@example.com');
  });

  it('takes a refused batch apart', async () => {
    const { client } = hubspot(
      (names) => (names.includes('cedula') ? { status: 400, body: refusal } : created(names)),
      () => [UNIQUE],
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({
      there: ['numero_asociado'],
      cannot: [{ property: 'cedula', code: 'HUBSPOT_REFUSED' }],
    });
  });

  it.each([
    ['a whole-call 409', { status: 409, body: { category: 'OBJECT_ALREADY_EXISTS' } }],
    [
      'an error of a 207',
      { status: 207, body: { results: [], errors: [{ category: 'OBJECT_ALREADY_EXISTS' }] } },
    ],
  ])('is content with what somebody created meanwhile: %s', async (_, reply) => {
    const { client } = hubspot(
      () => reply,
      () => [CEDULA, UNIQUE],
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({ cannot: [] });
  });

  it('but not when that one cannot be the key', async () => {
    const { client } = hubspot(
      () => ({ status: 409, body: {} }),
      () => [CEDULA, existing('numero_asociado')[1]],
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({
      there: ['cedula'],
      cannot: [{ property: 'numero_asociado', code: 'KEY_PROPERTY_NOT_UNIQUE' }],
    });
  });

  it('says which scope the token lacks, and that it should not be the sync’s', async () => {
    const { client } = hubspot(
      () => ({ status: 403, body: { category: 'MISSING_SCOPES' } }),
      () => [],
    );
    await expect(applyProvision(plan, client, ONCE, 0)).rejects.toMatchObject({
      code: 'SCOPE_MISSING',
      message: expect.stringMatching(/crm\.schemas\.contacts\.write.*token of its own/),
    });
  });

  it('is content with what is there, whatever the refusal says', async () => {
    const { client } = hubspot(
      () => ({ status: 400, body: { message: 'Ya existe' } }),
      () => [CEDULA, UNIQUE],
      { group: { status: 400, body: { message: 'Ya existe' } } },
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toEqual({
      there: ['numero_asociado', 'cedula'],
      cannot: [],
    });
  });

  it('names the group that is refused and not there', async () => {
    const { client } = hubspot(created, () => [CEDULA, UNIQUE], { group: { status: 400, body: {} } });
    const groups = [{ name: 'another', label: 'Otro' }];
    await expect(applyProvision({ ...plan, groups }, client, ONCE, 0)).rejects.toMatchObject({
      code: 'GROUP_REFUSED',
    });
  });

  it('finds that what exists and is not listed is Sensitive Data', async () => {
    const { client } = hubspot(
      () => ({ status: 409, body: {} }),
      () => [UNIQUE],
      { hidden: { sensitive: [CEDULA] } },
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({
      there: ['numero_asociado'],
      cannot: [{ property: 'cedula', code: 'PROPERTY_SENSITIVE' }],
    });
  });

  it('tells HubSpot’s categories and no other text of its own', async () => {
    const { client } = hubspot(
      () => ({ status: 400, body: { category: 'ana@example.com' } }),
      () => [],
    );
    const { cannot } = await applyProvision(plan, client, ONCE, 0);
    expect(cannot).toHaveLength(2);
    expect(JSON.stringify(cannot)).not.toContain('ana@example.com');
  });

  it('is not stopped by a 403 that names no scope', async () => {
    const { client } = hubspot(
      (names) => (names.includes('cedula') ? { status: 403 } : created(names)),
      () => [UNIQUE],
    );
    expect(await applyProvision(plan, client, ONCE, 0)).toMatchObject({
      there: ['numero_asociado'],
      cannot: [{ property: 'cedula', code: 'HUBSPOT_REFUSED' }],
    });
  });

  it('creates more than a hundred in several calls', async () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ ...cedula, name: `campo_${index}` }));
    const { client, calls } = hubspot(created, () => many.map(({ name }) => existing(name)[1]));
    expect((await applyProvision({ create: many, groups: [] }, client, ONCE, 0)).there).toHaveLength(150);
    expect(calls.map(({ length }) => length)).toEqual([100, 50]);
  });
});
