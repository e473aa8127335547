import type { BatchQueue } from '../../shared/sync/ports.ts';
import { randomFrom } from './associates.ts';

/** As many messages as are worked on at once. */
const WORKERS = 4;
/** One message in eight is handed out twice, the second time up to this long after the first. */
const REDELIVERED = 1 / 8;
const REDELIVERY_MS = 20_000;

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

interface Waiting extends Delivery {
  readonly dueAt: number;
}

/** The same seed redelivers the same messages, as far as workers do not overtake each other. */
export function createImpatientQueue(seed: number): ImpatientQueue {
  const random = randomFrom(seed);
  const waiting: Waiting[] = [];
  let now = 0;
  const add = (message: Waiting) => {
    waiting.push(message);
    waiting.sort((a, b) => a.dueAt - b.dueAt);
  };
  const take = () => {
    const next = waiting.shift();
    if (!next) return undefined;
    now = Math.max(now, next.dueAt);
    if (!next.redelivered && random() < REDELIVERED)
      add({ ...next, dueAt: now + random() * REDELIVERY_MS, redelivered: true });
    return next;
  };
  return {
    async put(messages, delayMs = 0) {
      for (const message of messages)
        add({ text: JSON.stringify(message), dueAt: now + delayMs, redelivered: false });
    },

    length: async () => waiting.length,

    async workOff(work, mostDeliveries, meanwhile) {
      const active = new Set<Promise<void>>();
      let delivered = 0;
      do {
        while (active.size < WORKERS) {
          const next = take();
          if (!next) break;
          if (++delivered > mostDeliveries) throw new Error(`No end after ${mostDeliveries} deliveries.`);
          const job = work(next).finally(() => active.delete(job));
          active.add(job);
        }
        await Promise.race(active);
        if (delivered > WORKERS) await meanwhile?.();
        if (delivered > WORKERS) meanwhile = undefined;
      } while (active.size > 0 || waiting.length > 0);
    },
  };
}
