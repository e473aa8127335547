import type { Progress } from './output.ts';

/** How fast it goes, and how long it will take at that. */
export interface Pace extends Progress {
  readonly perMinute: number;
  readonly secondsLeft: number | undefined;
}

/** The pace of work that was at nought `elapsedMs` ago. */
export function paceOf(progress: Progress, elapsedMs: number): Pace {
  const { done, total } = progress;
  const perMinute = elapsedMs > 0 ? Math.round((done * 60_000) / elapsedMs) : 0;
  const isKnown = total !== undefined && done > 0;
  const secondsLeft = isKnown ? Math.round(((total - done) * elapsedMs) / done / 1000) : undefined;
  return { ...progress, perMinute, secondsLeft };
}

/** `1,200 of 5,000 associates (24 %), 3,400 a minute, 1 min 7 s left` */
export function describePace({ what, done, total, perMinute, secondsLeft }: Pace): string {
  const share = total ? ` (${Math.floor((100 * done) / total)} %)` : '';
  const of = total === undefined ? '' : ` of ${inDigits(total)}`;
  const left = secondsLeft === undefined || done === total ? '' : `, ${inMinutes(secondsLeft)} left`;
  return `${inDigits(done)}${of} ${what}${share}, ${inDigits(perMinute)} a minute${left}`;
}

export function inDigits(count: number): string {
  return count.toLocaleString('en');
}

function inMinutes(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
