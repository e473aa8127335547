import { describe, expect, it } from 'vitest';
import { RetryLater } from '../../../shared/errors.ts';
import { backoffOf } from '../../../shared/hubspot/backoffOf.ts';
import type { FaultAction } from '../../standins/hubspot/startHubSpotStandin.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { associate, useContactApi } from '../../support/useContactApi.ts';

const test = useContactApi();
const upserts = { operation: 'upsert' };
const status = (code: number): FaultAction => ({ kind: 'status', status: code, retryAfter: null });
const backoffWith = (retry: object) => ({
  ...backoffOf(testMapping([[['sync', 'retry'], retry]])),
  baseMs: 5,
});

/** Calls in place while every one of them fails like this, and whether that left what was sent in doubt. */
async function callsUntilGivenUp(retry: object, action: FaultAction) {
  const { hubspot, write } = test();
  hubspot.faults.inject({ match: upserts, every: 1, when: 'before', action });
  const error = await write([associate(1)], { backoff: backoffWith(retry) }).catch(
    (caught: unknown) => caught,
  );
  // Never a verdict on the record: the batch goes back to the queue.
  expect(error).toBeInstanceOf(RetryLater);
  expect(hubspot.contacts()).toEqual([]);
  return hubspot.calls()['upsert'];
}

describe('while HubSpot fails, the batch goes back to the queue', () => {
  // 423 too, but a locked account is given two seconds before each.
  it.each([408, 429, 477, 500, 502, 503, 504, 520])(
    'after three calls that are answered %i',
    async (code) => {
      expect(await callsUntilGivenUp({}, status(code))).toBe(3);
    },
  );

  it.each([408, 423, 429, 477, 500, 502, 503, 504, 520])(
    'after one that is answered %i, where nothing is listed',
    async (code) => {
      expect(await callsUntilGivenUp({ statuses: [] }, status(code))).toBe(1);
    },
  );

  it.each([
    ['that is answered 500, where 500 is not listed', { statuses: [429, 502] }, status(500)],
    ['of any kind, where one try is all: 503', { tries: 1 }, status(503)],
    ['of any kind, where one try is all: a lost answer', { tries: 1 }, { kind: 'reset' } as const],
  ])('after one %s', async (_, retry, action) => {
    expect(await callsUntilGivenUp(retry, action)).toBe(1);
  });

  it.each([
    ['is lost', { kind: 'reset' } as const],
    ['stops in the middle', { kind: 'truncate' } as const],
  ])('after all tries where the answer %s, whatever is listed', async (_, action) => {
    expect(await callsUntilGivenUp({ tries: 4, statuses: [] }, action)).toBe(4);
  });
});

it.each([
  [{ tries: 5, factor: 1 }, 4],
  [{ tries: 2 }, 1],
])('with %j, %i failures are mended in place', async (retry, failures) => {
  const { hubspot, write } = test();
  hubspot.faults.inject({ match: upserts, times: failures, when: 'before', action: status(503) });
  const verdicts = await write([associate(1)], { backoff: backoffWith(retry) });
  expect([...verdicts.values()]).toMatchObject([{ kind: 'written', as: 'created' }]);
  expect(hubspot.calls()['upsert']).toBe(failures + 1);
});

it('reading is repeated as writing is', async () => {
  const { hubspot, write } = test();
  hubspot.faults.inject({ match: { operation: 'batchRead' }, every: 1, when: 'before', action: status(502) });
  const backoff = backoffWith({ tries: 2 });
  await expect(write([associate(1)], { backoff, compare: 'values' })).rejects.toBeInstanceOf(RetryLater);
  expect(hubspot.calls()).toEqual({ batchRead: 2 });
});
