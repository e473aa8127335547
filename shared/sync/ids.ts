import { randomUUID } from 'node:crypto';

/** A run's id, e.g. `20261122T192500Z-3f2a91c4`: sorts by time. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomUUID().slice(0, 8)}`;
}

/** When a run began, by its id; epoch milliseconds. NaN for an id that is not of `newRunId`. */
export function runStartedAt(runId: string): number {
  return Date.parse(runId.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-.*$/, '$1-$2-$3T$4:$5:$6Z'));
}
