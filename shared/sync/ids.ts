import { randomUUID } from 'node:crypto';

/** A run's id, e.g. `20261122T192500Z-3f2a91c4`: sorts by time. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomUUID().slice(0, 8)}`;
}
