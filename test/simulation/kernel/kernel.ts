/** Whoever the running code belongs to: an instance of the app, whose clock may go wrong. */
export interface Actor {
  readonly name: string;
  readonly clockSkewMs: number;
  /** Resolves after so long on the virtual clock, unless the actor is dead by then. */
  sleep(ms: number): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly actor: Actor | undefined;
  readonly run: () => void;
}

/**
 * The virtual time of one schedule. Everything that takes time is an event here; between two events all promises run to
 * their end, so that the order of events, and nothing else, decides what happens.
 */
export class Kernel {
  now: number;
  /** Whose code runs at present. */
  actor: Actor | undefined;
  steps = 0;
  readonly #heap: Event[] = [];
  #order = 0;

  constructor(startMs: number) {
    this.now = startMs;
  }

  schedule(delayMs: number, run: () => void, actor?: Actor): void {
    const event = { at: this.now + Math.max(0, delayMs), order: this.#order++, actor, run };
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, event)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  /** Runs events until there is none left, `isOver` says so, or time or steps are used up; answers whether it ended by itself. */
  async run(isOver: () => boolean, untilMs: number, mostSteps: number): Promise<boolean> {
    while (!isOver()) {
      const event = this.#take();
      if (!event) return isOver();
      if (event.at > untilMs || this.steps++ > mostSteps) return false;
      this.now = event.at;
      this.actor = event.actor;
      event.run();
      await drain();
      this.actor = undefined;
    }
    return true;
  }

  #take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const isRight = left && right && isBefore(right, left);
      const smaller = isRight ? right : left;
      if (!smaller || isBefore(last, smaller)) break;
      heap[at] = smaller;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Everything that waits for a promise has run when the next turn of the event loop comes. */
function drain(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
