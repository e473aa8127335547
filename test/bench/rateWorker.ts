/**
 * One instance of the rate bench: `node … rateWorker.ts <storage connection string> <HubSpot's URL> <token> <milliseconds> [lane]`
 * sends requests without end; without a URL it only asks for their slots, so that what is spent is spent by the limiter. On the
 * lane `urgent` it asks now and then, as a person does. Prints how many slots it was given, its processor time, what it asked
 * of storage and how long each urgent slot was waited for, as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from '../../shared/errors.ts';
import { createHubSpotClient } from '../../shared/hubspot/client.ts';
import {
  createRateLimiter,
  type RateLimiter,
  type RateStore,
} from '../../shared/hubspot/rate/rateLimiter.ts';
import { createRateStore } from '../../shared/state/rateStore.ts';
import { createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';

export const LIMIT = 100;
const IN_FLIGHT = 4;
/** Start-up, the compiler's first work, and a window that fills from empty, are not the limiter's. */
const WARM_UP_MS = 12_000;
const PAUSE_MS = { least: 300, more: 700 };

function sender(limiter: RateLimiter, baseUrl: string, accessToken: string): () => Promise<unknown> {
  if (!baseUrl) return () => limiter.acquire('bulk', 'standard');
  const client = createHubSpotClient(
    { baseUrl, accessToken, apiVersion: '2026-09', timeoutMs: 30_000 },
    {
      beforeRequest: (kind) => limiter.acquire('bulk', kind),
      afterAnswer: (answer, kind, tookMs) => limiter.observe({ ...answer, tookMs }, kind),
    },
  );
  return () => client.readContacts(['1'], undefined, ['email']);
}

/** Sends in several places at once, each its next request when the last is answered. */
async function sendWithoutEnd(send: () => Promise<unknown>, end: number, count: () => void): Promise<void> {
  const place = async () => {
    while (Date.now() < end) {
      try {
        await send();
        count();
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.afterMs ?? 1_000));
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, place));
}

/** A request now and then; how long each waited. */
async function sendNowAndThen(limiter: RateLimiter, end: number): Promise<number[]> {
  const waitsMs: number[] = [];
  while (Date.now() < end) {
    await sleep(PAUSE_MS.least + Math.random() * PAUSE_MS.more);
    const startedAt = performance.now();
    await limiter.acquire('urgent', 'standard');
    waitsMs.push(performance.now() - startedAt);
  }
  return waitsMs;
}

/** The same store, which counts. */
function counting(store: RateStore): { readonly store: RateStore; readonly count: () => number } {
  let count = 0;
  return {
    count: () => count,
    store: {
      read: (kind) => {
        count++;
        return store.read(kind);
      },
      save: (kind, state, etag) => {
        count++;
        return store.save(kind, state, etag);
      },
    },
  };
}

if (import.meta.main) {
  const [connectionString = '', baseUrl = '', token = '', ms = '0', lane = 'bulk'] = process.argv.slice(2);
  const { table } = createStorageClients({ AzureWebJobsStorage: connectionString });
  const clock = { now: () => Date.now() };
  const { store, count } = counting(createRateStore(table(STATE_TABLE)));
  const limiter = createRateLimiter(store, clock, { limit: LIMIT });
  const send = sender(limiter, baseUrl, token);
  const warmUpMs = Math.min(WARM_UP_MS, Number(ms));
  if (lane === 'urgent') await sleep(warmUpMs);
  else await sendWithoutEnd(send, Date.now() + warmUpMs, () => undefined);
  const [before, countedBefore] = [process.cpuUsage(), count()];
  let slots = 0;
  const end = Date.now() + Number(ms);
  const waitsMs = lane === 'urgent' ? await sendNowAndThen(limiter, end) : [];
  if (lane !== 'urgent')
    await sendWithoutEnd(send, end, () => {
      slots += 1;
    });
  const { user, system } = process.cpuUsage(before);
  const operations = count() - countedBefore;
  console.log(JSON.stringify({ slots, cpuMicros: user + system, operations, waitsMs }));
}
