import { META_ROW } from '../counters/hours.ts';
import { type Meta, parseMeta } from '../counters/meta.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { runStartedAt } from '../ports/ids.ts';
import { parseWatch } from './openRuns.ts';

/**
 * Changes from before this moment (epoch milliseconds) are in HubSpot or have an outcome; undefined before the first detection that
 * came to its end. A run with records that have no end holds it back.
 */
export function lagSince(states: ReadonlyMap<string, string>, meta: Meta | undefined): number | undefined {
  const watch = parseWatch(states.get('health'));
  if (!watch) return undefined;
  const runs = [...Object.keys(meta?.open ?? {}), ...watch.runs.map(({ runId }) => runId)];
  return Math.min(watch.caughtUpAt, ...runs.map(runStartedAt).filter(Number.isFinite));
}

/** The same, and what the counters know of themselves. */
export async function lagSinceOf(
  states: ReadonlyMap<string, string>,
  rows: CounterRows,
): Promise<{ readonly since: number | undefined; readonly meta: Meta | undefined }> {
  const meta = parseMeta((await rows.read([META_ROW])).get(META_ROW));
  return { since: lagSince(states, meta), meta };
}
