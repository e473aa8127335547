import type { BatchQueue } from '../../shared/sync/ports/batchQueue.ts';
import type { BatchMessage, RunMessage } from '../../shared/sync/ports/messages.ts';
import { randomFrom } from './associates.ts';

/** As many messages as are worked on at once. */
const WORKERS = 4;
/** One delivery in six is repeated up to this long after it, but no batch is more than once. */
const REPEATED = 1 / 6;
const REPEATED_WITHIN_MS = 20_000;

/** A message as it is handed out. */
export interface Delivery {
  readonly text: string;
  /** It was handed out before, as happens when a worker dies or takes too long. */
  readonly redelivered: boolean;
}

/** A queue that keeps delays in order and waits for none of them: its clock jumps to the message that is due next. */
export interface ImpatientQueue extends BatchQueue {
  /**
   * Hands out messages, some of them twice, until none is left. `meanwhile` runs once, when some have been worked on and
   * others have not.
   *
   * @throws when `work` throws, or after `mostDeliveries`: something goes round in circles.
   */
  workOff(
    work: (delivery: Delivery) => Promise<void>,
    mostDeliveries: number,
    meanwhile?: () => Promise<void>,
  ): Promise<void>;
}

/**
 * The same seed repeats the same deliveries, as far as workers do not overtake each other. `beforeJump` brings about what
 * would happen by itself in the time that the clock leaps over.
 */
export function createImpatientQueue(seed: number, beforeJump: () => Promise<void>): ImpatientQueue {
  const waiting = new WaitingMessages(seed);
  return {
    async put(messages, delayMs = 0) {
      for (const message of messages) waiting.add(message, delayMs);
    },

    length: async () => waiting.size,

    async workOff(work, mostDeliveries, meanwhile) {
      const active = new Set<Promise<void>>();
      let delivered = 0;
      let toDo = meanwhile;
      while (active.size > 0 || waiting.size > 0) {
        while (active.size < WORKERS && waiting.size > 0) {
          if (waiting.isNextLater) await beforeJump();
          if (++delivered > mostDeliveries) throw new Error(`No end after ${mostDeliveries} deliveries.`);
          const job = work(waiting.take()).finally(() => active.delete(job));
          active.add(job);
        }
        await Promise.race(active);
        if (!toDo || delivered <= WORKERS) continue;
        await toDo();
        toDo = undefined;
      }
    },
  };
}

interface Waiting extends Delivery {
  readonly batchId: string;
  readonly dueAt: number;
}

class WaitingMessages {
  readonly #random: () => number;
  readonly #waiting: Waiting[] = [];
  readonly #repeated = new Set<string>();
  #now = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  get size(): number {
    return this.#waiting.length;
  }

  get isNextLater(): boolean {
    return (this.#waiting[0]?.dueAt ?? 0) > this.#now;
  }

  add(message: BatchMessage | RunMessage, delayMs: number): void {
    const batchId = 'batchId' in message ? message.batchId : message.runId;
    const text = JSON.stringify(message);
    this.#insert({ text, batchId, dueAt: this.#now + delayMs, redelivered: false });
  }

  take(): Delivery {
    const next = this.#waiting.shift();
    if (!next) throw new Error('Nothing is waiting.');
    this.#now = Math.max(this.#now, next.dueAt);
    if (!this.#repeated.has(next.batchId) && this.#random() < REPEATED) {
      this.#repeated.add(next.batchId);
      const dueAt = this.#now + this.#random() * REPEATED_WITHIN_MS;
      this.#insert({ ...next, dueAt, redelivered: true });
    }
    return next;
  }

  #insert(message: Waiting): void {
    this.#waiting.push(message);
    this.#waiting.sort((a, b) => a.dueAt - b.dueAt);
  }
}
