import { z } from 'zod';
import type { Timer } from '../../answers/health.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import { saying } from '../../outcomes/saying.ts';

/** What is stored of the last run of a timer. */
const endSchema = z.object({
  endedAt: z.string(),
  /** Of a failure its code. */
  code: z.string().default(''),
  completedAt: z.string().optional(),
});

export interface TimerPlan {
  readonly name: Timer['name'];
  /** NCRONTAB. */
  readonly schedule: string;
  /** When it is due next (epoch milliseconds); undefined: never. */
  readonly nextAfter: (now: number) => number | undefined;
}

/** How each timer is, out of the state documents. */
export function timersOf(
  plans: readonly TimerPlan[],
  states: ReadonlyMap<string, string>,
  now: number,
): readonly InBoth<Timer>[] {
  return plans.map(({ name, schedule, nextAfter }) => {
    const end = parse(states.get(`timer-${name}`));
    const next = nextAfter(now);
    const failed = end !== undefined && end.code !== '';
    return {
      name,
      schedule,
      state: end === undefined ? 'unknown' : failed ? 'failing' : 'ok',
      lastEndAt: end?.completedAt ?? null,
      lastTryAt: end?.endedAt ?? null,
      failure: failed ? saying(end.code) : null,
      nextAt: next === undefined ? null : new Date(next).toISOString(),
    };
  });
}

function parse(text: string | undefined): z.infer<typeof endSchema> | undefined {
  try {
    return text === undefined ? undefined : endSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
