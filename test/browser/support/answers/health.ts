import type { End, Health, Timer } from '../../../../shared/answers/health.ts';
import { meaningOf } from '../../../../shared/outcomes/codeMeaning.ts';
import type { Language } from '../../../../shared/outcomes/language.ts';
import { ago, DAY, HOUR, MINUTE, SECOND } from './moments.ts';
import type { State } from './state.ts';
import { NO_TOTALS, TOTALS } from './totals.ts';

const WELL_SINCE = 4 * DAY + 8 * HOUR;
const AWAY_SINCE = 5 * HOUR + 20 * MINUTE;
const PAUSED_SINCE = 2 * HOUR + 45 * MINUTE;

/** A sentence as a route says it, in the language of the reader. */
export function saying(code: string, language: Language) {
  return { code, parameters: {}, message: meaningOf(code)[language] };
}

export function healthOf(state: State, language: Language): Health {
  const isEmpty = state === 'empty';
  const troubles = troublesOf(state, language);
  return {
    healthy: troubles.every(({ level }) => level !== 'error'),
    since: ago(WELL_SINCE),
    troubles,
    ends: endsOf(state, language),
    fullLook: { at: ago(32 * MINUTE), tookMs: 1_800 },
    circuit:
      state === 'hubspotPaused'
        ? {
            ...saying('CIRCUIT_OPEN', language),
            since: ago(PAUSED_SINCE),
            nextProbeAt: ago(-40 * SECOND),
          }
        : null,
    timers: timersOf(state, language),
    queue: {
      batches: isEmpty ? 0 : 3,
      oldestSince: isEmpty ? null : ago(8 * SECOND),
      poisonBatches: 0,
      pendingRecords: isEmpty ? 0 : 240,
    },
    lag: {
      since: isEmpty ? null : ago(lagOf(state)),
      boundMs: HOUR,
      worstOfDayMs: isEmpty ? null : 7 * MINUTE,
    },
    quota: {
      day: isEmpty ? null : { used: 3_120, limit: 250_000, usedPercent: 1.248 },
      window: { limit: 100, windowMs: 10 * SECOND },
    },
    deletes:
      state === 'deletesHeld'
        ? {
            since: ago(3 * HOUR),
            lastAt: ago(2 * MINUTE),
            records: 1_204,
            knownContacts: 48_210,
            gonePercent: 2.497,
            limitPercent: 1,
          }
        : null,
    counters: { until: isEmpty ? null : ago(MINUTE), lastDay: isEmpty ? NO_TOTALS : TOTALS },
    watermark: isEmpty ? null : { feed: 'changeTracking', source: 'cooperativa', fullPass: false },
    associates: isEmpty ? null : { records: 48_210, at: ago(12 * HOUR) },
    contactUrl: 'https://app.hubspot.com/contacts/123/record/0-1/{id}',
  };
}

function lagOf(state: State): number {
  if (state === 'sqlServerAway') return AWAY_SINCE + 2 * MINUTE;
  return state === 'hubspotPaused' ? PAUSED_SINCE : 4 * MINUTE + 10 * SECOND;
}

function troublesOf(state: State, language: Language): Health['troubles'] {
  switch (state) {
    case 'sqlServerAway':
      return [{ ...saying('SQL_UNREACHABLE', language), level: 'error', since: ago(AWAY_SINCE) }];
    case 'hubspotPaused':
      return [{ ...saying('CIRCUIT_OPEN', language), level: 'error', since: ago(PAUSED_SINCE) }];
    case 'deletesHeld':
      return [{ ...saying('DELETE_HELD', language), level: 'warning', since: ago(3 * HOUR) }];
    case 'warned':
      return ['CHANGE_TRACKING_OFF', 'FUTURE_STAMPS'].map((code) => ({
        ...saying(code, language),
        level: 'warning',
        since: null,
      }));
    default:
      return [];
  }
}

function endsOf(state: State, language: Language): Health['ends'] {
  const well: End = {
    level: 'ok',
    since: ago(WELL_SINCE),
    lookedAt: ago(32 * MINUTE),
    says: [saying('OK', language)],
  };
  const away: End = {
    ...well,
    level: 'error',
    since: ago(AWAY_SINCE),
    says: [saying('SQL_UNREACHABLE', language)],
  };
  const paused: End = {
    ...well,
    level: 'error',
    since: ago(PAUSED_SINCE),
    says: [saying('CIRCUIT_OPEN', language)],
  };
  const warned: End = { ...well, level: 'warning', says: [saying('FUTURE_STAMPS', language)] };
  const unknown: End = { level: 'unknown', since: null, lookedAt: null, says: [] };
  return {
    sqlServer: state === 'sqlServerAway' ? away : state === 'warned' ? warned : well,
    hubspot: state === 'hubspotPaused' ? paused : well,
    queue: well,
    storage: state === 'empty' ? unknown : well,
  };
}

function timersOf(state: State, language: Language): readonly Timer[] & Health['timers'] {
  const isAway = state === 'sqlServerAway';
  const detect: Timer = {
    name: 'detectChanges',
    schedule: '0 */5 * * * *',
    state: isAway ? 'failing' : 'ok',
    lastEndAt: ago(isAway ? AWAY_SINCE + 2 * MINUTE : 2 * MINUTE),
    lastTryAt: ago(2 * MINUTE),
    failure: isAway ? saying('SQL_UNREACHABLE', language) : null,
    nextAt: ago(-3 * MINUTE),
  };
  const others = (['reconcile', 'verify', 'report'] as const).map<Timer>((name) => ({
    name,
    schedule: '0 0 8 * * *',
    state: name === 'verify' ? 'unknown' : 'ok',
    lastEndAt: name === 'verify' ? null : ago(12 * HOUR),
    lastTryAt: name === 'verify' ? null : ago(12 * HOUR),
    failure: null,
    nextAt: ago(-12 * HOUR),
  }));
  return [detect, ...others];
}
