import { formatLogLine } from '../../telemetry/log.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type Output, type Progress, roomIn } from './output.ts';
import { paceOf } from './pace.ts';
import type { Streams } from './textOutput.ts';

const EVERY_MS = 2_000;

/**
 * For a program: standard output is JSON only, an object a line, each with its `event`: of a long command `start`, `progress` and `record`,
 * and of every command one `result`, last. Log lines go to standard error, an object each.
 */
export function jsonOutput({ stdout, stderr }: Streams, isLong: boolean): Output {
  const startedAt = Date.now();
  let shownAt = startedAt;
  let last: Progress = { what: 'associates', done: 0, total: undefined };

  const write = (object: object) => {
    stdout.write(`${JSON.stringify(object)}\n`);
    heartbeat.beat();
  };
  const show = (progress: Progress) => {
    shownAt = Date.now();
    const { done, total, perMinute, secondsLeft } = paceOf(progress, Date.now() - startedAt);
    write({ event: 'progress', done, total, perMinute, secondsLeft });
  };
  const heartbeat = startHeartbeat(() => {
    if (isLong) show(last);
  });
  const finish = (object: object) => write({ event: 'result', ...object });

  return {
    start(facts) {
      if (isLong) write({ event: 'start', at: new Date().toISOString(), ...facts });
    },
    note: () => undefined,
    log(entry) {
      if (entry.level !== 'info' && entry.contactId === undefined)
        stderr.write(`${formatLogLine(entry, new Date())}\n`);
    },
    record: (json) => write({ event: 'record', ...json }),
    room: () => roomIn(stdout),
    progress(progress) {
      last = progress;
      if (isLong && Date.now() - shownAt >= EVERY_MS) show(progress);
    },
    result: ({ json }, exitCode) => finish({ exitCode, ...json }),
    failure: ({ exitCode, code, problems }) => finish({ exitCode, error: { code, problems } }),
    end: () => heartbeat.stop(),
  };
}
