/**
 * What compose.ts builds its edges with, in the simulation: `hooks.ts` puts this module in the place of the six that reach
 * the outside. Everything else of the app is the real thing. An instance is known by the value of its secret settings.
 */
import type { Environment } from '../../shared/config/settings.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import type { RateLimiter } from '../../shared/hubspot/rate/rateLimiter.ts';
import type { Database } from '../../shared/source/database.ts';
import type { TableDescription } from '../../shared/source/tableDescription.ts';
import type { Instance } from './kernel/instance.ts';
import { createSimulatedClient } from './services/hubspotClient.ts';
import { createSimulatedDatabase } from './services/sqlClient.ts';
import { createSimulatedStorage } from './services/storageClient.ts';
import { describeMembers } from './world/mapping.ts';
import type { World } from './world/world.ts';

export { MAX_BATCH } from '../../shared/hubspot/client.ts';
export {
  BATCH_QUEUE,
  OUTCOMES_TABLE,
  REVIEWS_TABLE,
  STATE_TABLE,
  storageConnectionName,
} from '../../shared/state/storageClients.ts';

interface Place {
  readonly world: World;
  readonly instance: Instance;
}
const places = new Map<string, Place>();

/** Settings under which `compose` builds the app of this instance. */
export function settle(place: Place): Environment {
  const { name } = place.instance;
  places.set(name, place);
  return {
    SQL_CONNECTION_STRING: name,
    HUBSPOT_ACCESS_TOKEN: name,
    SYNC_CONFIG: name,
    SYNC_OPERATION: place.world.scenario.operation,
  };
}

/** Forgets all instances, at the end of a schedule. */
export function leaveAll(): void {
  places.clear();
}

function placeOf(name: string | undefined): Place {
  const place = places.get(name ?? '');
  if (!place) throw new Error(`No instance is called ${name}.`);
  return place;
}

export function loadMapping(name: string): Mapping {
  return placeOf(name).world.mapping;
}

export function createDatabase(name: string): Database {
  const { world, instance } = placeOf(name);
  return createSimulatedDatabase(world, instance);
}

export async function describeTable(_: Database, mapping: Mapping): Promise<TableDescription> {
  return describeMembers(mapping);
}

export function createStorageClients(env: Environment) {
  const { world, instance } = placeOf(env['SQL_CONNECTION_STRING']);
  return createSimulatedStorage(world, instance);
}

export function createHubSpotClient({ accessToken }: { readonly accessToken: string }) {
  const { world, instance } = placeOf(accessToken);
  return createSimulatedClient(world, instance);
}

/** The limit has tests of its own, and costs four more events a call. */
export function createRateLimiter(): RateLimiter {
  return {
    acquire: async () => undefined,
    observe: async () => undefined,
    read: () => Promise.reject(new Error('Nobody asks for the limit.')),
  };
}
