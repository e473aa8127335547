import { isStoreMissing } from '../../../shared/state/storageErrors.ts';
import { type Check, noted, reliedOn } from '../finding.ts';
import type { Store } from './openStore.ts';
import { refusedWith } from './tableChecks.ts';

/** What a message of 64 KiB holds before it is written in base64. */
const MOST_BYTES = 48 * 1_024;
const SEVEN_DAYS_S = 7 * 86_400;
const FOREVER = -1;

const ofBytes = (count: number) => Buffer.alloc(count, 'x').toString('base64');

export const QUEUE_CHECKS: readonly Check<Store>[] = [
  {
    claim: 'a message takes 48 KiB in base64',
    otherwise: 'the bytes by which shared/sync/queue/cutBatches.ts cuts',
    async look({ newQueue }) {
      const queue = await newQueue();
      const status = await refusedWith(() => queue.sendMessage(ofBytes(MOST_BYTES)));
      return reliedOn(status === undefined, status === undefined ? 'it does' : `refused with ${status}`);
    },
  },
  {
    claim: 'a larger message is refused with 400 or 413',
    otherwise: 'shared/state/storageErrors.ts: a batch that is too large has to be told from an outage',
    async look({ newQueue }) {
      const queue = await newQueue();
      const status = await refusedWith(() => queue.sendMessage(ofBytes(MOST_BYTES + 3)));
      return noted(status === 400 || status === 413, String(status ?? 'taken'));
    },
  },
  {
    claim: 'a message may live for ever, and stay invisible for seven days',
    otherwise: 'FOREVER and LONGEST_DELAY_S in shared/state/batchQueue.ts: a long outage would lose work',
    async look({ newQueue }) {
      const queue = await newQueue();
      const options = { messageTimeToLive: FOREVER, visibilityTimeout: SEVEN_DAYS_S };
      const status = await refusedWith(() => queue.sendMessage('x', options));
      return reliedOn(status === undefined, status === undefined ? 'it may' : `refused with ${status}`);
    },
  },
  {
    claim: 'the length of a queue counts what is invisible',
    otherwise: 'what queueLength and sync.maxQueuedBatches mean (shared/state/queueGauge.ts)',
    async look({ newQueue }) {
      const queue = await newQueue();
      await queue.sendMessage('now');
      await queue.sendMessage('later', { visibilityTimeout: 3_600 });
      const { approximateMessagesCount } = await queue.getProperties();
      return noted(approximateMessagesCount === 2, `${approximateMessagesCount} of 2`);
    },
  },
  {
    claim: 'peeking tells when the oldest message was put, and does not take it',
    otherwise: 'oldestMessageMs of the event Health (shared/state/queueGauge.ts)',
    async look({ newQueue }) {
      const queue = await newQueue();
      await queue.sendMessage('first');
      const [first] = (await queue.peekMessages()).peekedMessageItems;
      const [again] = (await queue.receiveMessages()).receivedMessageItems;
      const isTold = first?.insertedOn instanceof Date && again?.messageText === 'first';
      return noted(isTold, isTold ? 'it does' : 'it does not');
    },
  },
  {
    claim: 'a queue that is not there is told as such',
    otherwise: 'MISSING in shared/state/storageErrors.ts: a deleted queue would not be made again',
    async look({ absent }) {
      const isTold = await absent.queue.sendMessage('x').then(
        () => false,
        (error: unknown) => isStoreMissing(error),
      );
      return reliedOn(isTold, isTold ? 'it is' : 'it is not');
    },
  },
];
