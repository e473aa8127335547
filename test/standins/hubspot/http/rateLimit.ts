import type { Switches } from '../switches.ts';
import type { Reply } from './reply.ts';
import { RollingWindow } from './rollingWindow.ts';
import { dailyBody, secondlyBody, tenSecondlyBody, tooMany } from './tooMany.ts';

const burstMs = 10_000;

export interface Limits {
  /** Calls in any 10 s, for each token. */
  readonly rateLimit: number;
  /** Calls in a day, for the account. HubSpot's day ends at midnight, the stand-in's when a test says so. */
  readonly dailyLimit: number;
}

/** Limits that stay as they are while the stand-in runs. */
export interface FixedLimits {
  /** Searches in any second, for the account. */
  readonly searchesPerSecond: number;
}

export interface LimitState extends Limits {
  /** Accepted calls since the day began. */
  readonly usedToday: number;
}

export type LimitChanges = { readonly [Name in keyof LimitState]?: LimitState[Name] | undefined };

/** How close the callers came to the limits. */
export interface Windows {
  /** Most accepted calls, searches aside, that one token had in any rolling 10 s. */
  readonly highest: number;
  /** Calls that a limit refused with 429: injected faults do not count. */
  readonly refused: number;
}

/**
 * HubSpot's limits (usage guidelines): a rolling 10 s per app, a day quota per account, and for search 5/s per
 * account instead of the 10 s one. That searches count toward the day is assumed.
 */
export class RateLimit {
  #state: LimitState;
  #refused = 0;
  readonly #bursts = new Map<string, RollingWindow>();
  readonly #search: RollingWindow;

  constructor({ searchesPerSecond, ...limits }: Limits & FixedLimits) {
    this.#search = new RollingWindow(searchesPerSecond, 1000);
    this.#state = { ...limits, usedToday: 0 };
  }

  get state(): LimitState {
    return this.#state;
  }

  /** Takes effect at once, also on the windows that are open. */
  set(changes: LimitChanges): void {
    const { rateLimit, dailyLimit, usedToday } = this.#state;
    this.#state = {
      rateLimit: changes.rateLimit ?? rateLimit,
      dailyLimit: changes.dailyLimit ?? dailyLimit,
      usedToday: changes.usedToday ?? usedToday,
    };
    for (const window of this.#bursts.values()) {
      window.limit = this.#state.rateLimit;
    }
  }

  windows(): Windows {
    const highest = Math.max(0, ...[...this.#bursts.values()].map((window) => window.highest));
    return { highest, refused: this.#refused };
  }

  /** The 429 that refuses the call, or undefined when it may go on. */
  refuse(token: string, isSearch: boolean, switches: Switches): Reply | undefined {
    const { usedToday, dailyLimit } = this.#state;
    if (usedToday >= dailyLimit) {
      this.#refused += 1;
      return tooMany(dailyBody(), switches);
    }
    const window = isSearch ? this.#search : this.#burst(token);
    if (!window.tryTake()) {
      this.#refused += 1;
      return tooMany(isSearch ? secondlyBody : tenSecondlyBody, switches);
    }
    this.#state = { ...this.#state, usedToday: usedToday + 1 };
    return undefined;
  }

  /** The rate headers of a normal answer; search answers have none. */
  headers(token: string, isSearch: boolean, switches: Switches): Record<string, string> {
    if (isSearch) {
      return {};
    }
    const burst = this.#burst(token);
    const { usedToday, dailyLimit } = this.#state;
    const daily = {
      'x-hubspot-ratelimit-daily': String(dailyLimit),
      'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, dailyLimit - usedToday)),
    };
    return {
      'x-hubspot-ratelimit-max': String(burst.limit),
      'x-hubspot-ratelimit-remaining': String(Math.max(0, burst.remaining())),
      'x-hubspot-ratelimit-interval-milliseconds': String(burstMs),
      'x-hubspot-ratelimit-secondly': String(Math.floor(burst.limit / 10)),
      'x-hubspot-ratelimit-secondly-remaining': String(Math.floor(burst.limit / 10)),
      ...(switches.dailyHeaders ? daily : {}),
    };
  }

  #burst(token: string): RollingWindow {
    const known = this.#bursts.get(token) ?? new RollingWindow(this.#state.rateLimit, burstMs);
    this.#bursts.set(token, known);
    return known;
  }
}
