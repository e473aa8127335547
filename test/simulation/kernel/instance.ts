import type { Chances, Latency } from './chances.ts';
import type { Actor, Kernel } from './kernel.ts';

/** What becomes of a call: `late`: it is given up unanswered, and carried out afterwards. */
export type Ending = 'ok' | 'lostBefore' | 'lostAfter' | 'late' | 'crashBefore' | 'crashAfter';

export interface Call<T> {
  /** For the trace only. */
  readonly label: () => string;
  readonly latency: Latency;
  /** Carries the call out on the other side; what it throws is the answer too. */
  readonly apply: () => T;
  /** What the caller hears when no answer comes. */
  readonly lost: () => Error;
  /** Milliseconds after which the caller gives up. */
  readonly timeoutMs: number;
  /** Milliseconds after that within which a late call is carried out. */
  readonly lateMs: number;
}

/** Of a request that a dying process has sent already, half arrive. */
const ARRIVES_ALL_THE_SAME = 0.5;

export interface Surroundings {
  readonly kernel: Kernel;
  readonly chances: Chances;
  /** Undefined when nobody reads it. */
  readonly trace: ((actor: string, text: () => string) => void) | undefined;
  readonly onDeath: (instance: Instance) => void;
}

/**
 * One process that runs the app. Each of its calls is two events: the other side acts, the answer comes. When it dies,
 * answers find nobody, and what it waited for never happens.
 */
export class Instance implements Actor {
  readonly name: string;
  readonly clockSkewMs: number;
  isAlive = true;
  readonly #around: Surroundings;

  constructor(name: string, clockSkewMs: number, around: Surroundings) {
    this.name = name;
    this.clockSkewMs = clockSkewMs;
    this.#around = around;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#later(ms, resolve));
  }

  perform<T>(call: Call<T>, ending: Ending): Promise<T> {
    const { kernel, chances } = this.#around;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const arrives = chances.next() < ARRIVES_ALL_THE_SAME;
    const [there, back] = [chances.latency(call.latency), chances.latency(call.latency)];
    const lateBy = chances.upTo(call.lateMs);
    const giveUp = () => this.#later(call.timeoutMs, () => reject(call.lost()));
    kernel.schedule(there, () => {
      if (!this.isAlive && !arrives) return;
      if (ending === 'crashBefore') {
        this.die(() => `before ${call.label()}`);
        return;
      }
      if (ending === 'lostBefore' || ending === 'late') {
        this.#tell(() => `${call.label()} — ${ending === 'late' ? 'given up' : 'lost on the way'}`);
        giveUp();
        if (ending === 'late') kernel.schedule(call.timeoutMs + lateBy, () => this.#apply(call, ' late'));
        return;
      }
      const answer = this.#apply(call, ending === 'lostAfter' ? ', answer lost' : '');
      if (ending === 'crashAfter') this.die(() => `after ${call.label()}`);
      else if (ending === 'lostAfter') giveUp();
      else this.#later(back, () => ('error' in answer ? reject(answer.error) : resolve(answer.value)));
    });
    return promise;
  }

  die(when: () => string): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#tell(() => `CRASHES ${when()}`);
    this.#around.onDeath(this);
  }

  #apply<T>(call: Call<T>, how: string): { value: T } | { error: unknown } {
    try {
      const value = call.apply();
      this.#tell(() => `${call.label()}${how}`);
      return { value };
    } catch (error) {
      this.#tell(() => `${call.label()}${how} — ${error instanceof Error ? error.message : 'refused'}`);
      return { error };
    }
  }

  /** Runs as this instance's own code, if it lives by then. */
  #later(ms: number, run: () => void): void {
    this.#around.kernel.schedule(ms, () => this.isAlive && run(), this);
  }

  #tell(text: () => string): void {
    this.#around.trace?.(this.name, text);
  }
}
