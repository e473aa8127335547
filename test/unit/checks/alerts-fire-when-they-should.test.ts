import { describe, expect, it } from 'vitest';
import { readAlertRules } from '../../../infra/docs/alertRules.ts';
import type { Row } from '../../checks/kql/run/values.ts';
import {
  account,
  ask,
  batch,
  DAY,
  detect,
  failedRun,
  finding,
  gone,
  HOUR,
  health,
  outage,
  poison,
  quotaLow,
  reconcile,
  record,
  summary,
} from './alertEvents.ts';

/** A tick every five minutes of half an hour; one moment in each of the 40 hours before the last. */
const TICKS = [2, 7, 12, 17, 22, 27];
const HOURS = Array.from({ length: 40 }, (_, hour) => 90 + hour * HOUR);

/** Two days of ticks, and what belongs to the two nights in them. */
const HOURS_AND_MORE = Array.from({ length: 60 }, (_, hour) => 3 + hour * HOUR);
const NIGHTS = [9 * HOUR, DAY + 9 * HOUR];

/** [alert, when, the events, whether it fires] */
const CASES: readonly (readonly [string, string, readonly Row[], boolean])[] = [
  ['no-run', 'there is no telemetry at all', [], true],
  ['no-run', 'only the reconciliation ran', [reconcile(5, 1000), health(5)], true],
  ['no-run', 'the last run is older than the window', [detect(16)], true],
  ['no-run', 'a run ended ten minutes ago', [detect(10)], false],

  [
    'watermark-stuck',
    'every tick leaves changes and detects none',
    [...TICKS.map((at) => health(at, { changesWait: 1 })), ...TICKS.map((at) => detect(at))],
    true,
  ],
  ['watermark-stuck', 'no tick even ended its run', TICKS.map((at) => health(at, { changesWait: 1 })), true],
  [
    'watermark-stuck',
    'a first load leaves changes and detects some',
    [...TICKS.map((at) => health(at, { changesWait: 1 })), detect(7, 10_000)],
    false,
  ],
  [
    'watermark-stuck',
    'one tick left nothing',
    [...TICKS.map((at) => health(at, { changesWait: 1 })), health(9)],
    false,
  ],
  [
    'watermark-stuck',
    'the circuit is open, which has a rule of its own',
    TICKS.map((at) => health(at, { changesWait: 1, circuit: 'open' })),
    false,
  ],
  ['watermark-stuck', 'there was one tick only', [health(2, { changesWait: 1 })], false],
  ['watermark-stuck', 'every run fails and cannot tell more', TICKS.map((at) => failedRun(at)), true],
  ['watermark-stuck', 'one run failed', [...TICKS.map((at) => detect(at)), failedRun(9)], false],
  ['watermark-stuck', 'there is no telemetry', [], false],

  ['lag-high', 'the last tick lags 61 minutes', [health(8), health(3, { lagMs: 61 * 60_000 })], true],
  [
    'lag-high',
    'the lag is over by the last tick',
    [health(8, { lagMs: 90 * 60_000 }), health(3, { lagMs: 60_000 })],
    false,
  ],
  ['lag-high', 'there is no telemetry', [], false],

  [
    'error-rate',
    '2 of 1,000 failed',
    [batch(10, 998), poison(10, { records: 2 }), record('failed', 'business'), record('failed', 'business')],
    true,
  ],
  [
    'error-rate',
    'HubSpot refused 2 of 1,000 for no known reason',
    [batch(10, 1000), record('rejected', 'api'), record('rejected', 'api')],
    true,
  ],
  [
    'error-rate',
    '1 of 2,000 failed',
    [batch(10, 1999), poison(10, { records: 1 }), record('failed', 'business')],
    false,
  ],
  [
    'error-rate',
    '1 of 900 failed, and 1 of 1,000 would be allowed',
    [batch(10, 899), poison(10, { records: 1 }), record('failed', 'business')],
    false,
  ],
  [
    'error-rate',
    '1 failed of 3 there were',
    [batch(10, 2), poison(10, { records: 1 }), record('failed', 'business')],
    false,
  ],
  [
    'error-rate',
    '2 of 900 failed',
    [batch(10, 898), poison(10, { records: 2 }), record('failed', 'business'), record('failed', 'business')],
    true,
  ],
  [
    'error-rate',
    'rows are rejected, collide, wait or go well',
    [
      batch(10, 100),
      record('rejected', 'validation'),
      record('conflict', 'business'),
      record('pending', 'api'),
      record('unchanged', 'api', 20),
      record('created', 'none', 20),
    ],
    false,
  ],
  ['error-rate', 'nothing was settled', [], false],

  [
    'conflicts-above-norm',
    '1 % became 10 %',
    [...HOURS.map((at) => batch(at, 1000, 10)), batch(30, 100, 10)],
    true,
  ],
  [
    'conflicts-above-norm',
    'it is 10 % as ever',
    [...HOURS.map((at) => batch(at, 100, 10)), batch(30, 100, 10)],
    false,
  ],
  [
    'conflicts-above-norm',
    'there were 4 of 10',
    [...HOURS.map((at) => batch(at, 1000, 0)), batch(30, 10, 4)],
    false,
  ],
  ['conflicts-above-norm', 'they are of yesterday', [batch(DAY, 100, 50), batch(30, 100, 0)], false],
  ['conflicts-above-norm', 'nothing was settled', [], false],

  ['rows-off-norm', 'half of the table is gone', [reconcile(DAY + 5, 10_000), reconcile(5, 5_000)], true],
  ['rows-off-norm', 'the table was loaded twice', [reconcile(DAY + 5, 10_000), reconcile(5, 20_000)], true],
  ['rows-off-norm', 'it is empty', [reconcile(DAY + 5, 10_000), reconcile(5, 0)], true],
  ['rows-off-norm', 'it grew by 1 %', [reconcile(DAY + 5, 10_000), reconcile(5, 10_100)], false],
  ['rows-off-norm', 'a small table changed by 15 rows', [reconcile(DAY + 5, 40), reconcile(5, 55)], false],
  [
    'rows-off-norm',
    'one of both was cut off',
    [reconcile(DAY + 5, 10_000), reconcile(5, 4_000, 'timeLimit')],
    false,
  ],
  ['rows-off-norm', 'there was one only', [reconcile(5, 10_000)], false],

  ['reconcile-absent', 'it never ran in two days of detection', HOURS_AND_MORE.map((at) => detect(at)), true],
  [
    'reconcile-absent',
    'it failed twice',
    [...HOURS_AND_MORE.map((at) => detect(at)), ...NIGHTS.map((at) => reconcile(at, 0, 'failed'))],
    true,
  ],
  [
    'reconcile-absent',
    'it was cut off twice',
    [...HOURS_AND_MORE.map((at) => detect(at)), ...NIGHTS.map((at) => reconcile(at, 5_000, 'timeLimit'))],
    true,
  ],
  [
    'reconcile-absent',
    'it failed, and was cut off the night after',
    [
      ...HOURS_AND_MORE.map((at) => detect(at)),
      reconcile(DAY + 9 * HOUR, 0, 'failed'),
      reconcile(9 * HOUR, 5_000, 'queueFull'),
    ],
    true,
  ],
  [
    'reconcile-absent',
    'the last that ended was three nights ago',
    [...HOURS_AND_MORE.map((at) => detect(at)), reconcile(2 * DAY + 9 * HOUR, 5_000)],
    true,
  ],
  [
    'reconcile-absent',
    'it ended last night',
    [...HOURS_AND_MORE.map((at) => detect(at)), reconcile(9 * HOUR, 5_000)],
    false,
  ],
  [
    'reconcile-absent',
    'last night failed, and the one before ended',
    [
      ...HOURS_AND_MORE.map((at) => detect(at)),
      reconcile(DAY + 9 * HOUR, 5_000),
      reconcile(9 * HOUR, 0, 'failed'),
    ],
    false,
  ],
  [
    'reconcile-absent',
    'last night was cut off, and a second one of the same night ended',
    [
      ...HOURS_AND_MORE.map((at) => detect(at)),
      reconcile(9 * HOUR, 5_000, 'timeLimit'),
      reconcile(8 * HOUR, 5_000),
    ],
    false,
  ],
  ['reconcile-absent', 'the app was deployed this morning', TICKS.map((at) => detect(at)), false],
  ['reconcile-absent', 'there is no telemetry, which no-run tells of', [], false],

  [
    'changes-off-norm',
    'an hour brings 2,000, where 10 are usual',
    [...HOURS.map((at) => detect(at, 10)), detect(30, 2_000)],
    true,
  ],
  ['changes-off-norm', 'an hour brings 900', [...HOURS.map((at) => detect(at, 1)), detect(30, 900)], false],
  [
    'changes-off-norm',
    'thousands an hour are usual',
    [...HOURS.map((at) => detect(at, 2_000)), detect(30, 4_000)],
    false,
  ],

  [
    'quota-low',
    'the last tick heard of 81 %',
    [health(10, { dayUsedPercent: 70 }), health(5, { dayUsedPercent: 81 })],
    true,
  ],
  ['quota-low', 'it is said between two ticks', [health(5, { dayUsedPercent: 79 }), quotaLow(1, 82)], true],
  ['quota-low', 'a new day has begun', [quotaLow(30, 82), health(5, { dayUsedPercent: 2 })], false],
  ['quota-low', 'there is no telemetry', [], false],

  ['weekly-summary', 'the report was made this morning', [summary(30, '2026-11-16')], true],
  ['weekly-summary', 'it was made yesterday', [summary(DAY, '2026-11-16')], false],

  ['circuit-open', 'it opened between two ticks', [health(5), outage(2, 'open')], true],
  [
    'circuit-open',
    'it opened before the window and ticks still say so',
    [health(5, { circuit: 'open' })],
    true,
  ],
  [
    'circuit-open',
    'it closed again',
    [outage(20, 'open'), health(8, { circuit: 'open' }), outage(3, 'closed')],
    false,
  ],
  ['circuit-open', 'it is closed', [health(5)], false],
  ['circuit-open', 'there is no telemetry', [], false],

  [
    'poison',
    'a batch crashed the code two hours ago',
    [poison(120, { batchId: 'b', records: 100 }), health(5)],
    true,
  ],
  ['poison', 'a message lies in the poison queue', [health(5, { poisonLength: 1 })], true],
  ['poison', 'the poison queue is empty again', [health(10, { poisonLength: 1 }), health(5)], false],
  ['poison', 'there is no telemetry', [], false],

  ['deletes-held', 'the guard held what went', [gone('DELETE_HELD'), gone('DELETE_HELD')], true],
  ['deletes-held', 'rows went as the policy wants it', [gone('CONTACT_ARCHIVED')], false],

  ['full-sync', 'a run began a full pass', [detect(5), detect(10, 100, 'the database was restored')], true],
  ['full-sync', 'runs were incremental', [detect(5), detect(10, 100)], false],

  ['preflight-error', 'the nightly look found an error', [finding(7 * HOUR, 'permissions', 'error')], true],
  [
    'preflight-error',
    'a later look found it less bad',
    [finding(7 * HOUR, 'permissions', 'error'), finding(HOUR, 'permissions', 'warning')],
    false,
  ],
  [
    'preflight-error',
    'another check is still an error',
    [finding(7 * HOUR, 'columns', 'error'), finding(HOUR, 'permissions', 'warning')],
    true,
  ],

  ['run-imbalance', 'a run lost a record', [account(20, 'a', 0), account(10, 'b', 1)], true],
  ['run-imbalance', 'a run counted a record twice', [account(10, 'b', -1)], true],
  ['run-imbalance', 'it adds up by now', [account(20, 'b', 3), account(10, 'b', 0)], false],
];

describe('an alert', () => {
  it.for(CASES)('%s, when %s', ([name, , events, expected]) => {
    expect(ask(name, events)).toMatchObject({ fires: expected });
  });

  it.for(readAlertRules())(
    '$query has a case in which it fires and one in which it does not',
    ({ query }) => {
      const outcomes = CASES.filter(([name]) => name === query).map(([, , , fires]) => fires);
      expect(new Set(outcomes)).toEqual(new Set([true, false]));
    },
  );

  it('tells the first figures of the weekly report, as texts, for a rule is split by nothing else', () => {
    expect(ask('weekly-summary', [summary(30, '2026-11-16')]).rows).toEqual([
      {
        week: '2026-11-16',
        records: '41800',
        inHubSpotPercent: '98.8',
        failed: '5',
        targetsMissed: '0',
        openReviews: '0',
      },
    ]);
  });

  it('tells the reason of a full pass and the code of an outage', () => {
    expect(ask('full-sync', [detect(10, 1, 'restored')]).rows).toMatchObject([{ reason: 'restored' }]);
    expect(
      ask('circuit-open', [outage(9, 'open', 'SCOPE_MISSING'), health(4, { circuit: 'open' })]).rows,
    ).toMatchObject([{ code: 'SCOPE_MISSING' }]);
  });
});
