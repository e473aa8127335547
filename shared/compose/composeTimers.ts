import type { Timer as TimerAnswer } from '../answers/health.ts';
import { parseNcrontab, type Schedule } from '../config/ncrontab.ts';
import { DEFAULT_SCHEDULES, type Environment, type Settings } from '../config/settings.ts';
import type { Lazy } from '../lazy.ts';
import type { Timer } from '../sync/health/readTimers.ts';
import { noteTimerEnd } from '../sync/health/timerEnd.ts';
import type { TimerPlan } from '../sync/health/timersOf.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { StateDocument } from '../sync/ports/stateDocument.ts';

type Name = TimerAnswer['name'];

/** Which setting says when each of them is due. */
const SETTINGS = {
  detectChanges: 'SYNC_SCHEDULE',
  reconcile: 'RECONCILE_SCHEDULE',
  verify: 'VERIFY_SCHEDULE',
  report: 'REPORT_SCHEDULE',
} as const satisfies Record<Name, keyof Settings>;

const NAMES = ['detectChanges', 'reconcile', 'verify', 'report'] as const satisfies readonly Name[];

/** Whether a run that ended so did all it is there for. What waits is taken up by the next detection: only a failure leaves work undone. */
const IS_COMPLETE = {
  detectChanges: (stoppedBy: string) => stoppedBy !== 'failed',
  reconcile: (stoppedBy: string) => stoppedBy === 'end',
  verify: (stoppedBy: string) => stoppedBy === 'end',
  report: (stoppedBy: string) => stoppedBy === 'end',
} as const satisfies Record<Name, (stoppedBy: string) => boolean>;

/** What runs by itself: when, and how it ended last. */
export interface AppTimers {
  /** Does the work of a timer and stores how it ended. */
  noting<T extends { readonly stoppedBy: string }>(name: Name, work: () => Promise<T>): Promise<T>;
  /** Those that are on, for the full look. */
  documents(settings: Settings): readonly Timer[];
  /** The same for health, which is answered while another setting is wrong: what cannot be read is never due, as for the host. */
  plans(): readonly TimerPlan[];
  /** Undefined where it is off, or cannot be read. */
  schedule(name: Name): Schedule | undefined;
}

export function composeTimers(
  documents: Readonly<Record<Name, Lazy<StateDocument>>>,
  env: Environment,
  clock: Clock,
): AppTimers {
  const expressionOf = (name: Name) => {
    const fallback: Readonly<Partial<Record<string, string>>> = DEFAULT_SCHEDULES;
    return env[SETTINGS[name]] || fallback[SETTINGS[name]];
  };
  const plans = () =>
    NAMES.flatMap((name) => {
      const expression = expressionOf(name);
      return expression === undefined ? [] : [{ name, expression, schedule: parsed(expression) }];
    });
  return {
    noting: (name, work) =>
      noteTimerEnd({ document: documents[name](), clock, isComplete: IS_COMPLETE[name] }, work),
    documents: (settings) =>
      NAMES.flatMap((name) => {
        const expression = settings[SETTINGS[name]];
        if (expression === undefined) return [];
        return [{ name, expression, document: documents[name](), schedule: parseNcrontab(expression) }];
      }),
    plans,
    schedule: (name) => plans().find((plan) => plan.name === name)?.schedule,
  };
}

function parsed(expression: string): Schedule | undefined {
  try {
    return parseNcrontab(expression);
  } catch {
    return undefined;
  }
}
