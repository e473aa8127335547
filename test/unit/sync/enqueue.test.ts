import { expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { RetryLater } from '../../../shared/errors.ts';
import { type EnqueueParts, enqueue } from '../../../shared/sync/queue/enqueue.ts';

const changes = [1, 2, 3].map((index) => ({ key: `A-${index}`, version: '' }));

/** Where the first call to `failing` finds nobody. */
function partsWith(failing?: 'queue' | 'accounts') {
  const stored: string[] = [];
  const counted: string[] = [];
  const fail = (what: 'queue' | 'accounts') => {
    if (what === failing) throw new RetryLater('STORAGE_UNREACHABLE', 'Nobody is there.');
  };
  const unused = () => Promise.reject(new Error('Nobody asks for this.'));
  const parts: EnqueueParts = {
    queue: {
      put: async (messages) => {
        fail('queue');
        stored.push(...messages.flatMap((message) => ('batchId' in message ? message.batchId : [])));
      },
      length: unused,
    },
    accounts: {
      addDetected: async (_, batches) => {
        fail('accounts');
        counted.push(...batches.map(({ batchId }) => batchId));
      },
      finishBatch: unused,
      read: unused,
    },
    batchSize: 2,
    keyForms: PLAIN_FORMS,
  };
  return { stored, counted, parts };
}

it('counts what is on the queue, batch by batch', async () => {
  const { stored, counted, parts } = partsWith();
  expect(await enqueue(changes, 'run', 0, 'bulk', parts)).toBe(2);
  expect(stored).toHaveLength(2);
  expect(counted).toEqual(stored);
});

// promise 4
it('counts nobody whose message was never stored: they would be pending for ever', async () => {
  const { counted, parts } = partsWith('queue');
  await expect(enqueue(changes, 'run', 0, 'bulk', parts)).rejects.toThrow(RetryLater);
  expect(counted).toEqual([]);
});

// promise 4
it('has stored what could not be counted any more: its worker counts it', async () => {
  const { stored, parts } = partsWith('accounts');
  await expect(enqueue(changes, 'run', 0, 'bulk', parts)).rejects.toThrow(RetryLater);
  expect(stored).toHaveLength(2);
});
