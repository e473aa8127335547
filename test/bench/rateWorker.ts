/**
 * One instance of the rate bench: `node … rateWorker.ts <storage connection string> <HubSpot's URL> <token> <milliseconds>`
 * sends requests without end; without a URL it only asks for their slots, so that what is spent is spent by the limiter.
 * Prints how many slots it was given and its processor time, as JSON.
 */
import { RetryLater } from '../../shared/errors.ts';
import { createHubSpotClient } from '../../shared/hubspot/client.ts';
import { createRateLimiter, type RateLimiter } from '../../shared/hubspot/rate/rateLimiter.ts';
import { createRateStore } from '../../shared/state/rateStore.ts';
import { createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';

export const LIMIT = 100;
const IN_FLIGHT = 4;
/** Start-up, and the compiler's first work, are not the limiter's. */
const WARM_UP_MS = 5_000;

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

if (import.meta.main) {
  const [connectionString = '', baseUrl = '', token = '', ms = '0'] = process.argv.slice(2);
  const { table } = createStorageClients({ AzureWebJobsStorage: connectionString });
  const clock = { now: () => Date.now() };
  const limiter = createRateLimiter(createRateStore(table(STATE_TABLE)), clock, { limit: LIMIT });
  const send = sender(limiter, baseUrl, token);
  await sendWithoutEnd(send, Date.now() + WARM_UP_MS, () => undefined);
  const before = process.cpuUsage();
  let slots = 0;
  await sendWithoutEnd(send, Date.now() + Number(ms), () => {
    slots += 1;
  });
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ slots, cpuMicros: user + system }));
}
