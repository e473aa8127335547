import { createRandom } from '../../standins/hubspot/random.ts';

/** What of a schedule may be left out, to find the shortest one that still fails. */
export interface Cuts {
  /** Numbers of the faults that still fire; undefined: all. */
  readonly faults?: ReadonlySet<number>;
  /** Every call takes the same time. */
  readonly calm?: boolean;
}

/** How long one half of a call takes, in milliseconds; `tail`: how long it takes at worst. */
export interface Latency {
  readonly usual: number;
  readonly tail: number;
}

/**
 * All chance of one schedule, out of one seed. Faults are numbered in the order in which they fire, so that a schedule can
 * be repeated without some of them; what stays the same draws the same numbers.
 */
export class Chances {
  readonly #faults: () => number;
  readonly #times: () => number;
  readonly #choices: () => number;
  readonly #cuts: Cuts;
  readonly #intensity: number;
  #fired = 0;
  /** No fault fires any more. */
  isQuiet = false;

  constructor(seed: number, intensity: number, cuts: Cuts) {
    this.#faults = createRandom(seed * 3 + 1);
    this.#times = createRandom(seed * 3 + 2);
    this.#choices = createRandom(seed * 3 + 3);
    this.#intensity = intensity;
    this.#cuts = cuts;
  }

  get fired(): number {
    return this.#fired;
  }

  /** The fault that fires here, if one does; `odds` are per thousand calls. */
  fault<T extends string>(odds: Readonly<Record<T, number>>): T | undefined {
    let draw = this.#faults() * 1000;
    if (this.isQuiet) return undefined;
    for (const name in odds) {
      draw -= odds[name] * this.#intensity;
      if (draw >= 0) continue;
      const number = this.#fired++;
      return this.#cuts.faults && !this.#cuts.faults.has(number) ? undefined : name;
    }
    return undefined;
  }

  /** Mostly short, seldom very long, so that any two calls may overtake each other. */
  latency({ usual, tail }: Latency): number {
    const [kind, share] = [this.#times(), this.#times()];
    if (this.#cuts.calm) return usual;
    return kind < 0.08 && !this.isQuiet ? share * tail : usual * (0.2 + 1.6 * share);
  }

  /** In [0, 1). */
  readonly next = (): number => this.#choices();

  upTo(most: number): number {
    return this.#choices() * most;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#choices() * list.length)];
  }
}
