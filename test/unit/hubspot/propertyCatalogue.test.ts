import { describe, expect, it } from 'vitest';
import type { PortalSchema } from '../../../shared/contacts/portal.ts';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { PropertyList } from '../../../shared/hubspot/client.ts';
import {
  createPropertyCatalogue,
  type PropertyCatalogueParts,
} from '../../../shared/hubspot/propertyCatalogue.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';
import { readProperties } from '../../../shared/hubspot/readProperties.ts';
import type { StoredCatalogue } from '../../../shared/sync/ports/catalogueStore.ts';

const MINUTE = 60_000;
const BACKOFF = { tries: 3, baseMs: 1, maxWaitMs: 1 };

/** Schemas that can be told apart: the first call to HubSpot answers type `v1`, the second `v2`, … */
const schema = (type: string): PortalSchema =>
  new Map([
    [
      'email',
      { name: 'email', type, fieldType: 'text', options: [], hasUniqueValue: false, readOnly: false },
    ],
  ]);
const typeIn = (portal: PortalSchema) => portal.get('email')?.type;

/** A store that several processes share, a clock to move, and a HubSpot that counts its calls. */
function setUp() {
  const world = {
    now: 1_000_000_000,
    calls: 0,
    failure: undefined as Error | undefined,
    saveFailure: undefined as Error | undefined,
    stored: undefined as StoredCatalogue | undefined,
    reads: 0,
  };
  const store: PropertyCatalogueParts['store'] = {
    read: async () => {
      world.reads += 1;
      return world.stored;
    },
    save: async (portal, fetchedAt, names) => {
      if (world.saveFailure) throw world.saveFailure;
      world.stored = { schema: portal, fetchedAt, names };
    },
  };
  const process = (names: readonly string[] = ['email']) =>
    createPropertyCatalogue({
      fetch: async () => {
        world.calls += 1;
        await Promise.resolve();
        if (world.failure) throw world.failure;
        return schema(`v${world.calls}`);
      },
      store,
      clock: { now: () => world.now },
      names,
      ttlMs: 15 * MINUTE,
    });
  return { world, process };
}

describe('the current properties', () => {
  it('cost one call, however many ask at once', async () => {
    const { world, process } = setUp();
    const catalogue = process();
    const answers = await Promise.all(Array.from({ length: 50 }, () => catalogue.current()));
    expect(new Set(answers.map(typeIn))).toEqual(new Set(['v1']));
    expect(world).toMatchObject({ calls: 1, reads: 1 });
  });

  it('come from memory for a minute, then from the store, then from HubSpot', async () => {
    const { world, process } = setUp();
    const catalogue = process();
    await catalogue.current();
    world.now += MINUTE - 1;
    await catalogue.current();
    expect(world).toMatchObject({ calls: 1, reads: 1 });
    world.now += MINUTE;
    await catalogue.current();
    expect(world).toMatchObject({ calls: 1, reads: 2 });
    world.now += 15 * MINUTE;
    expect(typeIn(await catalogue.current())).toBe('v2');
  });

  it('are fetched once for all processes', async () => {
    const { world, process } = setUp();
    await process().current();
    expect(typeIn(await process().current())).toBe('v1');
    expect(world.calls).toBe(1);
  });

  it('are fetched anew when the mapping names a property that was not asked for', async () => {
    const { world, process } = setUp();
    await process().current();
    expect(typeIn(await process(['email', 'cedula']).current())).toBe('v2');
    expect(world.stored?.names).toEqual(['email', 'cedula']);
    // The mapping with fewer names finds all of its own in that.
    expect(typeIn(await process().current())).toBe('v2');
  });

  it('are fetched anew when the store’s clock was ahead', async () => {
    const { world, process } = setUp();
    world.stored = { schema: schema('future'), fetchedAt: world.now + 60 * MINUTE, names: ['email'] };
    expect(typeIn(await process().current())).toBe('v1');
  });
});

describe('a HubSpot that does not answer', () => {
  const outage = new RetryLater('HUBSPOT_UNREACHABLE', 'HubSpot did not answer.');

  it('leaves the old properties in use, and is asked once a minute', async () => {
    const { world, process } = setUp();
    const catalogue = process();
    await catalogue.current();
    world.now += 60 * MINUTE;
    world.failure = outage;
    expect(typeIn(await catalogue.current())).toBe('v1');
    expect(typeIn(await catalogue.current())).toBe('v1');
    expect(world.calls).toBe(2);
    world.now += MINUTE;
    world.failure = undefined;
    expect(typeIn(await catalogue.current())).toBe('v3');
  });

  it('is an error when there are none, and the next call tries again', async () => {
    const { world, process } = setUp();
    const catalogue = process();
    world.failure = outage;
    await expect(catalogue.current()).rejects.toBe(outage);
    world.failure = undefined;
    expect(typeIn(await catalogue.current())).toBe('v2');
  });

  it('is told from one that refuses the token: old properties do not hide that', async () => {
    const { world, process } = setUp();
    await process().current();
    world.now += 60 * MINUTE;
    world.failure = new StopAndAlert('HUBSPOT_REFUSED', 'The token is not accepted.');
    await expect(process().current()).rejects.toBe(world.failure);
  });

  it('is an error for whoever knows that the portal has changed', async () => {
    const { world, process } = setUp();
    const catalogue = process();
    await catalogue.current();
    world.now += MINUTE;
    world.failure = outage;
    await expect(catalogue.refresh()).rejects.toBe(outage);
  });
});

describe('a refresh', () => {
  it('fetches anew, for the process that asks and for the others', async () => {
    const { world, process } = setUp();
    const [one, other] = [process(), process()];
    await one.current();
    world.now += MINUTE;
    expect(typeIn(await one.refresh())).toBe('v2');
    expect(typeIn(await one.current())).toBe('v2');
    expect(typeIn(await other.current())).toBe('v2');
    expect(world.calls).toBe(2);
  });

  it('costs one call when many workers meet the same change', async () => {
    const { world, process } = setUp();
    const [worker, ...others] = Array.from({ length: 21 }, process);
    for (const each of [worker, ...others]) await each?.current();
    world.now += 1;
    await Promise.all(Array.from({ length: 50 }, () => worker?.refresh()));
    for (const other of others) expect(typeIn(await other.refresh())).toBe('v2');
    expect(world.calls).toBe(2);
  });

  it('that explains nothing is not repeated with every batch', async () => {
    const { world, process } = setUp();
    const worker = process();
    await worker.current();
    world.now += 1;
    for (let index = 0; index < 20; index++) expect(typeIn(await worker.refresh())).toBe('v2');
    world.now += 4_999;
    await worker.refresh();
    expect(world.calls).toBe(2);
    world.now += 1;
    expect(typeIn(await worker.refresh())).toBe('v3');
  });
});

describe('a store that does not take the properties', () => {
  it('costs another call later and stops nothing', async () => {
    const { world, process } = setUp();
    world.saveFailure = new RetryLater('STORAGE_UNREACHABLE', 'Azure Storage failed.');
    expect(typeIn(await process().current())).toBe('v1');
    expect(typeIn(await process().current())).toBe('v2');
  });
});

describe('reading the properties of a portal', () => {
  const answering = (body: unknown, status = 200) => ({
    listProperties: async () => ({
      status,
      body,
      correlationId: 'c-1',
      retryAfterMs: 20_000,
      rate: readRateHeaders(new Headers()),
    }),
  });

  it('keeps those asked for only, and forgives what is not there', async () => {
    const results = [
      { name: 'email', type: 'string', fieldType: 'text', options: [], hasUniqueValue: false },
      {
        name: 'zona',
        type: 'enumeration',
        options: [{ label: 'N', value: 'n', hidden: true }, { value: 's' }],
      },
      { name: 'hubspot_owner_id', type: 'enumeration', options: [], externalOptions: true },
      { name: 'suma', type: 'number', calculated: true },
      {
        name: 'createdate',
        type: 'datetime',
        modificationMetadata: { readOnlyValue: true, archivable: false },
      },
      { name: 'bare' },
      { name: 'other', options: 'unreadable' },
      'unreadable',
    ];
    const names = ['email', 'zona', 'hubspot_owner_id', 'suma', 'createdate', 'bare', 'missing'];
    const portal = await readProperties(answering({ results }), names, BACKOFF);
    expect([...portal.keys()]).toEqual(names.slice(0, -1));
    expect(portal.get('zona')).toEqual({
      name: 'zona',
      type: 'enumeration',
      fieldType: '',
      options: ['n', 's'],
      hasUniqueValue: false,
      readOnly: false,
    });
    expect(portal.get('hubspot_owner_id')).toMatchObject({ externalOptions: true });
    expect([...portal.values()].filter(({ readOnly }) => readOnly).map(({ name }) => name)).toEqual([
      'suma',
      'createdate',
    ]);
    expect((await readProperties(answering({ results }), undefined, BACKOFF)).has('other')).toBe(true);
  });

  it('looks for what is not listed among Sensitive Data, and only then', async () => {
    const asked: string[] = [];
    const lists: Readonly<Record<PropertyList, readonly object[]>> = {
      inUse: [{ name: 'email', type: 'string' }],
      archived: [],
      sensitive: [
        { name: 'salario', type: 'number' },
        { name: 'email', type: 'string' },
      ],
      highly_sensitive: [{ name: 'diagnostico', type: 'string' }],
    };
    const client = {
      listProperties: async (list: PropertyList = 'inUse') => {
        asked.push(list);
        return { ...(await answering({ results: lists[list] }).listProperties()) };
      },
    };
    const names = ['email', 'salario', 'diagnostico', 'nothing'];
    const portal = await readProperties(client, names, BACKOFF);
    expect([...portal.values()].map(({ name, sensitive }) => [name, sensitive])).toEqual([
      ['email', undefined],
      ['salario', true],
      ['diagnostico', true],
    ]);
    asked.length = 0;
    await readProperties(client, ['email'], BACKOFF);
    await readProperties(client, names, BACKOFF, { expected: ['email'] });
    expect(asked).toEqual(['inUse', 'inUse']);
  });

  it.each([
    ['refuses the lists of Sensitive Data', 400, {}],
    ['says that they need a scope', 403, { category: 'MISSING_SCOPES' }],
    ['has none', 404, undefined],
    ['answers no list', 200, {}],
  ])('takes what is not listed for missing where HubSpot %s', async (_, status, body) => {
    const inUse = { results: [{ name: 'email', type: 'string' }] };
    const client = {
      listProperties: (list: PropertyList = 'inUse') =>
        (list === 'inUse' ? answering(inUse) : answering(body, status)).listProperties(),
    };
    expect([...(await readProperties(client, ['email', 'salario'], BACKOFF)).keys()]).toEqual(['email']);
  });

  it.each([
    ['throttles', 429, {}, RetryLater],
    ['refuses the token', 401, {}, StopAndAlert],
    ['refuses the call', 400, {}, StopAndAlert],
  ])('says what to do when HubSpot %s', async (_, status, body, kind) => {
    await expect(readProperties(answering(body, status), ['email'], BACKOFF)).rejects.toBeInstanceOf(kind);
  });

  it.each([
    ['an empty list', { results: [] }],
    ['no list', { status: 'COMPLETE' }],
  ])('takes %s for a broken answer, never for a portal without properties', async (_, body) => {
    await expect(readProperties(answering(body), ['email'], BACKOFF)).rejects.toMatchObject({
      code: 'HUBSPOT_UNREADABLE',
    });
  });
});
