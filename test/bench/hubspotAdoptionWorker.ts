/**
 * The adoption run of the HubSpot bench in a process of its own, so that its memory is its own: `node …
 * hubspotAdoptionWorker.ts <HubSpot's URL> <token> <storage connection string> <associates> <matching>` prints figures as a JSON array.
 */
import { composeHubSpot } from '../../shared/compose/composeHubSpot.ts';
import { loadSettings } from '../../shared/config/settings.ts';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import { createAdoptionNotes } from '../../shared/state/adoptionNotes.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { createStateDocument } from '../../shared/state/stateDocument.ts';
import { createStorageClients, OUTCOMES_TABLE, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { adopt } from '../../shared/sync/adopt/adopt.ts';
import type { AdoptParts } from '../../shared/sync/adopt/adoptParts.ts';
import { startAdoption } from '../../shared/sync/adopt/startAdoption.ts';
import type { BatchQueue } from '../../shared/sync/ports/batchQueue.ts';
import { testMapping } from '../support/mappingFile.ts';
import { noTelemetry } from '../support/noTelemetry.ts';
import { peakRss } from './figure.ts';
import { inventedReader, inventedScan } from './hubspotRows.ts';
import { NO_LIMIT } from './hubspotWorld.ts';

/** As the app. */
const TIME_LIMIT_MS = 240_000;

const noQueue: BatchQueue = { put: async () => undefined, length: async () => 0 };
const clock = { now: () => Date.now() };

function compose(baseUrl: string, token: string, connectionString: string, associates: number): AdoptParts {
  const storage = createStorageClients({ AzureWebJobsStorage: connectionString });
  const state = storage.table(STATE_TABLE);
  const mapping = testMapping();
  const keyForms = keyFormsOf(mapping);
  const settings = loadSettings({
    SQL_CONNECTION_STRING: 'none: the rows are invented',
    HUBSPOT_ACCESS_TOKEN: token,
    HUBSPOT_BASE_URL: baseUrl,
  });
  const hubspot = composeHubSpot({ ...settings, HUBSPOT_RATE_LIMIT: NO_LIMIT }, mapping, state, clock);
  return {
    portal: hubspot.portal,
    scan: inventedScan(associates),
    rows: inventedReader(associates),
    contacts: hubspot.contacts('bulk'),
    ledger: createOutcomeLedger(storage.table(OUTCOMES_TABLE), keyForms.ledger),
    keyForms,
    accounts: createRunAccount(state),
    notes: createAdoptionNotes(state),
    document: createStateDocument(state, 'adoption'),
    rules: hubspot.rules,
    queue: noQueue,
    quietMs: mapping.sync.quietSeconds * 1000,
    clock,
    log: () => undefined,
    telemetry: noTelemetry,
    timeLimitMs: TIME_LIMIT_MS,
    batchSize: mapping.sync.batchSize,
  };
}

function orFail<T>(started: T | undefined): T {
  if (started === undefined) throw new Error('The adoption did not start.');
  return started;
}

if (import.meta.main) {
  const [baseUrl = '', token = '', connectionString = '', associates = '0', matching = '0'] =
    process.argv.slice(2);
  const parts = compose(baseUrl, token, connectionString, Number(associates));
  const startedAt = performance.now();
  const { result, peakMb } = await peakRss(async () => {
    const { runId } = orFail(
      await startAdoption(false, {
        document: parts.document,
        queue: noQueue,
        accounts: parts.accounts,
        clock,
      }),
    );
    let invocations = 1;
    while (!(await adopt(runId, parts))) invocations++;
    const { counts } = await parts.accounts.read(runId);
    return { adopted: counts.adopted, invocations };
  });
  if (result.adopted !== Number(matching)) throw new Error(`${result.adopted} of ${matching} adopted.`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    JSON.stringify([
      { name: 'adoption: adopted', value: result.adopted, unit: 'contacts' },
      { name: 'adoption: time', value: seconds, unit: 's' },
      { name: 'adoption: invocations of at most 4 minutes', value: result.invocations, unit: '' },
      { name: 'adoption: peak memory', value: peakMb, unit: 'MB' },
    ]),
  );
}
