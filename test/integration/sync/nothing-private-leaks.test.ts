// promise 8
import { expect, it } from 'vitest';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { LOG_RECORDS, type LogRecords } from '../../../shared/telemetry/log.ts';
import { inventAssociates } from '../../support/associates.ts';
import { isIn } from '../../support/isIn.ts';
import type { Storage } from '../../support/startStorage.ts';
import { useSystem } from '../../support/useSystem.ts';

const hostLogs: Record<LogRecords, string[]> = { problems: [], all: [] };
const systemWith = (logRecords: LogRecords) =>
  useSystem({
    settings: { LOG_RECORDS: logRecords },
    onLog: ({ message }) => hostLogs[logRecords].push(message),
  });
const systems = { problems: systemWith('problems'), all: systemWith('all') };

/** Columns whose values may stand anywhere: they are no personal data by themselves, or too short to be looked for. */
const HARMLESS = new Set([
  'numero_asociado',
  'lastmodifieddate',
  'marital_status',
  'frecuencia_deposito_de_su_salario',
]);

const NOTHING_PRIVATE =
  'no name, cédula, email, phone, salary or token is in queue, tables or logs, whatever went wrong (LOG_RECORDS %s)';

it.each(LOG_RECORDS)(NOTHING_PRIVATE, async (logRecords) => {
  const system = systems[logRecords];
  const { members, hubspot, storage, host } = system();
  const rows = inventAssociates(300, { seed: 11, faultyShare: 0.2 }).map(({ row }) => row);
  await members.insert(rows);
  const queue = createStorageClients({ AzureWebJobsStorage: storage.connectionString }).queues.getQueueClient(
    'contact-batches',
  );
  for (const status of [500, 400, 409]) {
    hubspot.faults.inject({
      match: { operation: 'upsert' },
      when: 'before',
      action: { kind: 'status', status },
    });
  }
  await host.pause('upsertBatch');
  await host.runTimer('detectChanges');
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  host.resume('upsertBatch');
  await system().settle();
  await system().resync(rows[0]?.['numero_asociado'] ?? '');

  const written = [
    ...hostLogs[logRecords],
    ...peekedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString()),
    ...(await entitiesOf('outcomes', storage)),
    ...(await entitiesOf('syncstate', storage)),
    ...(await entitiesOf('reviews', storage)),
  ].join('\n');
  // What is looked for is found where it may be, so the search itself works.
  expect(written).toContain('A-000001');
  expect(written).toContain('EMAIL_INVALID');
  expect(written.includes('"operation":"INSERT"')).toBe(logRecords === 'all');
  const secrets = rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, value]) => (HARMLESS.has(column) || !value ? [] : [value.trim()])),
  );
  const contactValues = hubspot
    .contacts()
    .flatMap(({ properties }) => [
      properties['email'],
      properties['telefono_oficina'],
      properties['no__de_cedula'],
    ]);
  const leaked = [...secrets, ...contactValues, hubspot.token].filter(
    (value) => value !== undefined && value.length > 4 && isIn(written, value),
  );
  expect([...new Set(leaked)]).toEqual([]);
});

async function entitiesOf(name: string, { connectionString }: Storage): Promise<string[]> {
  const table = createStorageClients({ AzureWebJobsStorage: connectionString }).table(name);
  const entities: string[] = [];
  for await (const entity of table.listEntities()) entities.push(JSON.stringify(entity));
  return entities;
}
