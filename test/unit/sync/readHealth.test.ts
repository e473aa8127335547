import { describe, expect, it } from 'vitest';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { HOUR_MS } from '../../../shared/sync/counters/hours.ts';
import { rollUp } from '../../../shared/sync/counters/rollUp.ts';
import { noteTick, type SeenByTick } from '../../../shared/sync/health/noteTick.ts';
import { readHealth } from '../../../shared/sync/health/readHealth.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import { counterRowsInMemory, documentInMemory } from '../../support/inMemory.ts';

const NOW = Date.parse('2026-11-27T20:30:00Z');
const iso = (at: number) => new Date(at).toISOString();

/** What is stored of an app in which nothing has happened yet; a test adds to it. */
function setUp() {
  const states = new Map<string, string>();
  const rows = counterRowsInMemory();
  const queues = { length: 0, oldestMs: 0, poisonLength: 0 };
  const parts = {
    ...{ rows, queues: { read: async () => queues }, states: async () => states },
    standing: async () => ({ associates: 1_000, inHubSpot: 990, passing: 980, at: iso(NOW) }),
    ...{ window: { limit: 100, windowMs: 10_000 }, timers: () => [], watermark: () => null },
    ...{ portalId: '77', limitPercent: 1, clock: { now: () => NOW } },
  };
  const store = (name: string, value: object) => states.set(name, JSON.stringify(value));
  return { parts, rows, queues, store, read: () => readHealth(parts) };
}

describe('health', () => {
  it('knows of an app in which nothing has happened that nobody has looked', async () => {
    const health = await setUp().read();
    expect(health).toMatchObject({
      ...{ healthy: true, since: null, troubles: [], fullLook: null, circuit: null, deletes: null },
      queue: { batches: 0, oldestSince: null, poisonBatches: 0, pendingRecords: null },
      lag: { since: null, boundMs: HOUR_MS, worstOfDayMs: null },
      quota: { day: null, window: { limit: 100, windowMs: 10_000 } },
      counters: { until: null, lastDay: { records: 0 } },
      associates: { records: 1_000, at: iso(NOW) },
      contactUrl: 'https://app.hubspot.com/contacts/77/record/0-1/{id}',
    });
    for (const end of Object.values(health.ends))
      expect(end).toEqual({ level: 'unknown', since: null, lookedAt: null, says: [] });
  });

  it('has what waits, what was counted in a day, and the quota as it is stored', async () => {
    const { rows, queues, store, read } = setUp();
    Object.assign(queues, { length: 3, oldestMs: 40_000 });
    const run = newRunId(NOW - HOUR_MS);
    const ended = {
      counts: { updated: 60 },
      rejectedByCode: {},
      othersByCode: {},
      notInHubSpot: 0,
      isCompared: false,
    };
    const end = { endedAt: NOW - 1_000, durationMs: 500, calls: 1 };
    const records = {
      changed: async () => [run],
      record: async () => ({ batches: [{ ...ended, size: 100, end }], note: undefined, storedAt: undefined }),
      forget: () => Promise.reject(new Error('Not part of this test.')),
    };
    const sample = { id: 'a', beganAt: NOW - 2_000, hasEnded: true, lagMs: 400_000, queueBatches: 3 };
    await rollUp(
      { ...sample, queueAgeMs: 1, quotaPercent: null },
      { rows, records, clock: { now: () => NOW }, countDue: () => 1 },
    );
    store('rate-standard', { slots: [], pausedUntil: 0, day: { limit: 1_000, remaining: 900, at: NOW } });
    expect(await read()).toMatchObject({
      queue: { batches: 3, oldestSince: iso(NOW - 40_000), pendingRecords: 40 },
      lag: { worstOfDayMs: 400_000 },
      counters: { until: iso(NOW), lastDay: { records: 60 } },
    });
  });

  it('has a lag from the last detection that came to its end, which a run that is open holds back', async () => {
    const { store, read } = setUp();
    const open = newRunId(NOW - 2 * HOUR_MS);
    store('health', { caughtUpAt: NOW - HOUR_MS, runs: [], quotaLow: false });
    expect(await read()).toMatchObject({ lag: { since: iso(NOW - HOUR_MS) }, troubles: [] });
    store('health', { caughtUpAt: NOW - HOUR_MS, runs: [{ runId: open, detected: 2 }], quotaLow: false });
    const since = iso(NOW - 2 * HOUR_MS);
    expect(await read()).toMatchObject({
      ...{ healthy: true, lag: { since } },
      troubles: [{ code: 'LAG_OVER_BOUND', level: 'warning', since }],
    });
  });

  it('has deletes that a person has to decide', async () => {
    const { store, read } = setUp();
    const hour = Math.floor(NOW / HOUR_MS);
    store('removals', {
      counted: [
        { hour, contacts: 20 },
        { hour: hour - 30, contacts: 500 },
      ],
      ...{ known: { contacts: 1_000, at: NOW }, toldAt: NOW - 1, heldSince: NOW - HOUR_MS },
    });
    expect(await read()).toMatchObject({
      deletes: {
        ...{ since: iso(NOW - HOUR_MS), lastAt: iso(NOW - 1), records: 20, knownContacts: 1_000 },
        ...{ gonePercent: 2, limitPercent: 1 },
      },
      troubles: [{ code: 'DELETES_HELD', parameters: { records: 20 }, since: iso(NOW - HOUR_MS) }],
    });
  });

  it('is not well while HubSpot is not called, or batches cannot be worked on; the gravest comes first', async () => {
    const { store, queues, read } = setUp();
    const since = iso(NOW - 60_000);
    store('health', { caughtUpAt: NOW - 2 * HOUR_MS, runs: [], quotaLow: false });
    store('circuit', {
      open: { code: 'HUBSPOT_UNAUTHORIZED', reason: 'No.', since, nextTryAt: NOW + 60_000 },
    });
    queues.poisonLength = 2;
    const health = await read();
    expect(health).toMatchObject({
      ...{ healthy: false, since, queue: { poisonBatches: 2 } },
      circuit: { code: 'HUBSPOT_UNAUTHORIZED', since, nextProbeAt: iso(NOW + 60_000) },
      ends: {
        hubspot: { level: 'error', since, says: [{ code: 'HUBSPOT_UNAUTHORIZED' }] },
        queue: { level: 'error', says: [{ code: 'QUEUE_POISONED', parameters: { batches: 2 } }] },
      },
    });
    expect(health.troubles.map(({ code, level }) => `${level} ${code}`)).toEqual([
      'error HUBSPOT_UNAUTHORIZED',
      'error QUEUE_POISONED',
      'warning LAG_OVER_BOUND',
    ]);
  });
});

describe('what a run of the timer saw', () => {
  const calm: SeenByTick = {
    endedAt: NOW,
    failure: undefined,
    circuit: undefined,
    queues: { length: 0, oldestMs: 0, poisonLength: 0 },
  };
  const says = (level: string, code: string) => ({ level, says: [{ code, parameters: expect.anything() }] });

  it('is kept with the time since when a neighbour is as it is', async () => {
    const document = documentInMemory();
    const look = async () => JSON.parse((await document.read())?.text ?? '');
    await noteTick(calm, [], document);
    const wellSince = { since: iso(NOW), lookedAt: iso(NOW) };
    expect(await look()).toEqual({
      ends: {
        sqlServer: { ...says('ok', 'SQL_READY'), ...wellSince },
        queue: { ...says('ok', 'QUEUE_READY'), ...wellSince },
        storage: { ...says('ok', 'STORAGE_READY'), ...wellSince },
      },
      healthy: { is: true, since: iso(NOW) },
      timers: {},
    });

    const later = { ...calm, endedAt: NOW + 1_000 };
    const failure = new RetryLater('SQL_UNREACHABLE', 'Away.');
    await noteTick({ ...later, failure, circuit: { code: 'HUBSPOT_UNAUTHORIZED' } }, [], document);
    expect(await look()).toMatchObject({
      ends: {
        sqlServer: { ...says('error', 'SQL_UNREACHABLE'), since: iso(NOW + 1_000) },
        hubspot: { ...says('error', 'HUBSPOT_UNAUTHORIZED'), since: iso(NOW + 1_000) },
        storage: { ...says('ok', 'STORAGE_READY'), since: iso(NOW), lookedAt: iso(NOW + 1_000) },
      },
      healthy: { is: false, since: iso(NOW + 1_000) },
    });

    await noteTick(
      { ...calm, endedAt: NOW + 2_000, queues: { ...calm.queues, poisonLength: 3 } },
      [],
      document,
    );
    expect(await look()).toMatchObject({
      ends: {
        sqlServer: says('ok', 'SQL_READY'),
        hubspot: says('ok', 'HUBSPOT_READY'),
        queue: { level: 'error', says: [{ code: 'QUEUE_POISONED', parameters: { batches: 3 } }] },
      },
      healthy: { is: false, since: iso(NOW + 1_000) },
    });
  });

  it.each(['SCHEMA', 'CHANGE_TRACKING_OFF'])(
    'tells of SQL Server what SQL Server is to blame for: %s',
    async (code) => {
      const document = documentInMemory();
      await noteTick({ ...calm, failure: new StopAndAlert(code, 'No.') }, [], document);
      expect((await document.read())?.text).toContain(code);
    },
  );

  it.each([new RetryLater('STORAGE_UNREACHABLE', 'Away.'), new TypeError('SQL_'), 'SQL_'])(
    'leaves SQL Server as it was after a failure elsewhere: %s',
    async (failure) => {
      const document = documentInMemory();
      await noteTick({ ...calm, failure }, [], document);
      expect(JSON.parse((await document.read())?.text ?? '').ends).not.toHaveProperty('sqlServer');
    },
  );
});
