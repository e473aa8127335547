import { expect, test } from 'vitest';
import type { HubSpotStandin } from '../../../standins/hubspot/startHubSpotStandin.ts';
import { type ApiAnswer, call, contactsPath, givenStandin } from './support.ts';

const people = [
  {
    numero_asociado: 'A1',
    firstname: 'Ana María',
    email: 'ana@example.com',
    salario: '900',
    nacimiento: '1990-03-15',
  },
  {
    numero_asociado: 'A2',
    firstname: 'Eva',
    email: 'eva@example.org',
    salario: '1000',
    nacimiento: '1985-01-01',
  },
  {
    numero_asociado: 'A3',
    firstname: 'Luis',
    estado_civil: 'soltero',
    hs_additional_emails: 'l@example.com',
  },
];

async function givenPeople(): Promise<HubSpotStandin> {
  const standin = await givenStandin();
  standin.seedContacts(people);
  return standin;
}

function search(standin: HubSpotStandin, body: object): Promise<ApiAnswer> {
  return call(standin, 'POST', `${contactsPath}/search`, { properties: ['numero_asociado'], ...body });
}

async function found(body: object): Promise<(string | null | undefined)[]> {
  const { results } = (await search(await givenPeople(), body)).body;
  return results.map(({ properties }) => properties['numero_asociado']);
}

test.each([
  [{ propertyName: 'salario', operator: 'EQ', value: '900.0' }, ['A1']],
  [{ propertyName: 'nacimiento', operator: 'EQ', value: '637459200000' }, ['A1']],
  [{ propertyName: 'firstname', operator: 'EQ', value: 'EVA' }, ['A2']],
  [{ propertyName: 'firstname', operator: 'NEQ', value: 'eva' }, ['A1', 'A3']],
  [{ propertyName: 'salario', operator: 'NEQ', value: '900' }, ['A2']],
  [{ propertyName: 'numero_asociado', operator: 'IN', values: ['a1', 'a3', 'a9'] }, ['A1', 'A3']],
  [{ propertyName: 'numero_asociado', operator: 'IN', values: ['A1', 'A3'] }, []],
  [{ propertyName: 'numero_asociado', operator: 'NOT_IN', values: ['a1', 'A3'] }, ['A2', 'A3']],
  [{ propertyName: 'estado_civil', operator: 'IN', values: ['soltero'] }, ['A3']],
  [{ propertyName: 'estado_civil', operator: 'EQ', value: 'Soltero' }, []],
  [{ propertyName: 'email', operator: 'HAS_PROPERTY' }, ['A1', 'A2']],
  [{ propertyName: 'email', operator: 'NOT_HAS_PROPERTY' }, ['A3']],
  [{ propertyName: 'salario', operator: 'GT', value: '900' }, ['A2']],
  [{ propertyName: 'salario', operator: 'GTE', value: '900' }, ['A1', 'A2']],
  [{ propertyName: 'salario', operator: 'LT', value: '1000' }, ['A1']],
  [{ propertyName: 'salario', operator: 'LTE', value: '1000' }, ['A1', 'A2']],
  [{ propertyName: 'nacimiento', operator: 'BETWEEN', value: '1985-01-02', highValue: '1990-03-15' }, ['A1']],
  [{ propertyName: 'firstname', operator: 'CONTAINS_TOKEN', value: 'maría' }, ['A1']],
  [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*@example.com' }, ['A1']],
  [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value: 'l@example.com' }, ['A3']],
  [{ propertyName: 'firstname', operator: 'NOT_CONTAINS_TOKEN', value: 'ana' }, ['A2', 'A3']],
])('%o finds %o', async (filter, expected) => {
  expect(await found({ filterGroups: [{ filters: [filter] }] })).toEqual(expected);
});

test.each([
  [[{ propertyName: 'salario', direction: 'DESCENDING' }], ['A2', 'A1', 'A3']],
  [[{ propertyName: 'salario', direction: 'ASCENDING' }], ['A1', 'A2', 'A3']],
  [['nacimiento'], ['A2', 'A1', 'A3']],
  [['-firstname'], ['A3', 'A2', 'A1']],
  [[], ['A1', 'A2', 'A3']],
])('sorts %o answer %o', async (sorts, expected) => {
  expect(await found({ sorts })).toEqual(expected);
});

test.each([
  ['ana', ['A1']],
  ['MARÍA ana', ['A1']],
  ['example.com', ['A1', 'A3']],
  ['nobody', []],
])('the text %s finds %o', async (query, expected) => {
  expect(await found({ query })).toEqual(expected);
});

const eq = { propertyName: 'city', operator: 'EQ', value: 'x' };
const group = (size: number) => ({ filters: Array(size).fill(eq) });

test.each([
  ['six groups', { filterGroups: Array(6).fill(group(1)) }],
  ['seven filters in a group', { filterGroups: [group(7)] }],
  ['nineteen filters', { filterGroups: [group(6), group(6), group(6), group(1)] }],
  ['two sorts', { sorts: ['city', 'salario'] }],
  ['a limit of 201', { limit: 201 }],
  ['a limit of 0', { limit: 0 }],
  ['result 10,001', { limit: 1, after: '10000' }],
  ['an unknown property', { filterGroups: [{ filters: [{ ...eq, propertyName: 'nosuch' }] }] }],
  ['an unknown operator', { filterGroups: [{ filters: [{ ...eq, operator: 'LIKE' }] }] }],
  ['a filter without its value', { filterGroups: [{ filters: [{ propertyName: 'city', operator: 'EQ' }] }] }],
  ['an unbalanced quotation mark', { filterGroups: [{ filters: [{ ...eq, value: 'a"b' }] }] }],
  ['a text of 3,001 characters', { query: 'x'.repeat(3001) }],
])('%s is refused', async (_, body) => {
  const { status, body: answer } = await search(await givenPeople(), body);

  expect(status).toBe(400);
  expect(answer.category).toBe('VALIDATION_ERROR');
});

test('eighteen filters, 200 results and result 10,000 are allowed, ten results are the default', async () => {
  const standin = await givenStandin();
  standin.seedContacts(Array.from({ length: 12 }, () => ({ city: 'x' })));

  const most = await search(standin, { filterGroups: [group(6), group(6), group(6)], limit: 200 });
  const last = await search(standin, { limit: 1, after: '9999' });
  const usual = await search(standin, {});

  expect([most.status, last.status]).toEqual([200, 200]);
  expect(most.body.total).toBe(12);
  expect(usual.body).toMatchObject({ paging: { next: { after: '10' } } });
  expect(usual.body.results).toHaveLength(10);
});
