import { setTimeout as sleep } from 'node:timers/promises';
import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { LogEntry, Settlement } from '../hostTypes.ts';
import type { Executor } from './executor.ts';
import type { QueueTrigger, UsableFunction } from './indexedFunction.ts';
import type { InvocationBook } from './invocationBook.ts';
import { type Listener, loopListener, orAborted } from './listener.ts';
import { holdLease, toWholeSeconds } from './messageLease.ts';
import { PollingDelay } from './pollingDelay.ts';
import { isMissingQueue } from './queueOutputs.ts';
import { decodeMessage, toQueueRequest } from './queueRequest.ts';
import type { QueueOptions } from './readHostJson.ts';
import { poisonMessage, settleMessage } from './settleMessage.ts';

export interface QueueListenerOptions {
  readonly queues: QueueOptions;
  readonly leaseMs: number;
  /** Of the storage's clock, by which `leaseMs` is measured. */
  readonly storageSpeed: number;
  readonly executor: Executor;
  readonly book: InvocationBook;
  readonly whenWorkerReady: () => Promise<void>;
  readonly onLog: (entry: LogEntry) => void;
}

export interface QueueListener extends Listener {
  /** Fetches at once instead of at the end of the pause. */
  wake(): void;
}

/**
 * Listens to a storage queue as the host does: fetch up to batchSize, start all of them at once, fetch again as soon
 * as no more than newBatchThreshold run; wait longer and longer while the queue is empty, missing or out of reach.
 */
export function createQueueListener(
  fn: UsableFunction<QueueTrigger>,
  options: QueueListenerOptions,
): QueueListener {
  const running = new Set<Promise<void>>();
  let wakeUp = Promise.withResolvers<void>();

  const begin = (message: DequeuedMessageItem) => {
    const work = handleMessage(fn, message, options);
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const loop = async (signal: AbortSignal) => {
    const delay = new PollingDelay(options.queues.maxPollingInterval);
    while (!signal.aborted) {
      await orAborted(options.whenWorkerReady(), signal);
      if (signal.aborted) return;
      // Never broken off: messages of an unread answer would stay invisible for a whole lease.
      const messages = await fetchMessages(fn, options);
      for (const message of messages) begin(message);
      if (messages.length > 0) {
        delay.reset();
        while (!signal.aborted && running.size > options.queues.newBatchThreshold) {
          await orAborted(Promise.race(running), signal);
        }
      } else {
        await pause(delay.next(), signal, wakeUp.promise);
        wakeUp = Promise.withResolvers();
      }
    }
  };
  return { ...loopListener(loop), wake: () => wakeUp.resolve() };
}

async function pause(milliseconds: number, signal: AbortSignal, woken: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const timeIsUp = sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await orAborted(Promise.race([timeIsUp, woken]), signal);
  timer.abort();
}

async function fetchMessages(
  fn: UsableFunction<QueueTrigger>,
  options: QueueListenerOptions,
): Promise<readonly DequeuedMessageItem[]> {
  try {
    const answer = await fn.trigger.queue.receiveMessages({
      numberOfMessages: options.queues.batchSize,
      visibilityTimeout: toWholeSeconds(options.leaseMs),
    });
    return answer.receivedMessageItems;
  } catch (error) {
    if (!isMissingQueue(error)) report(fn, options, 'polling', error);
    return [];
  }
}

async function handleMessage(
  fn: UsableFunction<QueueTrigger>,
  message: DequeuedMessageItem,
  options: QueueListenerOptions,
): Promise<void> {
  const { queues, leaseMs, storageSpeed, executor, book } = options;
  const { dequeueCount } = message;
  const text = decodeMessage(message.messageText, queues.messageEncoding);
  if (text === undefined || dequeueCount > queues.maxDequeueCount) {
    const settled = await orLeft(fn, options, () => poisonMessage(fn.trigger, message, message.popReceipt));
    book.record({ type: 'skipped', functionName: fn.name, dequeueCount, settled });
    return;
  }
  const lease = holdLease(
    fn.trigger.queue,
    message,
    { leaseMs, everyMs: leaseMs / storageSpeed / 2 },
    (error) => report(fn, options, 'renewing a message', error),
  );
  await executor.execute(fn, toQueueRequest(fn.trigger.bindingName, text, message), {
    dequeueCount,
    settle: async (succeeded) => {
      const popReceipt = await lease.end();
      return orLeft(fn, options, () => settleMessage(fn.trigger, queues, message, popReceipt, succeeded));
    },
  });
}

/** A storage error while settling leaves the message to the end of its lease; it does not end the host. */
async function orLeft(
  fn: UsableFunction<QueueTrigger>,
  options: QueueListenerOptions,
  settle: () => Promise<Settlement>,
): Promise<Settlement> {
  try {
    return await settle();
  } catch (error) {
    report(fn, options, 'settling a message', error);
    return 'left';
  }
}

function report(
  fn: UsableFunction<QueueTrigger>,
  options: QueueListenerOptions,
  doing: string,
  error: unknown,
): void {
  const reason = error instanceof Error ? error.message : String(error);
  options.onLog({
    level: 'warning',
    category: 'Host.Triggers.Queues',
    functionName: fn.name,
    message: `Queue '${fn.trigger.queue.name}', ${doing}: ${reason}`,
  });
}
