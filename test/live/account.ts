import { setTimeout as sleep } from 'node:timers/promises';
import type { HubSpotAnswer } from '../../shared/hubspot/client.ts';
import { readRateHeaders, readRetryAfterMs } from '../../shared/hubspot/rateHeaders.ts';

/** What turns the live suite on. Never the app's own account: the suite makes properties and contacts there. */
export const TOKEN_SETTING = 'HUBSPOT_TEST_TOKEN';
export const BASE_URL_SETTING = 'HUBSPOT_TEST_BASE_URL';

const HUBSPOT = 'https://api.hubapi.com';
const VERSION = '2026-09';
const PATHS = {
  contacts: `/crm/objects/${VERSION}/contacts`,
  properties: `/crm/properties/${VERSION}/contacts`,
  account: '/account-info/2026-03',
} as const;

/** Below the smallest limit that HubSpot has: 100 in 10 s, 5 searches a second. */
const PAUSE_MS = 110;
const SEARCH_PAUSE_MS = 300;
const TOO_MANY_PAUSE_MS = 10_000;
const TRIES = 4;

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A HubSpot account to try things in, or something that stands in for one. */
export interface Account {
  /** Where findings were made, in words; says HubSpot only of HubSpot. */
  readonly where: string;
  /** `rest`: what follows the endpoint, e.g. `/batch/upsert`. Answers of any status are answers; 429 is waited for. */
  call(
    endpoint: keyof typeof PATHS,
    method: Method,
    rest: string,
    body?: object,
    token?: string,
  ): Promise<HubSpotAnswer>;
}

/** @throws when the token is the one that the app uses. */
export function openAccount(env: Readonly<Record<string, string | undefined>>): Account | undefined {
  const token = env[TOKEN_SETTING];
  if (!token) return undefined;
  if (token === env['HUBSPOT_ACCESS_TOKEN'])
    throw new Error(`${TOKEN_SETTING} is the token of the app; the live suite wants a test account.`);
  const baseUrl = (env[BASE_URL_SETTING] || HUBSPOT).replace(/\/+$/, '');
  const { hostname } = new URL(baseUrl);
  const isHubSpot = hostname === 'hubapi.com' || hostname.endsWith('.hubapi.com');
  return {
    where: isHubSpot ? `HubSpot, ${VERSION}` : `${hostname}, which is not HubSpot`,
    async call(endpoint, method, rest, body, otherToken) {
      const path = `${PATHS[endpoint]}${rest}`;
      for (let attempt = 1; ; attempt++) {
        if (rest === '/search') await sleep(SEARCH_PAUSE_MS);
        else if (isHubSpot) await sleep(PAUSE_MS);
        const answer = await send(`${baseUrl}${path}`, method, body, otherToken ?? token);
        if (answer.status !== 429 || attempt === TRIES) return answer;
        await sleep(answer.retryAfterMs ?? TOO_MANY_PAUSE_MS);
      }
    },
  };
}

async function send(
  url: string,
  method: Method,
  body: object | undefined,
  token: string,
): Promise<HubSpotAnswer> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    correlationId: response.headers.get('x-hubspot-correlation-id') ?? undefined,
    retryAfterMs: readRetryAfterMs(response.headers),
    rate: readRateHeaders(response.headers),
    body: parseJson(text),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
