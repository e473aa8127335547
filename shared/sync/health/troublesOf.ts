import type { Health, Timer } from '../../answers/health.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import type { TextParameters } from '../../outcomes/say.ts';
import { saying } from '../../outcomes/saying.ts';
import { LAG_BOUND_MS } from '../counters/targets.ts';

export interface HealthFacts {
  readonly ends: InBoth<Health>['ends'];
  readonly circuit: InBoth<Health>['circuit'];
  readonly timers: readonly InBoth<Timer>[];
  readonly deletes: Health['deletes'];
  /** Epoch milliseconds. */
  readonly lagSince: number | undefined;
  readonly now: number;
}

type Trouble = InBoth<Health>['troubles'][number];

/** What a person has to know, gravest first: what a neighbour says, then what follows from it. */
export function troublesOf({ ends, timers, deletes, lagSince, now }: HealthFacts): readonly Trouble[] {
  const ofEnds = Object.values(ends).flatMap(({ level, since, says }) =>
    level === 'error' || level === 'warning' ? says.map((said) => ({ ...said, level, since })) : [],
  );
  const ofTimers = timers.flatMap(({ state, name, lastEndAt, failure }) =>
    state === 'failing'
      ? [trouble('TIMER_FAILS', { timer: name, code: failure?.code ?? '' }, 'warning', lastEndAt)]
      : [],
  );
  const held = deletes
    ? [trouble('DELETES_HELD', { records: deletes.records }, 'warning', deletes.since)]
    : [];
  const late =
    lagSince !== undefined && now - lagSince > LAG_BOUND_MS
      ? [trouble('LAG_OVER_BOUND', {}, 'warning', new Date(lagSince).toISOString())]
      : [];
  return [...ofEnds, ...held, ...ofTimers, ...late].sort((a, b) => rank(a) - rank(b));
}

function trouble(
  code: string,
  parameters: TextParameters,
  level: Trouble['level'],
  since: string | null,
): Trouble {
  return { ...saying(code, parameters), level, since };
}

function rank({ level }: Trouble): number {
  return level === 'error' ? 0 : 1;
}
