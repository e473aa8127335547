import type { Step } from '../../answers/metrics.ts';
import { DAY_MS } from './hours.ts';
import { type MetricsQuery, STEP_MS } from './readMetrics.ts';

/** A day by minutes, and room. */
export const MOST_STEPS = 1_500;

/** As somebody asks; epoch milliseconds. */
export interface MetricsWish {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly step: Step;
}

/** The time that is meant: up to now, and 24 hours, where nothing else is said. A word where it is none, or holds too many steps. */
export function metricsSpan(
  { step, ...wish }: MetricsWish,
  now: number,
): MetricsQuery | 'notBefore' | 'tooManySteps' {
  const to = wish.to ?? now;
  const from = wish.from ?? to - DAY_MS;
  if (from >= to) return 'notBefore';
  return (to - from) / STEP_MS[step] > MOST_STEPS ? 'tooManySteps' : { from, to, step };
}
