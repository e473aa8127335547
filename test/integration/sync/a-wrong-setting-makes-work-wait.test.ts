import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createBatchQueue } from '../../../shared/state/batchQueue.ts';
import { BATCH_QUEUE, createStorageClients, POISON_QUEUE } from '../../../shared/state/storageClients.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { writeMappingFile } from '../../support/mappingFile.ts';
import type { AppLogLine } from '../../support/startSystem.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const folder = mkdtempSync(join(tmpdir(), 'wrong-mapping-'));
const path = join(folder, 'contacts.yaml');
writeFileSync(path, 'source: {}\n');
afterAll(() => rmSync(folder, { recursive: true }));

/** Put back for the third time, or taken apart or given up, which is what must not happen. */
const isDecided = (operation: string) => (line: AppLogLine) =>
  ['BATCH_ISOLATED', 'RUN_GIVEN_UP'].includes(String(line['code'])) ||
  (line['operation'] === operation && String(line['message']).includes('Attempt 4 in'));

// promise 6
describe('while the mapping file is wrong', () => {
  const system = useSystem({ settings: { SYNC_CONFIG: path }, storage: { speed: 20 } });

  it('a batch and a run wait on the queue, are neither taken apart nor given up, and go on once it is mended', async () => {
    await system().members.insert([1, 2].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000')));
    const clients = createStorageClients({ AzureWebJobsStorage: system().storage.connectionString });
    const runId = newRunId(Date.now());
    const changes = [1, 2].map((index) => ({ key: numberOf(index), version: '' }));
    const batch = { runId, batchId: `${runId}-1`, attempt: 1, force: false, lane: 'incremental' } as const;
    await createBatchQueue(clients.queues.getQueueClient(BATCH_QUEUE)).put([
      { ...batch, changes },
      { kind: 'detect', mode: 'incremental', runId, attempt: 1 },
    ]);

    // More often than a message may fail before the host gives it up, had each of these been a failure.
    await Promise.all([system().until(isDecided('BATCH')), system().until(isDecided('DETECT'))]);
    const codes = new Set(
      system()
        .logLines()
        .map((line) => line['code']),
    );
    expect([...codes]).toEqual(['CONFIGURATION']);
    expect(await system().queueLength(POISON_QUEUE)).toBe(0);
    expect(await system().ledger.read(changes.map(({ key }) => key))).toEqual(new Map());

    const mended = writeMappingFile([[['sync', 'quietSeconds'], 1]]);
    copyFileSync(mended.path, path);
    mended.remove();
    await system().settle();
    expect([...contactsByNumber(system()).keys()].sort()).toEqual([1, 2].map(numberOf));
    expect(
      system()
        .logLines()
        .filter((line) => line['code'] === 'BATCH_ISOLATED'),
    ).toEqual([]);
  });
});
