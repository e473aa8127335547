import { RetryLater } from '../../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Deliveries, Delivery } from '../ports/deliveries.ts';

/** As in host.json: messages worked on at a time, deliveries before a message is poison, and the pause after one that failed. */
const AT_ONCE = 4;
const MOST_DELIVERIES = 5;
const PAUSE_MS = 30_000;
/** Nothing is due before another message is done. */
const LONGEST_PAUSE_MS = 3_600_000;

export interface WorkOffParts {
  readonly deliveries: Deliveries;
  readonly work: (message: unknown, delivery: number) => Promise<void>;
  /** Takes a message out of the way that crashed the code on each delivery. */
  readonly quarantine: (message: unknown) => Promise<void>;
  /** Puts more on the queue, where there is more and it has room; false otherwise. */
  readonly refill: () => Promise<boolean>;
  /** Whether to end with what is in work: the rest stays on the queue. */
  readonly isToEnd: () => boolean;
  /** Whether to end when nothing is due, too. */
  readonly dueOnly: boolean;
  /** A delivery is done, and the message gone or put back by its own work; not one that is given back. */
  readonly onSettled: (message: unknown) => void;
  readonly onCrash: (error: unknown) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works on a queue as the Functions host does, where there is none, until it is empty and nothing more is put on it. A message that waits
 * is waited for, however long; `isToEnd` and `signal` end that.
 *
 * @throws what the queue throws.
 */
export async function workOff(parts: WorkOffParts): Promise<void> {
  let bell = new AbortController();
  const ring = () => {
    const rung = bell;
    bell = new AbortController();
    rung.abort();
  };
  let failure: { readonly error: unknown } | undefined;
  let atWork = 0;
  const isOver = () => failure !== undefined || parts.signal?.aborted === true || parts.isToEnd();
  const next = inTurn(async () => (isOver() ? 'over' : nextOf(parts)));
  const worker = async () => {
    for (;;) {
      const heard = bell.signal;
      const found = await next();
      if (found === 'over') return;
      if (found && 'message' in found) {
        atWork++;
        try {
          await deliver(found, parts);
        } finally {
          atWork--;
          ring();
        }
      } else if (atWork === 0 && (found === undefined || parts.dueOnly)) return;
      else await pause(found ? found.dueAt - parts.clock.now() : LONGEST_PAUSE_MS, heard);
    }
  };
  const guarded = () =>
    worker().catch((error: unknown) => {
      failure ??= { error };
      ring();
    });
  parts.signal?.addEventListener('abort', ring);
  await Promise.all(Array.from({ length: AT_ONCE }, guarded));
  parts.signal?.removeEventListener('abort', ring);
  if (failure) throw failure.error;
}

async function nextOf({ deliveries, refill }: WorkOffParts): ReturnType<Deliveries['next']> {
  for (;;) {
    const next = await deliveries.next();
    if ((next && 'message' in next) || !(await refill())) return next;
  }
}

async function deliver(delivery: Delivery, parts: WorkOffParts): Promise<void> {
  const { message, number } = delivery;
  try {
    await parts.work(message, number);
  } catch (error) {
    // Whatever else can be waited for went back onto the queue already.
    if (!(error instanceof RetryLater)) parts.onCrash(error);
    if (error instanceof RetryLater || number < MOST_DELIVERIES) {
      await delivery.giveBack(PAUSE_MS);
      return;
    }
    await parts.quarantine(message);
  }
  parts.onSettled(message);
  await delivery.finish();
}

/** One call after the other. */
function inTurn<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(ask);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function pause(ms: number, bell: AbortSignal): Promise<void> {
  if (bell.aborted || ms <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.min(ms, LONGEST_PAUSE_MS));
    bell.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
