import type { Settings } from '../config/settings.ts';
import { type MappingVersion, mappingVersion } from '../contacts/fingerprint.ts';
import { type Mapping, propertiesToSend } from '../contacts/mapping.ts';
import { checkKey, identifiesContacts, type PortalSchema } from '../contacts/portal.ts';
import { optionalSlots, withoutSlots } from '../contacts/slots.ts';
import { StopAndAlert } from '../errors.ts';
import { closedDoor, judgeAnswer } from '../hubspot/answers.ts';
import { backoffOf } from '../hubspot/backoffOf.ts';
import { createHubSpotClient, type HubSpotClient } from '../hubspot/client.ts';
import { createContactApi } from '../hubspot/contactApi.ts';
import { createPortalScan } from '../hubspot/portalScan.ts';
import { createPropertyCatalogue } from '../hubspot/propertyCatalogue.ts';
import { createRateLimiter, type RateLimiter } from '../hubspot/rate/rateLimiter.ts';
import { readPolicy } from '../hubspot/rateHeaders.ts';
import { readProperties } from '../hubspot/readProperties.ts';
import { lazy } from '../lazy.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import { createCatalogueStore } from '../state/catalogueStore.ts';
import type { EntityTable } from '../state/entityTable.ts';
import { createRateStore } from '../state/rateStore.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { ContactApi, ContactRemover, DriftFinder } from '../sync/ports/contactApi.ts';
import type { Lane } from '../sync/ports/lane.ts';
import type { PortalScan } from '../sync/ports/portalScan.ts';
import type { RowRules, RulesSource } from '../sync/ports/rules.ts';

/** What depends on the operation. */
interface Operating {
  contacts(lane: Lane): ContactApi & ContactRemover & DriftFinder;
  /** Reads before it writes, and sends only what differs. */
  readonly readingBack: ContactApi;
  readonly rules: RulesSource;
}

/** HubSpot as the use cases see it. Each lane has its client: whoever asks waits for a slot of the shared limit. */
export interface HubSpotParts extends Operating {
  /** The same under another operation than SYNC_OPERATION; under that where it is undefined. */
  operating(operation: WriteOperation | undefined): Operating;
  readonly portal: PortalScan;
  readonly limiter: RateLimiter;
  /** Calls HubSpot in a way that changes nothing; throws while token, scopes or key property are wrong. */
  tryHubSpot(): Promise<void>;
}

/** Puts the parts of HubSpot together; nothing connects yet. */
export function composeHubSpot(
  settings: Settings,
  mapping: Mapping,
  table: EntityTable,
  clock: Clock,
): HubSpotParts {
  const limiter = createRateLimiter(createRateStore(table), clock, { limit: settings.HUBSPOT_RATE_LIMIT });
  const clientOf = (lane: Lane) => createClient(settings, limiter, lane);
  const urgent = clientOf('urgent');
  const catalogue = createPropertyCatalogue({
    fetch: (names) => readProperties(urgent, names, backoffOf(mapping), { expected: expectedOf(mapping) }),
    store: createCatalogueStore(table),
    clock,
    names: propertiesToSend(mapping),
    ttlMs: mapping.hubspot.catalogueTtlMinutes * 60_000,
  });
  const identifying = async () =>
    new Set([...(await catalogue.current()).values()].filter(identifiesContacts).map(({ name }) => name));
  const operatingAs = (operation: WriteOperation): Operating => {
    const contactsOf = (lane: Lane, compare = mapping.sync.compare) =>
      createContactApi(clientOf(lane), { mapping, operation, compare, identifying });
    const lanes = {
      // A person who asks for one associate wants it written, whatever the stamps say.
      urgent: contactsOf('urgent', 'ledger'),
      incremental: contactsOf('incremental'),
      bulk: contactsOf('bulk'),
    };
    const version = versionFor(mapping, operation);
    const toRules = (portal: PortalSchema): RowRules => {
      refuseBadKey(mapping, portal);
      return { mapping, version, portal };
    };
    return {
      contacts: (lane) => lanes[lane],
      readingBack: contactsOf('incremental', 'values'),
      rules: {
        current: async () => toRules(await catalogue.current()),
        refresh: async () => toRules(await catalogue.refresh()),
      },
    };
  };
  const operations = {
    insert: lazy(() => operatingAs('insert')),
    update: lazy(() => operatingAs('update')),
    upsert: lazy(() => operatingAs('upsert')),
  };
  return {
    ...operations[settings.SYNC_OPERATION](),
    operating: (operation = settings.SYNC_OPERATION) => operations[operation](),
    portal: createPortalScan(clientOf('bulk'), mapping),
    limiter,
    async tryHubSpot() {
      refuseBadKey(mapping, await catalogue.refresh());
      // Without inputs nothing is written, and token and scopes are judged all the same.
      const answer = await urgent.upsertContacts([]);
      if (judgeAnswer(answer) === 'unclear') throw closedDoor(answer);
    },
  };
}

/** A portal needs no properties for slots that the table may lack. */
function expectedOf(mapping: Mapping): readonly string[] {
  const slots = optionalSlots(mapping).map(({ slot }) => slot);
  return propertiesToSend(withoutSlots(mapping, new Set(slots)));
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
      afterAnswer: (answer, kind, tookMs) =>
        limiter.observe({ ...answer, ...readPolicy(answer, kind), tookMs }, kind),
    },
  );
}

/** @throws StopAndAlert when HubSpot cannot find contacts by the key property. */
function refuseBadKey(mapping: Mapping, portal: PortalSchema): void {
  const code = checkKey(mapping, portal);
  if (!code) return;
  const advice = 'Run `npm run provision`, or name another property.';
  const message = `hubspot.keyProperty ${mapping.hubspot.keyProperty} ${KEY_FAULTS[code]}. ${advice}`;
  throw new StopAndAlert(code, message, { stopsEverything: true });
}

const KEY_FAULTS = {
  KEY_PROPERTY_MISSING: 'does not exist in HubSpot',
  KEY_PROPERTY_UNFIT: 'takes no text (HubSpot fills it, it has another type, or is Sensitive Data)',
  KEY_PROPERTY_NOT_UNIQUE: 'has no unique values',
} as const satisfies Record<NonNullable<ReturnType<typeof checkKey>>, string>;
