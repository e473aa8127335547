import type { StatusAnswer } from '../../../../shared/answers/status.ts';
import type { Language } from '../../../../shared/outcomes/language.ts';
import { saying } from './health.ts';
import { ago } from './moments.ts';
import type { State } from './state.ts';

/** A full look; in `warned` it finds something that a script mends. */
export function statusOf(state: State, language: Language): StatusAnswer {
  const ok = { ...saying('OK', language), level: 'ok' } as const;
  return {
    at: ago(0),
    tookMs: 1_800,
    healthy: true,
    configuration: [],
    sqlServer: [
      { ...ok, check: 'columns' },
      ...(state === 'warned'
        ? [
            {
              ...saying('CHANGE_TRACKING_OFF', language),
              level: 'warning' as const,
              check: 'changeTracking',
              script: 'infra/sql/03-change-tracking.sql',
            },
          ]
        : []),
    ],
    hubspot: ok,
    storage: ok,
    deletes: ok,
    telemetry: ok,
    timers: { detectChanges: ok, reconcile: ok, report: ok },
    waitingBatches: 3,
  };
}
