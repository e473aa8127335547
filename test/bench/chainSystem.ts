import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createStateDocument } from '../../shared/state/stateDocument.ts';
import { BATCH_QUEUE, createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { saveAdoption } from '../../shared/sync/adopt/adoptionState.ts';
import { type FunctionsHost, startFunctionsHost } from '../standins/functions/startFunctionsHost.ts';
import { freePort } from '../standins/storage/freePort.ts';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import { enableExactFeeds } from '../support/enableExactFeeds.ts';
import { type MembersTable, openMembersTable } from '../support/membersTable.ts';
import { untilQueueEmpty } from '../support/untilQueueEmpty.ts';
import { buildApp, type HubSpotProcess, startHubSpotProcess } from './hubspotWorld.ts';
import { startSqlServerProcess } from './sqlServerProcess.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const METER = new URL('./chainMeter.ts', import.meta.url).href;
/** Those of the smallest instance, as `infra/modules/functionApp.bicep` has them. */
const NODE_ARGUMENTS = '--max-semi-space-size=8 --max-old-space-size=192';
/** Never within a bench. */
const NO_SCHEDULE = '0 0 0 29 2 *';

const readingSchema = z.object({
  cpuMicros: z.number(),
  rss: z.number(),
  requests: z.record(z.string(), z.number()),
});
/** What the worker has spent since it began: processor time of all its threads, and requests to Table Storage. */
export type Reading = z.infer<typeof readingSchema>;

/** The built app in one worker, each of its neighbours in a process of its own. */
export interface ChainSystem {
  readonly host: FunctionsHost;
  readonly members: MembersTable;
  readonly hubspot: HubSpotProcess;
  readonly connectionStrings: { readonly sql: string; readonly storage: string };
  /** Runs a timer, then resolves when the queue is empty. */
  runTimer(name: 'detectChanges' | 'reconcile'): Promise<void>;
  settle(): Promise<void>;
  read(): Promise<Reading>;
  close(): Promise<void>;
}

export async function startChainSystem(): Promise<ChainSystem> {
  await buildApp();
  const [sqlServer, azurite, hubspot] = await Promise.all([
    startSqlServerProcess(),
    startAzurite(),
    startHubSpotProcess(0),
  ]);
  const members = await openMembersTable(sqlServer.connectionString);
  await enableExactFeeds(members);
  const clients = createStorageClients({ AzureWebJobsStorage: azurite.connectionString });
  const adoption = createStateDocument(clients.table(STATE_TABLE), 'adoption');
  await saveAdoption(adoption, { completedAt: '2026-01-01T00:00:00.000Z' }, undefined);
  const meterPort = await freePort();
  const host = await startFunctionsHost({
    appDir: DIST,
    restartDelayMs: 0,
    env: {
      SQL_CONNECTION_STRING: sqlServer.connectionString,
      HUBSPOT_ACCESS_TOKEN: hubspot.token,
      HUBSPOT_BASE_URL: hubspot.baseUrl,
      // The most that the setting takes: what is measured is not to wait.
      HUBSPOT_RATE_LIMIT: '1000',
      AzureWebJobsStorage: azurite.connectionString,
      SYNC_SCHEDULE: NO_SCHEDULE,
      RECONCILE_SCHEDULE: NO_SCHEDULE,
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:01',
      languageWorkers__node__arguments: `${NODE_ARGUMENTS} --import=${METER}`,
      BENCH_METER_PORT: String(meterPort),
      BENCH_TABLE_PORT: String(azurite.tablePort),
    },
  });
  const queue = clients.queues.getQueueClient(BATCH_QUEUE);
  const queueLength = async () =>
    (await queue.exists()) ? ((await queue.getProperties()).approximateMessagesCount ?? 0) : 0;
  const settle = () => untilQueueEmpty([host], queueLength);
  return {
    host,
    members,
    hubspot,
    connectionStrings: { sql: sqlServer.connectionString, storage: azurite.connectionString },
    settle,
    async runTimer(name) {
      const result = await host.runTimer(name);
      if (!result.succeeded) throw new Error(`${name} failed: ${result.error ?? ''}`);
      await settle();
    },
    read: async () =>
      readingSchema.parse(JSON.parse(await text(connect({ port: meterPort, host: '127.0.0.1' })))),
    async close() {
      await host.close();
      await members.close();
      sqlServer.close();
      hubspot.close();
      await azurite.close();
    },
  };
}
