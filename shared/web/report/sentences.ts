import type { Report } from '../../answers/reports.ts';
import { percent } from '../speech/numbers.ts';
import { say } from '../speech/say.ts';
import { moment } from '../speech/times.ts';

const HALF_DAY_MS = 43_200_000;

/** From Monday to Sunday; `to` is the Monday after. */
export function daysOf({ from, to }: Pick<Report, 'from' | 'to'>): string {
  return say('rep.week', { a: moment(from, 'day'), b: moment(Date.parse(to) - HALF_DAY_MS, 'date') });
}

/** The week in a few sentences: what travelled, and which targets were met. */
export function sumUp(report: Report): string {
  return [travelled(report), ...metOrNot(report)].join(' ');
}

/** When the report was made and, of a week that is counted in part only, since when. */
export function madeOf({ madeAt, from, counted }: Report): string {
  const made = say('rep.made', { d: moment(madeAt, 'dayTime') });
  if (counted === null) return made;
  return Date.parse(counted.since) > Date.parse(from)
    ? `${made} ${say('rep.partly', { d: moment(counted.since, 'dayTime') })}`
    : made;
}

function travelled({ figures, before }: Report): string {
  const n = figures.totals.records;
  if (n === 0) return say('rep.sum.none');
  const p = figures.inHubSpotPercent === null ? '–' : percent(figures.inHubSpotPercent);
  const former = before?.totals.records ?? 0;
  const share = former === 0 ? 0 : Math.round(Math.abs(n / former - 1) * 100);
  if (share === 0) return say('rep.sum', { n, p });
  const d = say(n > former ? 'rep.more' : 'rep.less', { p: percent(share, 0) });
  return say('rep.sum.more', { n, d, p });
}

function metOrNot({ targets }: Report): readonly string[] {
  const namesOf = (met: boolean | null) =>
    targets
      .filter((target) => target.met === met)
      .map(({ name }) => say(`kpi.${name}`).toLowerCase())
      .join(', ');
  const [missed, unknown] = [namesOf(false), namesOf(null)];
  return [
    ...(missed === '' ? [] : [say('rep.met.but', { l: missed })]),
    ...(unknown === '' ? [] : [say('rep.met.unknown', { l: unknown })]),
    ...(missed === '' && unknown === '' ? [say('rep.met.all')] : []),
  ];
}
