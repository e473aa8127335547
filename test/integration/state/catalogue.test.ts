import { beforeEach, describe, expect, it } from 'vitest';
import type { PortalProperty, PortalSchema } from '../../../shared/contacts/portal.ts';
import { createCatalogueStore } from '../../../shared/state/catalogueStore.ts';
import { STORES, useTables } from '../../support/useTables.ts';

const FETCHED_AT = Date.parse('2026-10-05T12:34:56.789Z');

const property = (name: string, change: Partial<PortalProperty> = {}): PortalProperty => ({
  name,
  type: 'string',
  fieldType: 'text',
  options: [],
  hasUniqueValue: false,
  readOnly: false,
  ...change,
});
const schemaOf = (...properties: readonly PortalProperty[]): PortalSchema =>
  new Map(properties.map((one) => [one.name, one]));
const names = (count: number) => Array.from({ length: count }, (_, index) => `campo_${index}`);

describe.each(STORES)('the catalogue of properties in the %s store', (kind) => {
  const tables = useTables(kind);
  let tests = 0;
  beforeEach(() => {
    tests++;
  });
  const table = () => tables()(`catalogue${tests}`);
  const store = () => createCatalogueStore(table());

  it('is not there at first', async () => {
    expect(await store().read()).toBeUndefined();
  });

  it('comes back as it was saved, the properties that the portal lacks included', async () => {
    const schema = schemaOf(
      property('clave', { hasUniqueValue: true }),
      property('estado', { type: 'enumeration', options: ['Unión Libre', '"', '\u{1F600}'] }),
      property('salario', { type: 'number', sensitive: true }),
      property('dueño_de', { type: 'enumeration', externalOptions: true, readOnly: true }),
    );
    const asked = [...schema.keys(), 'falta'];
    await store().save(schema, FETCHED_AT, asked);
    expect(await store().read()).toEqual({ schema, fetchedAt: FETCHED_AT, names: asked });
  });

  it('is replaced as a whole: what is gone from the portal or the mapping does not come back', async () => {
    const former = property('a', { type: 'enumeration', options: names(5_000) });
    await store().save(schemaOf(former, property('b'), property('c')), FETCHED_AT, ['a', 'b', 'c']);
    const schema = schemaOf(property('a', { type: 'enumeration', options: ['x'] }));
    await store().save(schema, FETCHED_AT + 1, ['a', 'b']);
    expect(await store().read()).toEqual({ schema, fetchedAt: FETCHED_AT + 1, names: ['a', 'b'] });
  });

  it('may have hundreds of properties, and properties with thousands of options', async () => {
    const options = names(5_000).map((name) => `${name} – Cantón de Río Cuarto \u{1F600}`);
    const big = names(8).map((name) => property(`zona_${name}`, { type: 'enumeration', options }));
    const schema = schemaOf(...names(350).map((name) => property(name)), ...big);
    const client = table();
    const sizes: number[] = [];
    const submit = client.submitTransaction.bind(client);
    client.submitTransaction = (actions) => {
      sizes.push(JSON.stringify(actions).length);
      return submit(actions);
    };
    await createCatalogueStore(client).save(schema, FETCHED_AT, [...schema.keys()]);
    expect((await store().read())?.schema).toEqual(schema);
    // A transaction holds 4 MiB; Azurite does not insist.
    expect(Math.max(...sizes)).toBeLessThan(1_300_000);
  });

  it('survives that two workers save it at once', async () => {
    const asked = names(250);
    const schema = schemaOf(...asked.map((name) => property(name)));
    await Promise.all(Array.from({ length: 8 }, () => store().save(schema, FETCHED_AT, asked)));
    expect(await store().read()).toEqual({ schema, fetchedAt: FETCHED_AT, names: asked });
  });

  it.each([409, 412])('leaves it to the other worker when Storage answers %i', async (statusCode) => {
    const client = table();
    client.submitTransaction = () => Promise.reject(Object.assign(new Error('Conflict'), { statusCode }));
    await createCatalogueStore(client).save(schemaOf(property('a')), FETCHED_AT, ['a']);
    expect(await store().read()).toBeUndefined();
  });

  it.each([
    ['no property is readable', 'a', { exists: 'perhaps' }],
    [
      'nobody knows whether there is one',
      'a',
      { exists: 'perhaps', type: '', fieldType: '', options0: '[]' },
    ],
    ['the options are cut', 'a', { exists: true, type: '', fieldType: '', options0: '["x"' }],
    ['the options are no texts', 'a', { exists: true, type: '', fieldType: '', options0: '[1]' }],
    ['the time is no time', '~', { fetchedAt: 'yesterday', names0: '["a"]' }],
    ['there are no names', '~', { fetchedAt: '2026-10-05T12:34:56.789Z' }],
  ])('that cannot be read counts as none: %s', async (_, rowKey, damage) => {
    await store().save(schemaOf(property('a')), FETCHED_AT, ['a']);
    await table().upsertEntity({ partitionKey: 'catalogue', rowKey, ...damage }, 'Replace');
    expect(await store().read()).toBeUndefined();
  });

  it('that was half saved counts as none', async () => {
    await store().save(schemaOf(property('a')), FETCHED_AT, ['a']);
    await table().deleteEntity('catalogue', 'a');
    expect(await store().read()).toBeUndefined();
  });
});
