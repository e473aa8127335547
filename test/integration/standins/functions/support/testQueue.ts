import { randomUUID } from 'node:crypto';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { ownAccount } from '../../../../support/ownAccount.ts';

export interface TestQueue {
  readonly name: string;
  readonly queue: QueueClient;
  /** The app settings that point the `queues` app at this queue. */
  readonly settings: Record<string, string>;
  send(value: unknown): Promise<void>;
  /** How many messages the queue holds, invisible ones included; 0 when there is no such queue. */
  length(suffix?: string): Promise<number>;
  /** Takes the messages of a queue out, decoded. */
  take(suffix?: string): Promise<string[]>;
}

/** A queue with a name of its own, so that tests cannot disturb each other; by default in the run's Azurite. */
export async function createTestQueue(connectionString: string = ownAccount()): Promise<TestQueue> {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const name = `q-${randomUUID()}`;
  const queue = service.getQueueClient(name);
  const withSuffix = (suffix = '') => service.getQueueClient(`${name}${suffix}`);
  await queue.create();
  return {
    name,
    queue,
    settings: { QUEUE: name, Jobs: connectionString, 'AzureWebJobs.quarantine.Disabled': 'true' },
    send: async (value) => {
      await queue.sendMessage(encode(JSON.stringify(value)));
    },
    length: async (suffix) => {
      const target = withSuffix(suffix);
      if (!(await target.exists())) return 0;
      return (await target.getProperties()).approximateMessagesCount ?? 0;
    },
    take: async (suffix) => {
      const answer = await withSuffix(suffix).receiveMessages({ numberOfMessages: 32 });
      return answer.receivedMessageItems.map((message) => decode(message.messageText));
    },
  };
}

export const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
