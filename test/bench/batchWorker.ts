/**
 * The sending side of the benches telemetry and log in a process of its own: `node … batchWorker.ts <HubSpot's URL> <token>
 * <storage connection string>`, forked, writes batches when it is told to, with telemetry and LOG_RECORDS as the environment says.
 * Where that is set, its log goes to stdout.
 */
import { z } from 'zod';
import { composeHubSpot } from '../../shared/compose/composeHubSpot.ts';
import { loadSettings } from '../../shared/config/settings.ts';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { createStorageClients, OUTCOMES_TABLE, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { upsertBatch } from '../../shared/sync/batch/upsertBatch.ts';
import { newRunId } from '../../shared/sync/ports/ids.ts';
import { createTelemetry } from '../../shared/telemetry/appInsights.ts';
import { observed } from '../../shared/telemetry/dependencies.ts';
import { inInvocation } from '../../shared/telemetry/invocation.ts';
import { formatLogLine, type LogEntry } from '../../shared/telemetry/log.ts';
import { testMapping } from '../support/mappingFile.ts';
import { nobodyIsRemoved } from '../support/nobodyIsRemoved.ts';
import { openPassage } from '../support/openPassage.ts';
import { inventedRow } from './hubspotRows.ts';
import { NO_LIMIT } from './hubspotWorld.ts';

const PER_BATCH = 100;
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Batches of the same hundred rows, past the fingerprint, with everything real but SQL Server. */
function createWork(baseUrl: string, token: string, connectionString: string) {
  const storage = createStorageClients({ AzureWebJobsStorage: connectionString });
  const settings = loadSettings({
    SQL_CONNECTION_STRING: 'none: the rows are invented',
    HUBSPOT_ACCESS_TOKEN: token,
    HUBSPOT_BASE_URL: baseUrl,
    LOG_RECORDS: process.env['LOG_RECORDS'],
  });
  const clock = { now: () => Date.now() };
  const limits = { ...settings, HUBSPOT_RATE_LIMIT: NO_LIMIT };
  const mapping = testMapping();
  const hubspot = composeHubSpot(limits, mapping, storage.table(STATE_TABLE), clock);
  const keyForms = keyFormsOf(mapping);
  const rows = Array.from({ length: PER_BATCH }, (_, at) => inventedRow(at + 1));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const call = { type: 'SQL', target: 'none', name: 'rowsByKeys' } as const;
  const telemetry = createTelemetry(process.env);
  const parts = {
    ...nobodyIsRemoved,
    rows: { read: () => observed(call, async () => byKey) },
    contacts: hubspot.contacts('urgent'),
    ledger: createOutcomeLedger(storage.table(OUTCOMES_TABLE), keyForms.ledger),
    keyForms,
    accounts: createRunAccount(storage.table(STATE_TABLE)),
    circuit: openPassage,
    rules: hubspot.rules,
    isAdopted: async () => true,
    clock,
    log: process.env['LOG_RECORDS'] ? writeLine : () => undefined,
    logRecords: settings.LOG_RECORDS,
    telemetry,
  };
  const runId = newRunId(clock.now());
  const changes = rows.map(({ key }) => ({ key, version: '' }));
  return {
    telemetry,
    send: (batch: number) =>
      inInvocation(TRACE, () => {
        const message = { runId, batchId: `${runId}-${batch}`, attempt: 1, force: true, changes };
        return upsertBatch({ ...message, lane: 'urgent' }, parts);
      }),
  };
}

/** A pipe to another process, as in Azure, where that is the host. */
function writeLine(entry: LogEntry): void {
  process.stdout.write(`${formatLogLine(entry, new Date())}\n`);
}

/** Write more batches, or send what is held. The answer is the processor time so far, in µs. */
const orderSchema = z.union([z.object({ batches: z.number() }), z.literal('flush')]);
export type Order = z.infer<typeof orderSchema>;

if (import.meta.main) {
  const [baseUrl = '', token = '', connectionString = ''] = process.argv.slice(2);
  const { send, telemetry } = createWork(baseUrl, token, connectionString);
  let batch = 0;
  process.on('message', async (message) => {
    const order = orderSchema.parse(message);
    if (order === 'flush') await telemetry.flush();
    else for (const end = batch + order.batches; batch < end; batch++) await send(batch);
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
}
