import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a scheduled query rule lets one choose, in minutes (Microsoft.Insights/scheduledQueryRules, kind LogAlert). */
const HOURS = { PT1H: 60, PT2H: 120, PT3H: 180, PT4H: 240, PT5H: 300, PT6H: 360, P1D: 1440, P2D: 2880 };
export const MINUTES: Readonly<Record<string, number>> = {
  ...{ PT5M: 5, PT10M: 10, PT15M: 15, PT30M: 30, PT45M: 45 },
  ...HOURS,
};

const ruleSchema = z.strictObject({
  query: z.string(),
  displayName: z.string().min(1).max(100),
  severity: z.number().int().min(0).max(4),
  // A rule of every minute may hold no union; one of more than 12 hours does not resolve by itself.
  evaluationFrequency: z.string().refine((value) => (MINUTES[value] ?? Infinity) <= 12 * 60),
  windowSize: z.string().refine((value) => value in MINUTES),
  timeAggregation: z.enum(['Count', 'Maximum']),
  measureColumn: z.string().nullable(),
  operator: z.literal('GreaterThan'),
  threshold: z.number().int(),
  dimensions: z.array(z.string()).max(6),
  staysOpen: z.boolean(),
  description: z.strictObject({ en: z.string().min(20), es: z.string().min(20) }),
});
export type AlertRule = z.infer<typeof ruleSchema>;

/** The rules of infra/queries/alerts.json; throws when one is none. */
export function readAlertRules(): readonly AlertRule[] {
  const file = new URL('../queries/alerts.json', import.meta.url);
  return z.array(ruleSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}
