import { expect, it } from 'vitest';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';
import { type TimerPlan, timersOf } from '../../../shared/sync/health/timersOf.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28, 12, 1);
const isoOf = (hoursAgo: number) => new Date(NOW - hoursAgo * HOUR).toISOString();
const PLANS: readonly TimerPlan[] = [
  { name: 'detectChanges', expression: '0 0 * * * *', schedule: parseNcrontab('0 0 * * * *') },
  { name: 'reconcile', expression: '0 0 8 * * *', schedule: parseNcrontab('0 0 8 * * *') },
];

/** Detection ends every hour; the reconciliation as told. */
function reconcileAfter(end: object | undefined) {
  const detected = { since: isoOf(100), endedAt: isoOf(1), stoppedBy: 'end', completedAt: isoOf(1) };
  const states = new Map([['timer-detectChanges', JSON.stringify(detected)]]);
  if (end) states.set('timer-reconcile', JSON.stringify({ since: isoOf(100), stoppedBy: 'end', ...end }));
  const [detect, reconcile] = timersOf(PLANS, states, NOW);
  expect(detect).toMatchObject({ state: 'ok', failure: null });
  return reconcile;
}

it('a timer that was switched on today, in an app that has run for days, is not late', () => {
  const plan = PLANS[1];
  if (!plan) throw new Error('There is no second timer.');
  const detected = { since: isoOf(100), endedAt: isoOf(1), stoppedBy: 'end', completedAt: isoOf(1) };
  const judgedWith = (timers: object) => {
    const states = new Map([
      ['timer-detectChanges', JSON.stringify(detected)],
      ['look', JSON.stringify({ ends: {}, timers })],
    ]);
    return timersOf(PLANS, states, NOW)[1];
  };
  const planned = { expression: plan.expression, since: isoOf(2) };
  expect(judgedWith({ reconcile: planned })).toMatchObject({ state: 'unknown', failure: null });
  expect(judgedWith({ reconcile: { ...planned, since: isoOf(60) } })).toMatchObject({ state: 'failing' });
});

it.each([
  ['that ended last night', { endedAt: isoOf(4), completedAt: isoOf(4) }, 'ok', undefined],
  ['that failed last night', { endedAt: isoOf(4), code: 'SQL_SLOW' }, 'failing', 'SQL_SLOW'],
  ['that runs no more', { endedAt: isoOf(60), completedAt: isoOf(60) }, 'failing', 'TIMER_LATE'],
  ['that never ran', undefined, 'failing', 'TIMER_NEVER_ENDED'],
  [
    'that comes to no end',
    { endedAt: isoOf(4), stoppedBy: 'queueFull', completedAt: isoOf(60) },
    'failing',
    'TIMER_INCOMPLETE_SINCE',
  ],
] as const)('a reconciliation %s', (_, end, state, code) => {
  const timer = reconcileAfter(end);
  expect(timer?.state).toBe(state);
  expect(timer?.failure?.code).toBe(code);
});
