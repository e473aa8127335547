import { expect, it } from 'vitest';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import { redelivered } from '../../../shared/sync/queue/redelivered.ts';

const message: BatchMessage = {
  batchId: 'run-1',
  runId: 'run',
  lane: 'bulk',
  attempt: 1,
  force: false,
  changes: [{ key: 'A-000001', version: '' }],
};

it('the first delivery of a batch is done as it stands', () => {
  expect(redelivered(message, 1)).toBe(message);
});

// promise 3
it.each([2, 5])(
  'of delivery %i nobody knows what the one before wrote: forced, and read back',
  (delivery) => {
    expect(redelivered(message, delivery)).toEqual({ ...message, force: true, doubtful: true });
  },
);
