import type { Health } from '../../../answers/health.ts';

/** Since when activity cannot be known, or rests, and why. */
export interface Cut {
  readonly by: 'sql' | 'circuit';
  readonly since: string;
}

/** What the first line says; the gravest wins. */
export type Standing = 'sql' | 'circuit' | 'bad' | 'deletes' | 'empty' | 'late' | 'warn' | 'ok';

export function standingOf(health: Health, now: number): Standing {
  if (health.circuit) return 'circuit';
  if (health.ends.sqlServer.level === 'error') return 'sql';
  if (!health.healthy) return 'bad';
  if (health.deletes) return 'deletes';
  if (health.counters.until === null && health.associates === null) return 'empty';
  if (lagOf(health, now) > health.lag.boundMs) return 'late';
  return health.troubles.length > 0 ? 'warn' : 'ok';
}

/** The lag in milliseconds; 0 while nothing was ever detected. */
export function lagOf({ lag }: Health, now: number): number {
  return lag.since === null ? 0 : Math.max(0, now - Date.parse(lag.since));
}

export function cutOf({ circuit, ends: { sqlServer } }: Health): Cut | undefined {
  if (circuit) return { by: 'circuit', since: circuit.since };
  return sqlServer.level === 'error' && sqlServer.since !== null
    ? { by: 'sql', since: sqlServer.since }
    : undefined;
}
