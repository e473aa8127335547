import type { Metrics } from '../../../../answers/metrics.ts';
import { moment } from '../../../speech/times.ts';

/** The steps of a chart by their begin. */
export function beginsOf({ from, stepMs }: Metrics, count: number): readonly number[] {
  const first = Date.parse(from);
  return Array.from({ length: count }, (_, index) => first + index * stepMs);
}

/** A step as the table names it. */
export function nameOfStep(begin: number, { step }: Metrics): string {
  return moment(begin, step === 'day' ? 'day' : 'time');
}

/** Five times below a chart, the first and the last at its edges. */
export function timesBelow({ from, to, step }: Metrics): readonly string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const form = step === 'day' ? 'day' : 'time';
  return [0, 1, 2, 3, 4].map((quarter) => moment(first + ((last - first) * quarter) / 4, form));
}

/** Where in a chart, from 0 to 1, a moment is; undefined after its end. */
export function placeOf(since: string | undefined, { from, to }: Metrics): number | undefined {
  if (since === undefined) return undefined;
  const [at, first, last] = [Date.parse(since), Date.parse(from), Date.parse(to)];
  return at >= last ? undefined : Math.max(0, (at - first) / (last - first));
}

/** The largest of some values; 0 where nothing was counted. */
export function largestOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((largest, value) => Math.max(largest, value ?? 0), 0);
}
