import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimiter } from '../../../../shared/hubspot/rate/rateLimiter.ts';
import type { EndpointKind } from '../../../../shared/sync/ports/rateStore.ts';
import { RollingWindow } from '../../../standins/hubspot/http/rollingWindow.ts';
import { randomFrom } from '../../../support/associates.ts';
import { answer, clockOff, createMemoryStore, pass, useVirtualTime } from './support.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

const LIMIT = 100;

interface Traffic {
  readonly kind: EndpointKind;
  readonly instances: number;
  /** Requests in flight, in each instance. */
  readonly inFlight: number;
  /** The longest a request is under way before HubSpot counts it, in milliseconds; the shortest is 20. */
  readonly latest: number;
  /** Whether answers tell HubSpot's own limit. */
  readonly tells: boolean;
  readonly seed: number;
}

/** Sends without end through a network that delays each request otherwise, to a HubSpot that counts at its door. */
function send({ kind, instances, inFlight, latest, tells, seed }: Traffic) {
  const random = randomFrom(seed);
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const door =
    kind === 'search'
      ? new RollingWindow(5, 1_000, () => Date.now())
      : new RollingWindow(LIMIT, 10_000, () => Date.now());
  const store = createMemoryStore(() => 4 + random() * 20);
  const seen = { sent: 0, refused: 0 };
  const place = async (limiter: ReturnType<typeof createRateLimiter>) => {
    for (;;) {
      try {
        await limiter.acquire('bulk', kind);
      } catch {
        await sleep(1_000);
        continue;
      }
      const leftAt = Date.now();
      await sleep(20 + random() * (latest - 20));
      const isLetIn = door.tryTake();
      seen.sent++;
      if (!isLetIn) seen.refused++;
      await sleep(20 + random() * 30);
      const rate = !tells ? {} : { max: LIMIT, remaining: door.remaining(), intervalMs: 10_000 };
      await limiter.observe({ ...answer(isLetIn ? 200 : 429, rate), tookMs: Date.now() - leftAt }, kind);
    }
  };
  for (let index = 0; index < instances; index++) {
    const limiter = createRateLimiter(store, clockOff(), { limit: LIMIT, random });
    for (let count = 0; count < inFlight; count++) void place(limiter);
  }
  return seen;
}

/** All of some minutes from several seeds, and how many left each second. */
async function sendFor(seconds: number, traffic: Omit<Traffic, 'seed'>) {
  const seeds = [3, 7];
  const all = { sent: 0, refused: 0 };
  for (const seed of seeds) {
    const seen = send({ ...traffic, seed });
    await pass(seconds * 1_000);
    all.sent += seen.sent;
    all.refused += seen.refused;
    vi.clearAllTimers();
  }
  return { refused: all.refused, perSecond: all.sent / (seeds.length * seconds) };
}

describe('requests that are under way for 20 to 600 ms', () => {
  // promise 7
  it.each([
    { kind: 'search', tells: false, instances: 1, inFlight: 8 },
    { kind: 'search', tells: false, instances: 3, inFlight: 4 },
    { kind: 'standard', tells: true, instances: 1, inFlight: 12 },
    { kind: 'standard', tells: false, instances: 1, inFlight: 12 },
    { kind: 'standard', tells: false, instances: 4, inFlight: 4 },
  ] as const)(
    'find room at HubSpot’s door: $kind from $instances (it tells its limit: $tells)',
    async (traffic) => {
      const { refused, perSecond } = await sendFor(150, { ...traffic, latest: 600 });
      expect(refused).toBe(0);
      // The limit is what held them, so that this means something.
      expect(perSecond).toBeGreaterThan(traffic.kind === 'search' ? 2.5 : 9);
    },
  );
});

describe('requests that are under way for 20 to 100 ms', () => {
  it.each([
    { kind: 'search', least: 3.3 },
    { kind: 'standard', least: 9.5 },
  ] as const)('wait less for it: $kind', async ({ kind, least }) => {
    const { perSecond } = await sendFor(150, { kind, tells: false, instances: 1, inFlight: 12, latest: 100 });
    expect(perSecond).toBeGreaterThan(least);
  });
});
