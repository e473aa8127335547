import type { ApiVersion } from '../http/apiCall.ts';
import type { Texts } from '../texts.ts';
import { formatTime } from '../time.ts';
import type { ValueVerdict } from './valueProblem.ts';

const dayMs = 86_400_000;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const integer = /^-?\d{1,15}$/;
/** Below this an epoch number is read as seconds by 2026-09 (assumed: HubSpot does not say where it cuts). */
const secondsBelow = 100_000_000_000;

/**
 * A `date`: `YYYY-MM-DD`, or epoch milliseconds at midnight UTC. 2026-09 rounds other instants down and warns;
 * older versions answer INVALID_DATE (properties guide; changelog "CRM API write validation enforcement").
 */
export function checkDate(raw: string, version: ApiVersion, texts: Texts): ValueVerdict {
  if (isoDay.test(raw)) {
    return isCalendarDay(raw) ? { ok: true, value: raw } : invalidDate(texts.dateInvalid(raw));
  }
  const instant = readInstant(raw);
  if (instant === undefined) {
    return invalidDate(texts.dateInvalid(raw));
  }
  if (integer.test(raw) && instant % dayMs === 0) {
    return { ok: true, value: day(instant) };
  }
  if (version === '2026-09') {
    const meant = integer.test(raw) && Math.abs(instant) < secondsBelow ? instant * 1000 : instant;
    return { ok: true, value: day(meant), repaired: true };
  }
  return invalidDate(texts.dateNotMidnight(raw, new Date(instant).toISOString().slice(11, 19)));
}

/** A `datetime`: ISO-8601 with an offset, a day, or epoch milliseconds; read back as ISO in UTC. */
export function checkDateTime(raw: string, texts: Texts): ValueVerdict {
  const instant = isoDay.test(raw) && isCalendarDay(raw) ? Date.parse(raw) : readInstant(raw);
  return instant === undefined
    ? { ok: false, code: 'INVALID_LONG', message: texts.numberInvalid(raw) }
    : { ok: true, value: formatTime(instant) };
}

function invalidDate(message: string): ValueVerdict {
  return { ok: false, code: 'INVALID_DATE', message };
}

function isCalendarDay(text: string): boolean {
  const instant = Date.parse(text);
  return !Number.isNaN(instant) && day(instant) === text;
}

function readInstant(text: string): number | undefined {
  const instant = integer.test(text) ? Number(text) : isoInstant.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(new Date(instant).getTime()) ? undefined : instant;
}

function day(instant: number): string {
  return new Date(Math.floor(instant / dayMs) * dayMs).toISOString().slice(0, 10);
}
