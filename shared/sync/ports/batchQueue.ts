import type { BatchMessage, RunMessage } from './messages.ts';

export interface BatchQueue {
  /** Stores the messages; visible after `delayMs`. */
  put(messages: readonly (BatchMessage | RunMessage)[], delayMs?: number): Promise<void>;
  /** How many messages wait, about. */
  length(): Promise<number>;
}

/** How the queues stand, for telemetry. */
export interface QueueGauge {
  read(): Promise<{
    /** Messages that wait, invisible ones included, about. */
    readonly length: number;
    /** Age of the oldest visible one in milliseconds; 0 when there is none. */
    readonly oldestMs: number;
    /** Messages that crashed the code on every delivery and wait to be recorded, about. */
    readonly poisonLength: number;
  }>;
}
