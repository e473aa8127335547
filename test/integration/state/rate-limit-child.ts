/**
 * One instance of many: `node … rate-limit-child.ts <storage connection string> <milliseconds> <in flight>` asks for slots
 * without end and prints when it was given each, as a JSON array of epoch milliseconds.
 */
import { RetryLater } from '../../../shared/errors.ts';
import { createRateLimiter, type RateLimiter } from '../../../shared/hubspot/rate/rateLimiter.ts';
import { createRateStore } from '../../../shared/state/rateStore.ts';
import { createStorageClients, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import type { Lane } from '../../../shared/sync/ports/lane.ts';

/** 20 in any second: ten seconds would take too long. The processes share one clock, whose unit is a millisecond. */
export const LIMIT = 20;
export const POLICY = {
  windowMs: 1_000,
  clockSpreadMs: 1,
  latenessMs: 30,
  paceToleranceMs: 100,
  horizonMs: 150,
};

/** A limiter as a process of its own would have it. */
export function createInstance(connectionString: string): RateLimiter {
  const { table } = createStorageClients({ AzureWebJobsStorage: connectionString });
  const clock = { now: () => Date.now() };
  return createRateLimiter(createRateStore(table(STATE_TABLE)), clock, { limit: LIMIT, policy: POLICY });
}

/** Asks in `inFlight` places at once, every fourth of them urgently, until `end`; the times of what was granted. */
export async function askWithoutEnd(limiter: RateLimiter, inFlight: number, end: number): Promise<number[]> {
  const times: number[] = [];
  const place = async (lane: Lane) => {
    while (Date.now() < end) {
      try {
        await limiter.acquire(lane, 'standard');
        times.push(Date.now());
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  };
  const lanes = Array.from({ length: inFlight }, (_, index): Lane => (index % 4 === 3 ? 'urgent' : 'bulk'));
  await Promise.all(lanes.map(place));
  return times;
}

if (import.meta.main) {
  const [connectionString = '', ms = '0', inFlight = '1'] = process.argv.slice(2);
  const limiter = createInstance(connectionString);
  const times = await askWithoutEnd(limiter, Number(inFlight), Date.now() + Number(ms));
  console.log(JSON.stringify(times));
}
