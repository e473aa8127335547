import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { Settlement } from '../hostTypes.ts';
import type { QueueTrigger } from './indexedFunction.ts';
import { toWholeSeconds } from './messageLease.ts';
import { sendCreatingQueue } from './queueOutputs.ts';
import type { QueueOptions } from './readHostJson.ts';

/**
 * Deals with a message after its run. Success: delete. Failure: visible again after `visibilityTimeout`, or, at
 * maxDequeueCount, a copy of the body to the poison queue and then delete. A queue without a poison queue keeps the
 * message invisible until its lease ends, which prevents a fast endless loop.
 *
 * @throws RestError when storage refuses; the message then returns when its lease ends.
 */
export async function settleMessage(
  { queue, poisonQueue }: QueueTrigger,
  options: QueueOptions,
  message: DequeuedMessageItem,
  popReceipt: string,
  succeeded: boolean,
): Promise<Settlement> {
  if (succeeded) {
    await queue.deleteMessage(message.messageId, popReceipt);
    return 'deleted';
  }
  if (poisonQueue === undefined) return 'left';
  if (message.dequeueCount < options.maxDequeueCount) {
    const seconds = toWholeSeconds(options.visibilityTimeout);
    await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
    return 'released';
  }
  return poisonMessage({ queue, poisonQueue }, message, popReceipt);
}

/** Moves a message to the poison queue. The copy has the body only: no error, no count, a new id. */
export async function poisonMessage(
  { queue, poisonQueue }: Pick<QueueTrigger, 'queue' | 'poisonQueue'>,
  message: DequeuedMessageItem,
  popReceipt: string,
): Promise<Settlement> {
  if (poisonQueue === undefined) return 'left';
  await sendCreatingQueue(poisonQueue, message.messageText);
  await queue.deleteMessage(message.messageId, popReceipt);
  return 'poisoned';
}
