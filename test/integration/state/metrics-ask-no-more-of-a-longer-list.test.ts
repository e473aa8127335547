import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { expect, it } from 'vitest';
import { compose } from '../../../shared/compose/compose.ts';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createStorageClients, REVIEWS_TABLE } from '../../../shared/state/storageClients.ts';
import { numberOf } from '../../support/associates.ts';
import { ownAccount } from '../../support/ownAccount.ts';

/** Two pages of Table Storage, and some. */
const REVIEWS = 2_100;
const SINCE = '2026-11-23T12:00:00.000Z';

/** The paths that are asked of Storage meanwhile. */
async function asked(work: () => Promise<unknown>): Promise<readonly string[]> {
  const paths: string[] = [];
  const note = (message: unknown) => {
    const { request } = Object(message);
    if (request instanceof ClientRequest) paths.push(request.path);
  };
  subscribe('http.client.request.start', note);
  try {
    await work();
  } finally {
    unsubscribe('http.client.request.start', note);
  }
  return paths;
}

it('the metrics ask as much of Storage however long the list of reviews is, and nothing of the list', async () => {
  const env = { AzureWebJobsStorage: ownAccount() };
  const app = compose(env);
  const read = () => app.readMetrics({ step: 'hour' });
  // The first time makes the table.
  await read();
  const short = await asked(read);

  const index = createReviewIndex(createStorageClients(env).table(REVIEWS_TABLE));
  for (let start = 0; start < REVIEWS; start += 100) {
    await index.open(
      Array.from({ length: 100 }, (_, at) => ({
        key: numberOf(start + at),
        code: 'EMAIL_INVALID',
        reviewId: `r${start + at}`,
        since: SINCE,
      })),
    );
  }
  const long = await asked(read);
  // That going through it would be seen.
  expect((await asked(() => Array.fromAsync(index.all()))).length).toBeGreaterThan(2);
  expect(short.length).toBeGreaterThan(0);
  expect(long).toHaveLength(short.length);
  expect(long.filter((path) => path.includes(REVIEWS_TABLE))).toEqual([]);
  await app.close();
});
