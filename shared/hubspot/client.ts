import { Client } from '@hubspot/api-client';
import { z } from 'zod';
import type { ContactProperties } from '../contacts/contactProperties.ts';
import { RetryLater } from '../errors.ts';
import { setDeadline } from './deadline.ts';

export interface HubSpotClientOptions {
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly apiVersion: '2026-09' | '2026-03' | 'v3';
  readonly timeoutMs: number;
}

/** One input of a batch upsert. */
export interface UpsertInput {
  readonly id: string;
  readonly idProperty: string;
  readonly properties: ContactProperties;
  /** Comes back with the input's result or error; the only safe way to match them. */
  readonly objectWriteTraceId: string;
}

/** An answer as it came, whatever its status. */
export interface HubSpotAnswer {
  readonly status: number;
  readonly correlationId: string | undefined;
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** Parsed JSON, or undefined when the body is none. */
  readonly body: unknown;
}

/** One thin method per endpoint; no retries, no judgement. */
export interface HubSpotClient {
  upsertContacts(inputs: readonly UpsertInput[]): Promise<HubSpotAnswer>;
  readContacts(
    ids: readonly string[],
    idProperty: string,
    properties: readonly string[],
  ): Promise<HubSpotAnswer>;
}

const PATHS = {
  '2026-09': '/crm/objects/2026-09/contacts',
  '2026-03': '/crm/objects/2026-03/contacts',
  v3: '/crm/v3/objects/contacts',
} as const;

/**
 * A client over `@hubspot/api-client`'s raw requests: its generated methods know only v3 and drop the `errors` of a
 * 200, its limiter and its retries are off because they know neither our shared limit nor which calls may repeat.
 *
 * Methods throw RetryLater, with `outcomeUnknown`, when no complete answer came.
 */
export function createHubSpotClient(options: HubSpotClientOptions): HubSpotClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  setDeadline(baseUrl, options.timeoutMs);
  const client = new Client({ accessToken: options.accessToken, basePath: baseUrl });
  const contacts = PATHS[options.apiVersion];
  const post = (path: string, body: unknown) => send(client, new URL(baseUrl).host, path, body);
  return {
    upsertContacts: (inputs) => post(`${contacts}/batch/upsert`, { inputs }),
    readContacts: (ids, idProperty, properties) =>
      post(`${contacts}/batch/read`, {
        inputs: ids.map((id) => ({ id })),
        idProperty,
        properties,
        propertiesWithHistory: [],
      }),
  };
}

async function send(client: Client, host: string, path: string, body: unknown): Promise<HubSpotAnswer> {
  try {
    const response = await client.apiRequest({ method: 'POST', path, body });
    const text = await response.text();
    return {
      status: response.status,
      correlationId: response.headers.get('x-hubspot-correlation-id') ?? undefined,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
      body: parseJson(text),
    };
  } catch (error) {
    // The request may have arrived: whoever wrote something cannot know whether it was applied.
    const reason = networkCode(error);
    throw new RetryLater('HUBSPOT_UNREACHABLE', `HubSpot (${host}) did not answer (${reason}).`, {
      outcomeUnknown: true,
    });
  }
}

function retryAfterMs(header: string | null): number | undefined {
  const seconds = z.coerce
    .number()
    .min(0)
    .safeParse(header ?? undefined);
  return seconds.success ? seconds.data * 1000 : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
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
