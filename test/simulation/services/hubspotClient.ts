import { z } from 'zod';
import { RetryLater } from '../../../shared/errors.ts';
import type { HubSpotAnswer, HubSpotClient } from '../../../shared/hubspot/client.ts';
import type { ApiCall } from '../../standins/hubspot/http/apiCall.ts';
import { handleCall } from '../../standins/hubspot/http/handleCall.ts';
import type { Reply } from '../../standins/hubspot/http/reply.ts';
import { matchRoute } from '../../standins/hubspot/http/routes.ts';
import type { Instance } from '../kernel/instance.ts';
import type { World } from '../world/world.ts';
import { answerOf, chooseFault, isEnding } from './hubspotFaults.ts';

const LATENCY = { usual: 250, tail: 28_000 };
/** The app's own time limit of a call. */
const TIMEOUT_MS = 30_000;
/** HubSpot's gateway gives a call up after 100 s, so what we gave up after 30 s may go on for so long. */
const LATE_MS = 70_000;
const NO_RATE = {
  max: undefined,
  remaining: undefined,
  intervalMs: undefined,
  daily: undefined,
  dailyRemaining: undefined,
};

/** HubSpot as one instance of the app reaches it: the stand-in's portal, without HTTP between. */
export function createSimulatedClient(world: World, instance: Instance): HubSpotClient {
  const send = (method: 'GET' | 'POST', path: string, body: unknown, writes: boolean) =>
    sendTo(world, instance, { method, path, body, writes });
  const read = (path: string, body: unknown) => send('POST', `${CONTACTS}${path}`, body, false);
  const write = (path: string, inputs: readonly unknown[]) =>
    send('POST', `${CONTACTS}${path}`, { inputs }, true);
  const get = (path: string) => send('GET', path, undefined, false);
  return {
    upsertContacts: (inputs) => write('/batch/upsert', inputs),
    createContacts: (inputs) => write('/batch/create', inputs),
    updateContacts: (inputs) => write('/batch/update', inputs),
    archiveContacts: (ids) =>
      write(
        '/batch/archive',
        ids.map((id) => ({ id })),
      ),
    readContacts: (ids, idProperty, properties) =>
      read('/batch/read', {
        inputs: ids.map((id) => ({ id })),
        ...(idProperty === undefined ? {} : { idProperty }),
        properties,
        propertiesWithHistory: [],
      }),
    listContacts: (after, properties) =>
      get(
        `${CONTACTS}?${new URLSearchParams({
          limit: String(world.scenario.portalPage),
          properties: properties.join(','),
          ...(after === undefined ? {} : { after }),
        })}`,
      ),
    searchContacts: (propertyName, values, properties, after) =>
      read('/search', {
        filterGroups: [{ filters: [{ propertyName, operator: 'IN', values }] }],
        sorts: [],
        properties,
        limit: 200,
        ...(after === undefined ? {} : { after }),
      }),
    listProperties: () => get(PROPERTIES),
    createProperties: (inputs) => send('POST', `${PROPERTIES}/batch/create`, { inputs }, true),
    listPropertyGroups: () => get(`${PROPERTIES}/groups`),
    createPropertyGroup: (name, label) => send('POST', `${PROPERTIES}/groups`, { name, label }, true),
  };
}

const CONTACTS = '/crm/objects/2026-09/contacts';
const PROPERTIES = '/crm/properties/2026-09/contacts';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: unknown;
  readonly writes: boolean;
}

function sendTo(world: World, instance: Instance, request: Request): Promise<HubSpotAnswer> {
  const { pathname, searchParams } = new URL(request.path, 'https://simulated');
  const matched = matchRoute(request.method, pathname);
  const operation = matched?.route.operation ?? 'unknown';
  const call: ApiCall = {
    method: request.method,
    path: pathname,
    query: searchParams,
    version: '2026-09',
    operation,
    id: matched?.id ?? '',
    body: request.body,
    malformed: undefined,
  };
  const carryOut = (disturbed: ApiCall) => {
    const reply = handleCall(world.portal, matched?.route, disturbed);
    world.noteWrites();
    return reply;
  };
  const fault = chooseFault(world, request.writes);
  const [what, reply] = answerOf(world, call, carryOut, fault);
  return instance.perform(
    {
      label: () => `HubSpot: ${operation} ${describe(request.body)}${what}`,
      latency: LATENCY,
      apply: () => toAnswer(reply()),
      lost: () =>
        new RetryLater('HUBSPOT_UNREACHABLE', 'HubSpot did not answer.', { outcomeUnknown: request.writes }),
      timeoutMs: TIMEOUT_MS,
      lateMs: LATE_MS,
    },
    fault && isEnding(fault) ? fault : 'ok',
  );
}

function toAnswer({ status, headers, body }: Reply): HubSpotAnswer {
  const seconds = headers?.['retry-after'];
  return {
    status,
    correlationId: undefined,
    retryAfterMs: seconds === undefined ? undefined : Number(seconds) * 1000,
    rate: NO_RATE,
    body: body.kind === 'json' || body.kind === 'error' ? body.value : undefined,
  };
}

const bodySchema = z.object({
  inputs: z.array(
    z.object({ id: z.string().default(''), properties: z.record(z.string(), z.string()).default({}) }),
  ),
});

function describe(body: unknown): string {
  const inputs = bodySchema.safeParse(body).data?.inputs ?? [];
  const said = inputs.map(({ id, properties }) =>
    [id, properties['lastname'], properties['email']].filter(Boolean).join(' '),
  );
  return said.length === 0 ? '' : `[${said.join(' | ')}]`;
}
