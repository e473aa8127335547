import type { Report } from '../../../answers/reports.ts';
import { percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';

/** The week in two sentences: what travelled, and which targets were met. */
export function Summary({ report }: { readonly report: Report }) {
  return (
    <div class="panel stack-s">
      <p class="prose strong">
        {travelled(report)} {metOrNot(report)}
      </p>
      <p class="small muted">{say('rep.made', { d: moment(report.madeAt, 'dayTime') })}</p>
    </div>
  );
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

function metOrNot({ targets }: Report): string {
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
  ].join(' ');
}
