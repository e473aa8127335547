import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';

export interface MessageLease {
  /** Ends the renewal; resolves with the pop receipt that is valid now. */
  end(): Promise<string>;
}

export const toWholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/**
 * Keeps a message invisible while it runs: the host renews at half of the lease, which is every `everyMs`. Each renewal
 * changes the pop receipt.
 * A renewal that fails is reported and tried again at the next half.
 */
export function holdLease(
  queue: QueueClient,
  message: DequeuedMessageItem,
  { leaseMs, everyMs }: { readonly leaseMs: number; readonly everyMs: number },
  onError: (error: unknown) => void,
): MessageLease {
  let popReceipt = message.popReceipt;
  let renewal: Promise<void> = Promise.resolve();
  const renew = async () => {
    try {
      const seconds = toWholeSeconds(leaseMs);
      const renewed = await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
      popReceipt = renewed.popReceipt ?? popReceipt;
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(() => {
    renewal = renewal.then(renew);
  }, everyMs);
  return {
    end: async () => {
      clearInterval(timer);
      await renewal;
      return popReceipt;
    },
  };
}
