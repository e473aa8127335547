import { randomUUID } from 'node:crypto';

/** A run's id, e.g. `20261122T192500Z-3f2a91c4`: sorts by time. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomUUID().slice(0, 8)}`;
}

/** Whether a text has the form of a run's id. */
export function isRunId(text: string): boolean {
  return /^\d{8}T\d{6}Z-[\da-f]{8}$/.test(text);
}

/** When a run began, ISO, to the second; undefined when the text is no run's id. */
export function beginOfRun(runId: string): string | undefined {
  const [, date, hour, minute, second] = /^(\d{8})T(\d\d)(\d\d)(\d\d)Z-/.exec(runId) ?? [];
  if (date === undefined) return undefined;
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}Z`;
}

/** The same in epoch milliseconds; NaN for an id that is not of `newRunId`. */
export function runStartedAt(runId: string): number {
  return Date.parse(beginOfRun(runId) ?? '');
}
