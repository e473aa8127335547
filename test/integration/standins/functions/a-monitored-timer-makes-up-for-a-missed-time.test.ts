import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createTimerListener } from '../../../standins/functions/host/timerListener.ts';

const INTERVAL_MS = 50;

/** A timer listener with an interval that NCRONTAB cannot say, and what its runs were given. */
function startTimer(monitored: boolean) {
  const runs: unknown[] = [];
  const waiting: (() => void)[] = [];
  const schedule = { next: (after: Date) => new Date(after.getTime() + INTERVAL_MS) };
  const trigger = { kind: 'timer', bindingName: 'timer', schedule, runOnStartup: false, monitored } as const;
  const listener = createTimerListener(
    { name: 'tick', triggerType: 'timerTrigger', disabled: false, outputs: [], trigger },
    {
      execute: async (_, request) => {
        runs.push(JSON.parse(request.inputData[0]?.data.json ?? 'null'));
        waiting.splice(0).forEach((resume) => {
          resume();
        });
        return { invocationId: 'i', succeeded: true };
      },
    },
  );
  const nextRun = () => new Promise<void>((resolve) => waiting.push(resolve));
  listener.start();
  onTestFinished(() => listener.stop());
  return { listener, runs, nextRun };
}

test('a time that passed while the listener was stopped is made up for, once', async () => {
  const { listener, runs, nextRun } = startTimer(true);
  await nextRun();
  await listener.stop();
  await sleep(3 * INTERVAL_MS);
  const before = runs.length;

  listener.start();
  await nextRun();
  await nextRun();

  expect(runs[0]).toMatchObject({ IsPastDue: false, ScheduleStatus: { Last: '0001-01-01T00:00:00' } });
  expect(runs.slice(before)).toMatchObject([{ IsPastDue: true }, { IsPastDue: false }]);
});

test('a timer that is not monitored forgets it', async () => {
  const { listener, runs, nextRun } = startTimer(false);
  await nextRun();
  await listener.stop();
  await sleep(3 * INTERVAL_MS);

  listener.start();
  await nextRun();

  expect(runs).toMatchObject([{ IsPastDue: false }, { IsPastDue: false, ScheduleStatus: null }]);
});
