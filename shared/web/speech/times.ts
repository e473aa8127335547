import { spokenNow } from './language.ts';
import { say } from './say.ts';

const ZONE = 'America/Costa_Rica';

const HOUR_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const FORMS = {
  time: HOUR_MINUTE,
  second: { ...HOUR_MINUTE, second: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  dayTime: { day: 'numeric', month: 'short', ...HOUR_MINUTE },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeForm = keyof typeof FORMS;

/** A moment (ISO, or milliseconds) as a clock and calendar in Costa Rica show it. */
export function moment(at: string | number, form: TimeForm): string {
  const format = new Intl.DateTimeFormat(spokenNow().dates, { timeZone: ZONE, ...FORMS[form] });
  // "lunes, 23 de noviembre" within a sentence is "lunes 23 de noviembre".
  return format.format(new Date(at)).replace(/^(\p{L}+), /u, '$1 ');
}

const NEAR_MS = 20 * 3_600_000;

function isRecent(at: string | number, now: number): boolean {
  return Math.abs(now - new Date(at).getTime()) < NEAR_MS;
}

/** The clock alone for a moment within 20 hours, else with its day. */
export function recent(at: string | number, now: number): string {
  return moment(at, isRecent(at, now) ? 'time' : 'dayTime');
}

/** The same after "since": "las 06:12", "el 23 nov, 06:12". */
export function since(at: string | number, now: number): string {
  return say(isRecent(at, now) ? 'time.since' : 'time.since.day', { t: recent(at, now) });
}

/** The same by itself: "a las 06:12", "el 23 nov, 06:12". */
export function when(at: string | number, now: number): string {
  return say(isRecent(at, now) ? 'time.when' : 'time.when.day', { t: recent(at, now) });
}

/** A length of time by its two largest units: "4 min 10 s", "5 h 22 min", "4 días 8 h". */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3_600),
    Math.floor(whole / 60),
  ];
  if (days > 0) return joined(say('days', { n: days }), hours % 24, 'h');
  return hours > 0 ? joined(`${hours} h`, minutes % 60, 'min') : joined(`${minutes} min`, whole % 60, 's');
}

function joined(larger: string, count: number, unit: string): string {
  return count === 0 ? larger : `${larger} ${count} ${unit}`;
}

/** A length of time by its largest unit, for "about": "3 min", "12 días". */
export function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return seconds < 129_600
    ? `${Math.round(seconds / 3_600)} h`
    : say('days', { n: Math.round(seconds / 86_400) });
}
