import { archiveContacts } from '../contacts/archiveContacts.ts';
import { createContacts } from '../contacts/createContacts.ts';
import { deleteForGdpr } from '../contacts/deleteForGdpr.ts';
import { listContacts } from '../contacts/listContacts.ts';
import { mergeContacts } from '../contacts/mergeContacts.ts';
import { archiveContact, createContact, getContact, updateContact } from '../contacts/oneContact.ts';
import { readContacts } from '../contacts/readContacts.ts';
import { updateContacts } from '../contacts/updateContacts.ts';
import { upsertContacts } from '../contacts/upsertContacts.ts';
import type { Portal } from '../portal.ts';
import { createGroup, listGroups } from '../properties/groupEndpoints.ts';
import { archiveProperties, readProperties } from '../properties/propertyBatches.ts';
import {
  archiveProperty,
  createProperties,
  createProperty,
  getProperty,
  listProperties,
  updateProperty,
} from '../properties/propertyEndpoints.ts';
import { searchContacts } from '../search/searchContacts.ts';
import type { ApiCall, ApiVersion } from './apiCall.ts';
import type { Reply } from './reply.ts';

type Handler = (portal: Portal, call: ApiCall) => Reply;

/** One endpoint. `operation` names it in the journal and in fault rules. */
export interface Route {
  readonly operation: string;
  readonly handle: Handler;
  /** Any one of these scopes is enough. */
  readonly scopes: readonly string[];
}

export interface MatchedRoute {
  readonly route: Route;
  readonly version: ApiVersion;
  readonly id: string;
}

const read = ['crm.objects.contacts.read'];
const write = ['crm.objects.contacts.write'];
const readSchema = ['crm.schemas.contacts.read', 'crm.objects.contacts.read'];
const writeSchema = ['crm.schemas.contacts.write'];

const contactRoutes: ReadonlyMap<string, Route> = new Map([
  ['POST /batch/read', { operation: 'batchRead', handle: readContacts, scopes: read }],
  ['POST /batch/create', { operation: 'batchCreate', handle: createContacts, scopes: write }],
  ['POST /batch/update', { operation: 'batchUpdate', handle: updateContacts, scopes: write }],
  ['POST /batch/upsert', { operation: 'upsert', handle: upsertContacts, scopes: write }],
  ['POST /batch/archive', { operation: 'batchArchive', handle: archiveContacts, scopes: write }],
  ['POST /merge', { operation: 'merge', handle: mergeContacts, scopes: write }],
  ['POST /gdpr-delete', { operation: 'gdprDelete', handle: deleteForGdpr, scopes: write }],
  ['POST /search', { operation: 'search', handle: searchContacts, scopes: read }],
  ['GET /', { operation: 'listContacts', handle: listContacts, scopes: read }],
  ['POST /', { operation: 'createContact', handle: createContact, scopes: write }],
  ['GET /{id}', { operation: 'getContact', handle: getContact, scopes: read }],
  ['PATCH /{id}', { operation: 'updateContact', handle: updateContact, scopes: write }],
  ['DELETE /{id}', { operation: 'archiveContact', handle: archiveContact, scopes: write }],
]);

const propertyRoutes: ReadonlyMap<string, Route> = new Map([
  ['GET /', { operation: 'listProperties', handle: listProperties, scopes: readSchema }],
  ['POST /', { operation: 'createProperty', handle: createProperty, scopes: writeSchema }],
  [
    'POST /batch/create',
    { operation: 'batchCreateProperties', handle: createProperties, scopes: writeSchema },
  ],
  ['POST /batch/read', { operation: 'batchReadProperties', handle: readProperties, scopes: readSchema }],
  [
    'POST /batch/archive',
    { operation: 'batchArchiveProperties', handle: archiveProperties, scopes: writeSchema },
  ],
  ['GET /groups', { operation: 'listGroups', handle: listGroups, scopes: readSchema }],
  ['POST /groups', { operation: 'createGroup', handle: createGroup, scopes: writeSchema }],
  ['GET /{id}', { operation: 'getProperty', handle: getProperty, scopes: readSchema }],
  ['PATCH /{id}', { operation: 'updateProperty', handle: updateProperty, scopes: writeSchema }],
  ['DELETE /{id}', { operation: 'archiveProperty', handle: archiveProperty, scopes: writeSchema }],
]);

/** v3 names the object after its API, a dated version before it: `/crm/objects/2026-09/contacts`. */
const objectPath = /^\/crm\/(?:v3\/objects|objects\/(2026-03|2026-09))\/(?:contacts|0-1)(\/.*)?$/;
const propertyPath = /^\/crm\/(?:v3\/properties|properties\/(2026-03|2026-09))\/(?:contacts|0-1)(\/.*)?$/;

export function matchRoute(method: string, path: string): MatchedRoute | undefined {
  return (
    matchIn(contactRoutes, method, objectPath.exec(path)) ??
    matchIn(propertyRoutes, method, propertyPath.exec(path))
  );
}

function matchIn(
  routes: ReadonlyMap<string, Route>,
  method: string,
  match: RegExpExecArray | null,
): MatchedRoute | undefined {
  if (match === null) {
    return undefined;
  }
  const rest = match[2]?.replace(/\/$/, '') || '/';
  const version = match[1] === '2026-03' || match[1] === '2026-09' ? match[1] : 'v3';
  const fixed = routes.get(`${method} ${rest}`);
  if (fixed !== undefined) {
    return { route: fixed, version, id: '' };
  }
  const named = /^\/([^/]+)$/.exec(rest);
  const route = named === null ? undefined : routes.get(`${method} /{id}`);
  return route === undefined ? undefined : { route, version, id: decode(named?.[1] ?? '') };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
