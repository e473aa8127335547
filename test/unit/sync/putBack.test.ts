import { describe, expect, it } from 'vitest';
import { requeueDelayMs } from '../../../shared/backoff.ts';
import { LostRace, RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { OutcomeCounts } from '../../../shared/outcomes/countOutcomes.ts';
import type { BatchDone } from '../../../shared/sync/ports/batchDone.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import { carryOn, putBackOnFailure } from '../../../shared/sync/queue/putBack.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';

const message: BatchMessage = {
  runId: 'r',
  batchId: 'r-1',
  attempt: 2,
  force: false,
  lane: 'incremental',
  changes: [{ key: 'A-1', version: 'v' }],
};

const done = async (counts: OutcomeCounts, doubtful: readonly string[] = []): Promise<BatchDone> => ({
  counts,
  doubtful: new Set(doubtful),
});

async function putBackAfter(work: () => Promise<BatchDone>, first = message) {
  const put: { message: BatchMessage | undefined; delayMs: number | undefined }[] = [];
  const queue = {
    put: async ([next]: readonly BatchMessage[], delayMs?: number) =>
      void put.push({ message: next, delayMs }),
    length: async () => 0,
  };
  const clock = { now: () => 1_700_000_000_000 };
  const parts = { queue, log: () => undefined, telemetry: noTelemetry, clock, quietMs: 180_000 };
  await putBackOnFailure(first, parts, work);
  return put;
}

describe('a batch', () => {
  it('that is done is not put back', async () => {
    expect(await putBackAfter(() => done({ created: 1 }))).toEqual([]);
  });

  it('with records that HubSpot did not name comes again', async () => {
    const [again] = await putBackAfter(() => done({ pending: 1 }));
    expect(again?.message).toEqual({ ...message, attempt: 3 });
  });

  it('after a lost race comes again past the fingerprint for the keys that were lost', async () => {
    const [again] = await putBackAfter(() => Promise.reject(new LostRace('batch r-1', ['A-1'])));
    expect(again?.message).toEqual({ ...message, attempt: 3, forceKeys: ['A-1'], doubtful: true });
  });

  it.each([
    ['an outage before the write', new RetryLater('SQL_UNREACHABLE', 'away'), false],
    [
      'an answer that never came',
      new RetryLater('HUBSPOT_UNREACHABLE', 'lost', { outcomeUnknown: true }),
      true,
    ],
    [
      'a token refused after a part was written',
      new StopAndAlert('HUBSPOT_REFUSED', '401', { outcomeUnknown: true }),
      true,
    ],
    ['a token refused before anything was', new StopAndAlert('HUBSPOT_REFUSED', '401'), false],
    ['a column that SQL Server does not have', new StopAndAlert('SQL_REFUSED', 'error 207'), false],
    ['an open circuit', new StopAndAlert('CIRCUIT_OPEN', '401'), false],
  ])(
    'after %s comes again; past the fingerprint only when HubSpot may hold the new row',
    async (_, error, force) => {
      const [again] = await putBackAfter(() => Promise.reject(error));
      expect(again?.message).toEqual({ ...message, attempt: 3, force, ...(force ? { doubtful: true } : {}) });
    },
  );

  it('of which an answer was lost is looked at again once such a write can no longer be under way', async () => {
    const [again] = await putBackAfter(() => done({ created: 1 }, ['A-1']));
    expect(again).toEqual({
      message: { ...message, attempt: 1, forceKeys: ['A-1'], lookAgain: true },
      delayMs: 180_000,
    });
  });

  it('that was handed out twice is looked at again as a whole: what the first delivery sent may still arrive', async () => {
    const [again] = await putBackAfter(() => done({ created: 1 }), {
      ...message,
      force: true,
      doubtful: true,
    });
    expect(again?.message).toEqual({ ...message, attempt: 1, force: true, forceKeys: [], lookAgain: true });
  });

  it('waits as long as the other side wished', async () => {
    const error = new RetryLater('HUBSPOT_RATE_LIMITED', '429', { afterMs: 3_600_000 });
    expect((await putBackAfter(() => Promise.reject(error)))[0]?.delayMs).toBe(3_600_000);
  });

  it('that crashed the code is not put back: only the host may make it poison', async () => {
    await expect(putBackAfter(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});

describe('what is put back', () => {
  const START = Date.parse('2026-11-27T20:00:00Z');
  const runId = '20261127T200000Z-0000000a';
  function setUp() {
    const [lines, events, put]: [LogEntry[], SyncEvent[], unknown[][]] = [[], [], []];
    const parts = {
      queue: { put: async (...all: unknown[]) => void put.push(all), length: async () => 0 },
      log: (line: LogEntry) => void lines.push(line),
      telemetry: { emit: (event: SyncEvent) => void events.push(event), flush: async () => undefined },
      ...{ clock: { now: () => START + 5_000 }, quietMs: 1 },
    };
    return { parts, lines, events, put };
  }
  const limit = () => Promise.reject(new RetryLater('HUBSPOT_RATE_LIMITED', 'No room.', { afterMs: 60_000 }));

  it('is told: a batch with its records, its attempt, its age and the reason', async () => {
    const { parts, lines, events } = setUp();
    await putBackOnFailure({ ...message, runId }, parts, limit);
    expect(lines).toMatchObject([
      {
        ...{ level: 'warn', operation: 'BATCH', status: 'RETRY', code: 'HUBSPOT_RATE_LIMITED' },
        ...{ message: 'No room. Attempt 3 in 60 s.', batchId: 'r-1', runId },
      },
    ]);
    expect(events).toEqual([
      {
        name: 'PutBack',
        dimensions: { runId, batchId: 'r-1', code: 'HUBSPOT_RATE_LIMITED', outcomeClass: 'api' },
        measurements: { records: 1, attempt: 3, delayMs: 60_000, ageMs: 5_000 },
      },
    ]);
  });

  it('names no reason where only records are pending', async () => {
    const { parts, lines } = setUp();
    await putBackOnFailure(message, parts, () => done({ pending: 1 }));
    expect(lines).toMatchObject([
      { code: 'UNACCOUNTED', message: expect.stringMatching(/^Attempt 3 in \d+ s\.$/) },
    ]);
  });

  it.each([
    ['adopt', 'ADOPT'],
    ['verify', 'VERIFY'],
    ['detect', 'DETECT'],
    ['replay', 'REPLAY'],
  ] as const)('is a run of its kind: %s', async (kind, operation) => {
    const { parts, lines, put } = setUp();
    const whole = { ...{ runId, attempt: 2 }, kind, mode: 'full', selection: {} } as RunMessage;
    await carryOn(whole, parts, async () => true);
    expect(put).toEqual([]);
    await carryOn(whole, parts, async () => false);
    await carryOn(whole, parts, limit);
    expect(put).toEqual([[[{ ...whole, attempt: 1 }]], [[{ ...whole, attempt: 3 }], 60_000]]);
    expect(lines).toMatchObject([
      { operation, code: 'HUBSPOT_RATE_LIMITED', message: 'No room. Attempt 3 in 60 s.' },
    ]);
    await expect(carryOn(whole, parts, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});

describe('the delay', () => {
  // promise 6
  it('grows from seconds to fifteen minutes and no further', () => {
    const longest = [1, 2, 3, 8, 100].map((attempt) => requeueDelayMs(attempt, () => 1));
    expect(longest).toEqual([5_000, 10_000, 20_000, 640_000, 900_000]);
    expect(requeueDelayMs(1, () => 0)).toBe(2_500);
  });
});
