import type { Client } from '@hubspot/api-client';
import type { ContactProperties } from '../contacts/contactProperties.ts';
import type { PropertyDefinition } from '../contacts/propertyDefinitions.ts';
import { RetryLater } from '../errors.ts';
import { lazy } from '../lazy.ts';
import type { EndpointKind } from '../sync/ports/rateStore.ts';
import { observed } from '../telemetry/dependencies.ts';
import { setDeadline } from './deadline.ts';
import { correlationId } from './foreignText.ts';
import { type RateHeaders, readDate, readRateHeaders, readRetryAfterMs } from './rateHeaders.ts';

export interface HubSpotClientOptions {
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly apiVersion: '2026-09' | '2026-03' | 'v3';
  readonly timeoutMs: number;
}

/** One input of a batch write. */
export interface WriteInput {
  readonly properties: ContactProperties;
  /** Comes back with the input's result or error; the only safe way to match them. */
  readonly objectWriteTraceId: string;
}

/** An input that names its contact: by `idProperty`, or by HubSpot id where that is absent. */
export interface AddressedInput extends WriteInput {
  readonly id: string;
  readonly idProperty?: string;
}

/** An answer as it came, whatever its status. */
export interface HubSpotAnswer {
  readonly status: number;
  readonly correlationId: string | undefined;
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** What the answer says of the limits. */
  readonly rate: RateHeaders;
  /** When it was sent, by HubSpot's clock (epoch milliseconds), where it says so. */
  readonly at?: number | undefined;
  /** The JSON object of the body, or undefined when it is none. */
  readonly body: unknown;
}

/** One thin method per endpoint; no retries, no judgement. */
export interface HubSpotClient {
  upsertContacts(inputs: readonly AddressedInput[]): Promise<HubSpotAnswer>;
  createContacts(inputs: readonly WriteInput[]): Promise<HubSpotAnswer>;
  updateContacts(inputs: readonly AddressedInput[]): Promise<HubSpotAnswer>;
  /** By HubSpot id. Its success is 204, without a body, whatever the ids. */
  archiveContacts(ids: readonly string[]): Promise<HubSpotAnswer>;
  /** By `idProperty`, or by HubSpot id where that is undefined. */
  readContacts(
    ids: readonly string[],
    idProperty: string | undefined,
    properties: readonly string[],
  ): Promise<HubSpotAnswer>;
  /** A page of 100 contacts in the order of their ids. */
  listContacts(after: string | undefined, properties: readonly string[]): Promise<HubSpotAnswer>;
  /** Contacts whose `property` has one of at most 100 values; `after` pages. */
  searchContacts(
    property: string,
    values: readonly string[],
    properties: readonly string[],
    after?: string,
  ): Promise<HubSpotAnswer>;
  /** Without pages; Sensitive Data and what was archived are lists of their own. */
  listProperties(list?: PropertyList): Promise<HubSpotAnswer>;
  createProperties(definitions: readonly PropertyDefinition[]): Promise<HubSpotAnswer>;
  listPropertyGroups(): Promise<HubSpotAnswer>;
  createPropertyGroup(name: string, label: string): Promise<HubSpotAnswer>;
}

/** Which properties to list; those in use, unless told. */
export type PropertyList = 'inUse' | 'archived' | 'sensitive' | 'highly_sensitive';

/** HubSpot's own limit for every batch endpoint and list page. */
export const MAX_BATCH = 100;
/** The most results of one search page. */
const MAX_SEARCH_PAGE = 200;

const LIST_QUERIES: Readonly<Record<PropertyList, string>> = {
  inUse: '',
  archived: '?archived=true',
  sensitive: '?dataSensitivity=sensitive',
  highly_sensitive: '?dataSensitivity=highly_sensitive',
};

const PATHS = {
  '2026-09': { contacts: '/crm/objects/2026-09/contacts', properties: '/crm/properties/2026-09/contacts' },
  '2026-03': { contacts: '/crm/objects/2026-03/contacts', properties: '/crm/properties/2026-03/contacts' },
  v3: { contacts: '/crm/v3/objects/contacts', properties: '/crm/v3/properties/contacts' },
} as const;

/**
 * A client over `@hubspot/api-client`'s raw requests: its generated methods know only v3 and drop the `errors` of a
 * 200, its limiter and its retries are off because they know neither our shared limit nor which calls may repeat.
 *
 * `beforeRequest` runs before each request is sent, `afterAnswer` when an answer of any status came. Methods throw
 * RetryLater, with `outcomeUnknown` unless they only read, when no complete answer came.
 */
export function createHubSpotClient(options: HubSpotClientOptions, hooks: RequestHooks = {}): HubSpotClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  setDeadline(baseUrl, options.timeoutMs);
  // Loaded with the first call: many an invocation makes none.
  const client = lazy(async () => {
    const { default: hubspot } = await import('@hubspot/api-client');
    return new hubspot.Client({ accessToken: options.accessToken, basePath: baseUrl });
  });
  const { host } = new URL(baseUrl);
  const { contacts, properties: propertiesPath } = PATHS[options.apiVersion];
  const send = async (request: Request) => sendOnce(await client(), host, request, hooks);
  const read = (path: string, body: unknown, kind: EndpointKind = 'standard') =>
    send({ method: 'POST', path, body, kind, writes: false });
  const write = (path: string, body: unknown) =>
    send({ method: 'POST', path, body, kind: 'standard', writes: true });
  const get = (path: string) => send({ method: 'GET', path, kind: 'standard', writes: false });
  return {
    upsertContacts: (inputs) => write(`${contacts}/batch/upsert`, { inputs }),
    // The description of the API asks for `associations`, if only to be empty.
    createContacts: (inputs) =>
      write(`${contacts}/batch/create`, { inputs: inputs.map((input) => ({ ...input, associations: [] })) }),
    updateContacts: (inputs) => write(`${contacts}/batch/update`, { inputs }),
    archiveContacts: (ids) => write(`${contacts}/batch/archive`, { inputs: ids.map((id) => ({ id })) }),
    readContacts: (ids, idProperty, properties) =>
      read(`${contacts}/batch/read`, {
        inputs: ids.map((id) => ({ id })),
        ...(idProperty === undefined ? {} : { idProperty }),
        properties,
        propertiesWithHistory: [],
      }),
    listContacts: (after, properties) => {
      const page = { limit: String(MAX_BATCH), properties: properties.join(',') };
      return get(`${contacts}?${new URLSearchParams(after === undefined ? page : { ...page, after })}`);
    },
    searchContacts: (property, values, properties, after) =>
      read(
        `${contacts}/search`,
        {
          filterGroups: [{ filters: [{ propertyName: property, operator: 'IN', values }] }],
          sorts: [],
          properties,
          limit: MAX_SEARCH_PAGE,
          ...(after === undefined ? {} : { after }),
        },
        'search',
      ),
    listProperties: (list = 'inUse') => get(`${propertiesPath}${LIST_QUERIES[list]}`),
    createProperties: (inputs) => write(`${propertiesPath}/batch/create`, { inputs }),
    listPropertyGroups: () => get(`${propertiesPath}/groups`),
    createPropertyGroup: (name, label) => write(`${propertiesPath}/groups`, { name, label }),
  };
}

export interface RequestHooks {
  /** May wait, or throw to keep the request from being sent. */
  readonly beforeRequest?: (kind: EndpointKind) => Promise<void>;
  /** `tookMs`: from the leave of the request to the last byte of the answer. */
  readonly afterAnswer?: (answer: HubSpotAnswer, kind: EndpointKind, tookMs: number) => Promise<void>;
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly kind: EndpointKind;
  readonly writes: boolean;
}

async function sendOnce(
  client: Client,
  host: string,
  { method, path, body, kind, writes }: Request,
  hooks: RequestHooks,
): Promise<HubSpotAnswer> {
  await hooks.beforeRequest?.(kind);
  const leftAt = performance.now();
  // The query names properties and pages, which a dependency need not tell.
  const name = `${method} ${path.replace(/\?.*/, '')}`;
  const answer = await observed(
    { type: 'HubSpot', target: host, name },
    async () => {
      try {
        return await readAnswer(await client.apiRequest({ method, path, body }));
      } catch (error) {
        const what = `HubSpot (${host}) did not answer (${networkCode(error)}).`;
        // The request may have arrived: whoever wrote something cannot know whether it was applied.
        throw new RetryLater('HUBSPOT_UNREACHABLE', what, { outcomeUnknown: writes });
      }
    },
    ({ status }) => status,
  );
  await hooks.afterAnswer?.(answer, kind, performance.now() - leftAt);
  return answer;
}

async function readAnswer(response: Awaited<ReturnType<Client['apiRequest']>>): Promise<HubSpotAnswer> {
  return {
    status: response.status,
    correlationId: correlationId(response.headers.get('x-hubspot-correlation-id')),
    retryAfterMs: readRetryAfterMs(response.headers),
    rate: readRateHeaders(response.headers),
    at: readDate(response.headers),
    body: parseObject(await response.text()),
  };
}

/** HubSpot answers with an object; what is none comes from somebody in between. */
function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`, `TimeoutError` …; never the message, which may quote the request. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'unknown error';
}
