import type { Settings } from '../config/settings.ts';
import { type MappingVersion, mappingVersion } from '../contacts/fingerprint.ts';
import { type Mapping, propertiesToSend } from '../contacts/mapping.ts';
import { checkKey, type PortalSchema } from '../contacts/portal.ts';
import { StopAndAlert } from '../errors.ts';
import { judgeAnswer } from '../hubspot/answers.ts';
import { backoffOf } from '../hubspot/backoffOf.ts';
import { createHubSpotClient, type HubSpotClient } from '../hubspot/client.ts';
import { createContactApi } from '../hubspot/contactApi.ts';
import { createPortalScan } from '../hubspot/portalScan.ts';
import { createPropertyCatalogue } from '../hubspot/propertyCatalogue.ts';
import { createRateLimiter, type RateLimiter } from '../hubspot/rate/rateLimiter.ts';
import { readPolicy } from '../hubspot/rateHeaders.ts';
import { readProperties } from '../hubspot/readProperties.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import { createCatalogueStore } from '../state/catalogueStore.ts';
import { createRateStore } from '../state/rateStore.ts';
import type { StorageClients } from '../state/storageClients.ts';
import { STATE_TABLE } from '../state/storageClients.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { ContactApi, ContactRemover, DriftFinder } from '../sync/ports/contactApi.ts';
import type { Lane } from '../sync/ports/lane.ts';
import type { PortalScan } from '../sync/ports/portalScan.ts';
import type { RowRules, RulesSource } from '../sync/ports/rules.ts';

/** HubSpot as the use cases see it. Each lane has its client: whoever asks waits for a slot of the shared limit. */
export interface HubSpotParts {
  contacts(lane: Lane): ContactApi & ContactRemover & DriftFinder;
  /** Reads before it writes, and sends only what differs. */
  readonly readingBack: ContactApi;
  readonly portal: PortalScan;
  readonly rules: RulesSource;
  readonly limiter: RateLimiter;
  /** Calls HubSpot in a way that changes nothing; throws while token, scopes or key property are wrong. */
  tryHubSpot(): Promise<void>;
}

/** Puts the parts of HubSpot together; nothing connects yet. */
export function composeHubSpot(
  settings: Settings,
  mapping: Mapping,
  storage: StorageClients,
  clock: Clock,
): HubSpotParts {
  const table = storage.table(STATE_TABLE);
  const limiter = createRateLimiter(createRateStore(table), clock, { limit: settings.HUBSPOT_RATE_LIMIT });
  const clientOf = (lane: Lane) => createClient(settings, limiter, lane);
  const contactsOf = (lane: Lane, compare = mapping.sync.compare) =>
    createContactApi(clientOf(lane), { mapping, operation: settings.SYNC_OPERATION, compare });
  const lanes = {
    // A person who asks for one associate wants it written, whatever the stamps say.
    urgent: contactsOf('urgent', 'ledger'),
    incremental: contactsOf('incremental'),
    bulk: contactsOf('bulk'),
  };
  const urgent = clientOf('urgent');
  const catalogue = createPropertyCatalogue({
    fetch: (names) => readProperties(urgent, names, backoffOf(mapping)),
    store: createCatalogueStore(table),
    clock,
    names: propertiesToSend(mapping),
    ttlMs: mapping.hubspot.catalogueTtlMinutes * 60_000,
  });
  const version = versionFor(mapping, settings.SYNC_OPERATION);
  const toRules = (portal: PortalSchema): RowRules => {
    refuseBadKey(mapping, portal);
    return { mapping, version, portal };
  };
  return {
    contacts: (lane) => lanes[lane],
    readingBack: contactsOf('incremental', 'values'),
    portal: createPortalScan(clientOf('bulk'), mapping),
    limiter,
    rules: {
      current: async () => toRules(await catalogue.current()),
      refresh: async () => toRules(await catalogue.refresh()),
    },
    async tryHubSpot() {
      // Without inputs nothing is written, and token and scopes are judged all the same.
      judgeAnswer(await urgent.upsertContacts([]));
      refuseBadKey(mapping, await catalogue.refresh());
    },
  };
}

/** Of `update` it is the second: by the first, whom HubSpot lacked had a fingerprint, and was never asked about again. */
const VERSIONS = { insert: 'insert', update: 'update 2' } as const;

/** What `insert` or `update` left alone has to be sent once the operation is another. */
export function versionFor(mapping: Mapping, operation: WriteOperation): MappingVersion {
  const version = mappingVersion(mapping);
  if (operation === 'upsert') return version;
  return new Map([...version].map(([property, one]) => [property, `${one} ${VERSIONS[operation]}`]));
}

function createClient(settings: Settings, limiter: RateLimiter, lane: Lane): HubSpotClient {
  return createHubSpotClient(
    {
      baseUrl: settings.HUBSPOT_BASE_URL,
      accessToken: settings.HUBSPOT_ACCESS_TOKEN,
      apiVersion: settings.HUBSPOT_API_VERSION,
      timeoutMs: settings.HUBSPOT_TIMEOUT_MS,
    },
    {
      beforeRequest: (kind) => limiter.acquire(lane, kind),
      afterAnswer: (answer, kind) => limiter.observe({ ...answer, ...readPolicy(answer, kind) }, kind),
    },
  );
}

/** @throws StopAndAlert when HubSpot cannot find contacts by the key property. */
function refuseBadKey(mapping: Mapping, portal: PortalSchema): void {
  const code = checkKey(mapping, portal);
  if (!code) return;
  const what = code === 'KEY_PROPERTY_MISSING' ? 'does not exist in HubSpot' : 'has no unique values';
  const advice = 'Run `npm run provision`, or name another property.';
  throw new StopAndAlert(code, `hubspot.keyProperty ${mapping.hubspot.keyProperty} ${what}. ${advice}`, {
    stopsEverything: true,
  });
}
