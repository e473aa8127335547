import { randomUUID } from 'node:crypto';
import type { Switches } from '../switches.ts';
import { errorReply, type Reply } from './reply.ts';
import { RollingWindow } from './rollingWindow.ts';

const burstMs = 10_000;
const searchesPerSecond = 5;

export interface Limits {
  /** Calls in any 10 s, for each token. */
  readonly rateLimit: number;
  /** Calls in all, for the account. HubSpot starts again at midnight; the stand-in when it is reset. */
  readonly dailyLimit: number;
}

/**
 * HubSpot's limits (usage guidelines): a rolling 10 s per app, a day quota per account, and for search 5/s per
 * account instead of the 10 s one. That searches count toward the day is assumed.
 */
export class RateLimit {
  readonly #limits: Limits;
  readonly #bursts = new Map<string, RollingWindow>();
  readonly #search = new RollingWindow(searchesPerSecond, 1000);
  #usedToday = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The 429 that refuses the call, or undefined when it may go on. */
  refuse(token: string, isSearch: boolean, switches: Switches): Reply | undefined {
    if (this.#usedToday >= this.#limits.dailyLimit) {
      return tooMany(dailyBody(), switches);
    }
    const window = isSearch ? this.#search : this.#burst(token);
    if (!window.tryTake()) {
      return tooMany(isSearch ? secondlyBody : tenSecondlyBody, switches);
    }
    this.#usedToday += 1;
    return undefined;
  }

  /** The rate headers of a normal answer; search answers have none. */
  headers(token: string, isSearch: boolean, switches: Switches): Record<string, string> {
    if (isSearch) {
      return {};
    }
    const burst = this.#burst(token);
    const daily = {
      'x-hubspot-ratelimit-daily': String(this.#limits.dailyLimit),
      'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, this.#limits.dailyLimit - this.#usedToday)),
    };
    return {
      'x-hubspot-ratelimit-max': String(burst.limit),
      'x-hubspot-ratelimit-remaining': String(burst.remaining()),
      'x-hubspot-ratelimit-interval-milliseconds': String(burstMs),
      'x-hubspot-ratelimit-secondly': String(Math.floor(burst.limit / 10)),
      'x-hubspot-ratelimit-secondly-remaining': String(Math.floor(burst.limit / 10)),
      ...(switches.dailyHeaders ? daily : {}),
    };
  }

  #burst(token: string): RollingWindow {
    const known = this.#bursts.get(token) ?? new RollingWindow(this.#limits.rateLimit, burstMs);
    this.#bursts.set(token, known);
    return known;
  }
}

/** The burst refusal, as recorded. */
export const tenSecondlyBody = {
  message: 'You have reached your ten_secondly_rolling limit.',
  errorType: 'RATE_LIMIT',
  policyName: 'TEN_SECONDLY_ROLLING',
  groupName: 'publicapi:private_app-api-calls-ten-secondly:1000001:1234567',
};

/** The search refusal: recorded without `policyName` and `errorType`. */
const secondlyBody = { message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' };

function dailyBody(): object {
  return {
    message: 'You have reached your daily limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'DAILY',
    requestId: randomUUID(),
  };
}

function tooMany(body: object, { retryAfterSeconds }: Switches): Reply {
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return errorReply(429, body, headers);
}
