import * as contactModels from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import * as propertyModels from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { expect, test } from 'vitest';
import type { HubSpotStandin } from '../../../standins/hubspot/startHubSpotStandin.ts';
import { type Models, misfits } from './misfits.ts';
import { associate, associateProperties, givenStandin, withoutTrace } from './support.ts';

const models = {
  contacts: new Map<string, unknown>(Object.entries(contactModels)),
  properties: new Map<string, unknown>(Object.entries(propertyModels)),
};

/** On the wire (recorded answers, the 2026 descriptions) though the client's models do not have them. */
const beyondTheModels = /\.(url|warnings|status|dataSensitivity): unknown$/;

interface Question {
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  readonly type: string;
}

async function ask(standin: HubSpotStandin, question: Question, package_: Models): Promise<string[]> {
  const response = await fetch(standin.baseUrl + question.path, {
    method: question.method ?? 'POST',
    headers: { authorization: `Bearer ${standin.token}` },
    ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
  });
  const answer: unknown = await response.json();
  expect(response.status).toBe(question.status);
  return misfits(answer, question.type, package_).filter((misfit) => !beyondTheModels.test(misfit));
}

const base = '/crm/v3/objects/contacts';
const bad = associate('2', { email: 'nobody' });
const batch = 'BatchResponseSimplePublicObject';

/** `{first}` and `{second}` in a path or an id stand for two seeded contacts. */
const contactQuestions: readonly Question[] = [
  {
    path: `${base}/batch/upsert`,
    body: { inputs: [associate('1')] },
    status: 200,
    type: 'BatchResponseSimplePublicUpsertObject',
  },
  {
    path: `${base}/batch/upsert`,
    body: { inputs: [associate('1'), bad, associate('3', { email: 'taken@example.com' })] },
    status: 207,
    type: 'BatchResponseSimplePublicUpsertObjectWithErrors',
  },
  { path: `${base}/batch/upsert`, body: { inputs: [withoutTrace(bad)] }, status: 400, type: 'ModelError' },
  { path: `${base}/batch/create`, body: { inputs: [{ properties: {} }] }, status: 201, type: batch },
  {
    path: `${base}/batch/update`,
    body: {
      inputs: [
        { id: '{first}', properties: { city: 'Heredia' } },
        { id: '5', properties: {} },
      ],
    },
    status: 207,
    type: `${batch}WithErrors`,
  },
  {
    path: `${base}/batch/read`,
    body: { inputs: [{ id: '{first}' }], properties: ['email'], propertiesWithHistory: ['city'] },
    status: 200,
    type: batch,
  },
  {
    path: `${base}/search`,
    body: { limit: 1 },
    status: 200,
    type: 'CollectionResponseWithTotalSimplePublicObjectForwardPaging',
  },
  {
    method: 'GET',
    path: `${base}?limit=1`,
    status: 200,
    type: 'CollectionResponseSimplePublicObjectWithAssociationsForwardPaging',
  },
  { method: 'GET', path: `${base}/{first}`, status: 200, type: 'SimplePublicObjectWithAssociations' },
  { method: 'GET', path: `${base}/x`, status: 404, type: 'ModelError' },
  { path: base, body: { properties: { email: 'taken@example.com' } }, status: 409, type: 'ModelError' },
  { path: base, body: { properties: { firstname: 'Eva' } }, status: 201, type: 'SimplePublicObject' },
  {
    path: `${base}/merge`,
    body: { primaryObjectId: '{first}', objectIdToMerge: '{second}' },
    status: 200,
    type: 'SimplePublicObject',
  },
];

test.each(contactQuestions)('$path answers a $type ($status)', async (question) => {
  const standin = await givenStandin();
  const [first = '', second = ''] = standin.seedContacts([{ email: 'taken@example.com' }, {}]);
  const filled: Question = JSON.parse(
    JSON.stringify(question).replaceAll('{first}', first).replaceAll('{second}', second),
  );

  expect(await ask(standin, filled, models.contacts)).toEqual([]);
});

const properties = '/crm/v3/properties/contacts';
const apodo = { name: 'apodo', label: 'Apodo', type: 'string', fieldType: 'text', groupName: 'nueva' };
const group = { name: 'nueva', label: 'Nueva' };

const propertyQuestions: readonly Question[] = [
  { method: 'GET', path: properties, status: 200, type: 'CollectionResponsePropertyNoPaging' },
  { method: 'GET', path: `${properties}/estado_civil`, status: 200, type: 'Property' },
  { path: properties, body: { ...apodo, groupName: 'contactinformation' }, status: 201, type: 'Property' },
  { path: properties, body: { ...apodo, name: 'email' }, status: 409, type: 'ModelError' },
  { method: 'PATCH', path: `${properties}/cedula`, body: { label: 'Cédula' }, status: 200, type: 'Property' },
  {
    path: `${properties}/batch/read`,
    body: { inputs: [{ name: 'email' }, { name: 'nosuch' }], archived: false },
    status: 207,
    type: 'BatchResponsePropertyWithErrors',
  },
  {
    path: `${properties}/batch/create`,
    body: { inputs: [apodo, { ...apodo, name: 'otro', groupName: 'contactinformation' }] },
    status: 207,
    type: 'BatchResponsePropertyWithErrors',
  },
  { path: `${properties}/groups`, body: group, status: 201, type: 'PropertyGroup' },
  {
    method: 'GET',
    path: `${properties}/groups`,
    status: 200,
    type: 'CollectionResponsePropertyGroupNoPaging',
  },
];

test.each(propertyQuestions)('$path answers a $type ($status)', async (question) => {
  const standin = await givenStandin({ properties: associateProperties });

  expect(await ask(standin, question, models.properties)).toEqual([]);
});

test('the comparison finds what does not fit', () => {
  const answer = { status: 'DONE', results: [{ id: 1, nosuch: 1, createdAt: 'then' }] };

  expect(misfits(answer, batch, models.contacts, 'answer')).toEqual([
    'answer.status: not of BatchResponseSimplePublicObjectStatusEnum',
    'answer.results[].id: no string',
    'answer.results[].nosuch: unknown',
    'answer.results[].createdAt: no Date',
  ]);
});
