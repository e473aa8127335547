import { once } from 'node:events';
import type { Server } from 'node:http';
import type { WriteEntry } from './contacts/writeLog.ts';
import type { FaultRule } from './faults/faultRule.ts';
import type { FaultHandle } from './faults/faults.ts';
import type { GrantedScopes } from './http/auth.ts';
import type { JournalEntry } from './http/journal.ts';
import type { LimitChanges, LimitState, Windows } from './http/rateLimit.ts';
import { createStandinServer } from './http/server.ts';
import type { PropertyChange, PropertyDefinition } from './properties/property.ts';
import { type ContactSnapshot, Standin } from './standin.ts';
import { defaultSwitches, type Switches } from './switches.ts';

export type { WriteEntry } from './contacts/writeLog.ts';
export type { FaultAction, FaultRule } from './faults/faultRule.ts';
export type { FaultHandle } from './faults/faults.ts';
export type { JournalEntry } from './http/journal.ts';
export type { LimitState, Windows } from './http/rateLimit.ts';
export type { PropertyChange, PropertyDefinition } from './properties/property.ts';
export type { ContactSnapshot } from './standin.ts';
export type { Switches } from './switches.ts';

export interface HubSpotStandinOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly token?: string;
  /** Calls in any 10 s for each token; 190 is a Professional account's. */
  readonly rateLimit?: number;
  readonly dailyLimit?: number;
  /** In any second, for the account; 5 is HubSpot's. */
  readonly searchesPerSecond?: number;
  /** Added to every call before it is carried out. */
  readonly latencyMs?: number;
  /** Contact properties beside HubSpot's own. */
  readonly properties?: readonly PropertyDefinition[];
  /** Decides the order of batch results and which faults with a probability fire. */
  readonly seed?: number;
  /** More tokens with the scopes each was granted; `token` has all unless it is listed here. */
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
  readonly switches?: Partial<Switches>;
}

export interface Faults {
  inject(rule: FaultRule): FaultHandle;
  clear(): void;
}

export interface HubSpotStandin {
  readonly port: number;
  readonly baseUrl: string;
  readonly token: string;
  readonly contacts: () => readonly ContactSnapshot[];
  /** One entry per HTTP call to the API, refused and disturbed ones included. */
  readonly journal: () => readonly JournalEntry[];
  /** Calls by operation, refused and disturbed ones included. */
  readonly calls: () => Readonly<Record<string, number>>;
  /** One entry per committed write: names of properties, no values. The last 100,000 or more. */
  readonly writes: () => readonly WriteEntry[];
  /** How close the callers came to the limits. */
  readonly windows: () => Windows;
  readonly limits: () => LimitState;
  readonly faults: Faults;
  /** Throws when HubSpot would refuse the definition. */
  createProperty(definition: PropertyDefinition): void;
  /** Returns the id; throws when HubSpot would refuse the values. */
  seedContact(properties: Readonly<Record<string, string>>): string;
  /** Returns the ids; 100,000 contacts take a second or two. */
  seedContacts(contacts: readonly Readonly<Record<string, string>>[]): string[];
  /** As an admin would in the running portal; `options` replaces the list. Throws when there is no such property. */
  changeProperty(name: string, change: PropertyChange): void;
  archiveProperty(name: string): void;
  /** As a person in HubSpot would. Returns the survivor's id; throws when there is no such contact. */
  merge(primaryId: string, otherId: string): string;
  archive(id: string): void;
  gdprDelete(id: string): void;
  /** Changes limits and the day's use while running. */
  setLimits(changes: LimitChanges): void;
  /** A new day begins: nothing of the day quota is used. */
  midnight(): void;
  set(switches: Partial<Switches>): void;
  /** Back to the state right after the start. */
  reset(): void;
  /** Ends all sockets, hanging ones too. */
  close(): Promise<void>;
}

/** Starts a HubSpot on 127.0.0.1 that behaves as its documentation says. For tests only: it never ships. */
export async function startHubSpotStandin(options: HubSpotStandinOptions = {}): Promise<HubSpotStandin> {
  const token = options.token ?? 'standin-token';
  const standin = new Standin({
    portal: {
      properties: options.properties ?? [],
      switches: { ...defaultSwitches, ...options.switches },
      seed: options.seed ?? 1,
    },
    limits: {
      rateLimit: options.rateLimit ?? 190,
      dailyLimit: options.dailyLimit ?? 625_000,
      searchesPerSecond: options.searchesPerSecond ?? 5,
    },
    latencyMs: options.latencyMs ?? 0,
    granted: grantedScopes(token, options.scopes ?? {}),
  });
  const server = createStandinServer(standin);
  const port = await listen(server, options.port ?? 0);
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    token,
    ...handleOf(standin),
    close: () => close(server),
  };
}

function handleOf(standin: Standin): Omit<HubSpotStandin, 'port' | 'baseUrl' | 'token' | 'close'> {
  return {
    contacts: () => [...standin.snapshots()],
    journal: () => standin.journal.entries(),
    calls: () => standin.journal.calls(),
    writes: () => standin.portal.writes.entries(),
    windows: () => standin.rateLimit.windows(),
    limits: () => standin.rateLimit.state,
    faults: standin.faults,
    createProperty: (definition) => standin.createProperty(definition),
    seedContact: (properties) => standin.seedContact(properties),
    seedContacts: (contacts) => contacts.map((properties) => standin.seedContact(properties)),
    changeProperty: (name, change) => standin.changeProperty(name, change),
    archiveProperty: (name) => standin.archiveProperty(name),
    merge: (primaryId, otherId) => standin.merge(primaryId, otherId),
    archive: (id) => standin.archive(id),
    gdprDelete: (id) => standin.gdprDelete(id),
    setLimits: (changes) => standin.rateLimit.set(changes),
    midnight: () => standin.rateLimit.set({ usedToday: 0 }),
    set: (switches) => standin.set(switches),
    reset: () => standin.reset(),
  };
}

function grantedScopes(token: string, scopes: Readonly<Record<string, readonly string[]>>): GrantedScopes {
  return new Map([[token, undefined], ...Object.entries(scopes)]);
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The stand-in has no TCP port.');
  }
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
