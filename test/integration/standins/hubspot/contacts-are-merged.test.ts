import { expect, test } from 'vitest';
import type { HubSpotStandin } from '../../../standins/hubspot/startHubSpotStandin.ts';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

interface Pair {
  readonly standin: HubSpotStandin;
  readonly primary: string;
  readonly other: string;
}

async function givenPair(mergeKeepsPrimaryId = false): Promise<Pair> {
  const standin = await givenStandin({ switches: { mergeKeepsPrimaryId } });
  const primary = standin.seedContact({ numero_asociado: '1', email: 'ana@example.com', firstname: 'Ana' });
  const other = standin.seedContact({
    numero_asociado: '2',
    email: 'ana2@example.com',
    hs_additional_emails: 'ana3@example.com',
    firstname: 'Anita',
    city: 'Cartago',
  });
  return { standin, primary, other };
}

function merge({ standin, primary, other }: Pair) {
  return call(standin, 'POST', `${contactsPath}/merge`, {
    primaryObjectId: primary,
    objectIdToMerge: other,
  });
}

test('the survivor is a new record with the values of both, the primary first', async () => {
  const pair = await givenPair();

  const { status, text } = await merge(pair);

  const [survivor, ...rest] = pair.standin.contacts();
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ id: survivor?.id });
  expect([pair.primary, pair.other]).not.toContain(survivor?.id);
  expect(rest).toHaveLength(0);
  expect(survivor?.properties).toMatchObject({
    numero_asociado: '1',
    email: 'ana@example.com',
    firstname: 'Ana',
    city: 'Cartago',
    hs_additional_emails: 'ana2@example.com;ana3@example.com',
    hs_merged_object_ids: `${pair.primary};${pair.other}`,
  });
});

test('a switch keeps the id of the primary', async () => {
  const pair = await givenPair(true);

  await merge(pair);

  const contacts = pair.standin.contacts();
  expect(contacts.map(({ id }) => id)).toEqual([pair.primary]);
  expect(contacts[0]?.properties['hs_merged_object_ids']).toBe(pair.other);
});

test('reading and patching one absorbed id leads to the survivor', async () => {
  const pair = await givenPair();
  const { standin, primary, other } = pair;
  await merge(pair);
  const survivor = standin.contacts()[0]?.id;

  const got = await call(standin, 'GET', `${contactsPath}/${other}?properties=hs_all_contact_vids`);
  const patched = await call(standin, 'PATCH', `${contactsPath}/${primary}`, {
    properties: { city: 'Heredia' },
  });

  expect(JSON.parse(got.text)).toMatchObject({
    id: survivor,
    properties: { hs_all_contact_vids: `${survivor};${primary};${other}` },
  });
  expect(patched.status).toBe(200);
  expect(standin.contacts()[0]?.properties['city']).toBe('Heredia');
});

test.each(['batch/update', 'batch/read'])('%s can drop an absorbed id without a word', async (endpoint) => {
  const pair = await givenPair();
  const { standin } = pair;
  standin.set({ absorbedReads: 'nothing' });
  const neighbour = standin.seedContact({ firstname: 'Eva' });
  await merge(pair);

  const { status, body } = await call(standin, 'POST', `${contactsPath}/${endpoint}`, {
    inputs: [pair.primary, neighbour].map((id) => ({
      id,
      objectWriteTraceId: id,
      properties: { firstname: 'X' },
    })),
  });

  expect(status).toBe(200);
  expect(body.results.map(({ id }) => id)).toEqual([neighbour]);
  expect(body.errors).toHaveLength(0);
  expect(standin.contacts().map(({ properties }) => properties['firstname'])).toContain('Ana');
});

test('batch/read by an absorbed id answers the survivor, under its own id', async () => {
  const pair = await givenPair();
  await merge(pair);

  const { status, body } = await call(pair.standin, 'POST', `${contactsPath}/batch/read`, {
    inputs: [{ id: pair.other }],
    properties: ['hs_merged_object_ids'],
  });

  const [survivor] = pair.standin.contacts();
  expect(status).toBe(200);
  expect(body.results).toMatchObject([
    { id: survivor?.id, properties: { hs_merged_object_ids: `${pair.primary};${pair.other}` } },
  ]);
  expect(survivor?.id).not.toBe(pair.other);
});

test('emails of both lead to the survivor, of two unique values only one does', async () => {
  const pair = await givenPair();
  await merge(pair);

  const byEmail = await upsert(pair.standin, [
    { id: 'ana3@example.com', idProperty: 'email', properties: { city: 'Heredia' } },
  ]);
  const byKey = await upsert(pair.standin, [associate('1'), associate('2')]);

  const created = (result: { new?: boolean | undefined }) => result.new;
  expect(byEmail.body.results.map(created)).toEqual([false]);
  expect(byKey.body.results.map(created).sort()).toEqual([false, true]);
});

test('a merge of merges follows to the last survivor', async () => {
  const { standin, primary, other } = await givenPair();
  const third = standin.seedContact({ firstname: 'Eva' });

  const survivor = standin.merge(standin.merge(primary, other), third);

  const { text } = await call(standin, 'GET', `${contactsPath}/${other}`);
  expect(JSON.parse(text)).toMatchObject({ id: survivor });
});

test('absorbed contacts are gone from search and list', async () => {
  const pair = await givenPair();
  await merge(pair);

  const search = await call(pair.standin, 'POST', `${contactsPath}/search`, {});
  const list = await call(pair.standin, 'GET', contactsPath);

  expect(search.body.total).toBe(1);
  expect(list.body.results).toHaveLength(1);
});

test('a contact cannot be merged with itself or with one that is not there', async () => {
  const { standin, primary } = await givenPair();

  expect((await merge({ standin, primary, other: primary })).status).toBe(400);
  expect((await merge({ standin, primary, other: '5' })).status).toBe(404);
  expect(() => standin.merge(primary, '5')).toThrow('no contact 5');
});
