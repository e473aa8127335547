import { describe, expect, it } from 'vitest';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import type { TimerHealth } from '../../../shared/sync/health/describeTimer.ts';
import { readTimers } from '../../../shared/sync/health/readTimers.ts';
import { noteTimerEnd } from '../../../shared/sync/health/timerEnd.ts';
import type { StateDocument } from '../../../shared/sync/ports/stateDocument.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28, 12, 1);
const EVERY_HOUR = parseNcrontab('0 0 * * * *');
const NIGHTLY = parseNcrontab('0 0 8 * * *');

function inMemory(): StateDocument {
  let stored: { text: string; etag: string } | undefined;
  return {
    read: async () => stored,
    save: async (text) => {
      stored = { text, etag: '1' };
      return '1';
    },
  };
}

/** [hours ago, why the run ended or what it threw] */
type Run = readonly [hoursAgo: number, end: string | Error];

const plannedAt = (hoursAgo: number) => ({
  expression: 'nightly',
  since: new Date(NOW - hoursAgo * HOUR).toISOString(),
});

/** Both timers after these runs, as an operator sees them at noon. */
async function timersAfter(
  detections: readonly Run[],
  reconciliations: readonly Run[],
  plannedHoursAgo?: number,
) {
  const [detecting, reconciling] = [inMemory(), inMemory()];
  const play = async (document: StateDocument, runs: readonly Run[], complete: (by: string) => boolean) => {
    for (const [hoursAgo, end] of runs) {
      const clock = { now: () => NOW - hoursAgo * HOUR };
      await noteTimerEnd({ document, clock, isComplete: complete }, async () => {
        if (end instanceof Error) throw end;
        return { stoppedBy: end };
      }).catch(() => undefined);
    }
  };
  await play(detecting, detections, (by) => by !== 'failed');
  await play(reconciling, reconciliations, (by) => by === 'end');
  const { detectChanges, reconcile, ...others } = await readTimers(
    [
      { name: 'detectChanges', expression: 'hourly', document: detecting, schedule: EVERY_HOUR },
      { name: 'reconcile', expression: 'nightly', document: reconciling, schedule: NIGHTLY },
    ],
    async () => ({
      ends: {},
      ...(plannedHoursAgo === undefined ? {} : { timers: { reconcile: plannedAt(plannedHoursAgo) } }),
    }),
    NOW,
  );
  // Those that are off are not judged.
  expect(others).toEqual({});
  if (!detectChanges || !reconcile) throw new Error('A timer that is on is not judged.');
  const inEnglish = ({ code: _, parameters: __, message, ...rest }: TimerHealth) => ({
    ...rest,
    message: message.en,
  });
  return { detectChanges: inEnglish(detectChanges), reconcile: inEnglish(reconcile) };
}

const LATELY: readonly Run[] = [
  [60, 'end'],
  [1, 'end'],
];
const failure = new StopAndAlert('CONFIGURATION', 'The setting X is wrong.');

describe('the timers in the status', () => {
  it('tell when each last ended, and how', async () => {
    const { detectChanges, reconcile } = await timersAfter(LATELY, [[4, 'end']]);
    expect(detectChanges).toEqual({
      level: 'ok',
      message: 'It ended last 2026-11-28T11:01:00.000Z, by end.',
      lastEndedAt: '2026-11-28T11:01:00.000Z',
      lastCompletedAt: '2026-11-28T11:01:00.000Z',
    });
    expect(reconcile).toMatchObject({ level: 'ok', lastEndedAt: '2026-11-28T08:01:00.000Z' });
  });

  it('are not judged in a new app', async () => {
    const { detectChanges, reconcile } = await timersAfter([[0.01, 'end']], []);
    expect([detectChanges.level, reconcile.level]).toEqual(['ok', 'unknown']);
    expect((await timersAfter([], [])).detectChanges.level).toBe('unknown');
  });

  it.each([
    [
      'once a reconciliation failed',
      [
        [28, 'end'],
        [4, failure],
      ],
      'ok',
      /by failed \(CONFIGURATION\)/,
    ],
    ['a night was left out', [[28, 'end']], 'ok', /ended last 2026-11-27T08:01/],
    [
      'it has never run in days',
      [],
      'warning',
      /due 2026-11-27T08:00.*, 2026-11-28T08:00.*, and has never ended/,
    ],
    ['it runs no more', [[52, 'end']], 'warning', /and ended last 2026-11-26T08:01:00\.000Z\. Look whether/],
    [
      'it failed twice',
      [
        [52, 'end'],
        [28, failure],
        [4, failure],
      ],
      'warning',
      /not come to its end since 2026-11-26T08:01.*: it ended last 2026-11-28T08:01.*, by failed \(CONFIGURATION\)/,
    ],
    [
      'it is cut off each night',
      [
        [52, 'timeLimit'],
        [28, 'timeLimit'],
        [4, 'queueFull'],
      ],
      'warning',
      /not come to its end yet: it ended last .* by queueFull/,
    ],
  ] as const)('when %s', async (_, runs, level, message) => {
    const { reconcile } = await timersAfter(LATELY, runs);
    expect(reconcile).toMatchObject({ level, message: expect.stringMatching(message) });
  });

  it('do not count what was due before one had its schedule', async () => {
    // Switched on today, in an app that has run for days.
    expect((await timersAfter(LATELY, [], 5)).reconcile.level).toBe('unknown');
    expect((await timersAfter(LATELY, [], 50)).reconcile.level).toBe('warning');
    // Its schedule was a rarer one until this morning.
    expect((await timersAfter(LATELY, [[60, 'end']], 5)).reconcile.level).toBe('ok');
    expect((await timersAfter(LATELY, [[60, 'end']], 50)).reconcile.level).toBe('warning');
  });

  it('say that detection runs no more, or does nothing but fail', async () => {
    expect((await timersAfter([[3, 'end']], [])).detectChanges).toMatchObject({ level: 'warning' });
    const { detectChanges } = await timersAfter(
      [
        [4, 'end'],
        [2, failure],
        [1, new TypeError('x')],
      ],
      [],
    );
    expect(detectChanges).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(/since 2026-11-28T08:01.*failed \(BUG\)/),
    });
    // A full queue is worked on, and the next tick goes on.
    const full = await timersAfter(
      [
        [4, 'end'],
        [2, 'queueFull'],
        [1, 'queueFull'],
      ],
      [],
    );
    expect(full.detectChanges.level).toBe('ok');
  });

  it('do not fail a run whose end Storage does not take, and hide no failure of it', async () => {
    const away: StateDocument = {
      read: () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'away')),
      save: () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'away')),
    };
    const parts = { document: away, clock: { now: () => NOW }, isComplete: () => true };
    expect(await noteTimerEnd(parts, async () => ({ stoppedBy: 'end' }))).toEqual({ stoppedBy: 'end' });
    await expect(noteTimerEnd(parts, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});
