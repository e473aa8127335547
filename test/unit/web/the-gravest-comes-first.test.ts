import { expect, it } from 'vitest';
import type { Health } from '../../../shared/answers/health.ts';
import { cutOf, lagOf, standingOf } from '../../../shared/web/views/status/troubles.ts';

const NOW = Date.parse('2026-11-27T20:32:05Z');
const SINCE = '2026-11-27T15:12:00.000Z';

const end: Health['ends']['queue'] = { level: 'ok', since: SINCE, lookedAt: SINCE, says: [] };
const outcomes = {
  created: 0,
  updated: 0,
  unchanged: 0,
  adopted: 0,
  rejected: 0,
  conflict: 0,
  failed: 0,
  deleted: 0,
};
const totals = {
  records: 0,
  outcomes,
  notInHubSpot: 0,
  rejectedByCode: {},
  othersByCode: {},
  batches: 0,
  calls: 0,
  busyMs: 0,
  batchMs: null,
};

const WELL: Health = {
  healthy: true,
  since: SINCE,
  troubles: [],
  ends: { sqlServer: end, hubspot: end, queue: end, storage: end },
  fullLook: null,
  circuit: null,
  timers: [],
  queue: { batches: 0, oldestSince: null, poisonBatches: 0, pendingRecords: 0 },
  lag: { since: new Date(NOW - 250_000).toISOString(), boundMs: 3_600_000, worstOfDayMs: null },
  quota: { day: null, window: { limit: 100, windowMs: 10_000 } },
  deletes: null,
  counters: { until: SINCE, lastDay: totals },
  watermark: null,
  associates: { records: 10, at: SINCE },
  contactUrl: null,
};

const sqlAway: Health['ends'] = { ...WELL.ends, sqlServer: { ...end, level: 'error' } };
const circuit = { code: 'CIRCUIT_OPEN', parameters: {}, message: '', since: SINCE, nextProbeAt: SINCE };
const deletes = {
  since: SINCE,
  lastAt: SINCE,
  records: 12,
  knownContacts: 100,
  gonePercent: 12,
  limitPercent: 1,
};
const warning = {
  code: 'FUTURE_STAMPS',
  parameters: {},
  message: '',
  level: 'warning',
  since: SINCE,
} as const;

it.each<[string, Partial<Health>]>([
  ['ok', {}],
  ['warn', { troubles: [warning] }],
  ['late', { troubles: [warning], lag: { ...WELL.lag, since: SINCE } }],
  [
    'empty',
    { counters: { until: null, lastDay: totals }, associates: null, lag: { ...WELL.lag, since: null } },
  ],
  ['deletes', { deletes, troubles: [warning] }],
  ['bad', { healthy: false, deletes }],
  ['sql', { healthy: false, ends: sqlAway, deletes }],
  ['circuit', { healthy: false, ends: sqlAway, circuit, deletes }],
])('says %s', (standing, trouble) => {
  expect(standingOf({ ...WELL, ...trouble }, NOW)).toBe(standing);
});

it('shades the charts from the moment on in which nothing is known', () => {
  expect(cutOf(WELL)).toBeUndefined();
  expect(cutOf({ ...WELL, ends: sqlAway })).toEqual({ by: 'sql', since: SINCE });
  expect(cutOf({ ...WELL, ends: sqlAway, circuit })).toEqual({ by: 'circuit', since: SINCE });
});

it('tells the lag by the clock of the service, and none before the first detection', () => {
  expect(lagOf(WELL, NOW)).toBe(250_000);
  expect(lagOf({ ...WELL, lag: { ...WELL.lag, since: null } }, NOW)).toBe(0);
});
