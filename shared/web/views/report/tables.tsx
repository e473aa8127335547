import type { Report } from '../../../answers/reports.ts';
import { State } from '../../parts/state.tsx';
import { changesOf } from '../../report/changes.ts';
import { outcomeRows, totalRow } from '../../report/rows.ts';
import { say } from '../../speech/say.ts';

interface Props {
  readonly report: Report;
}

/** What changed against the week before. */
export function Comparison({ report }: Props) {
  return (
    <section class="panel flush" aria-labelledby="h-cmp">
      <div class="top">
        <h2 id="h-cmp">{say('rep.cmp')}</h2>
        {!report.before && <p class="small muted">{say('rep.before.none')}</p>}
      </div>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{say('rep.what')}</th>
            <th scope="col" class="right">
              {say('rep.this')}
            </th>
            <th scope="col" class="right">
              {say('rep.last')}
            </th>
            <th scope="col" class="right">
              {say('rep.diff')}
            </th>
          </tr>
        </thead>
        <tbody>
          {changesOf(report).map(({ key, name, now, before, difference, isBetter }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td class="right end strong">{now}</td>
              <td class="right muted">
                <span class="lbl">{say('rep.last.l')} </span>
                {before}
              </td>
              <td class="right end">
                {isBetter === undefined ? (
                  <span class="muted">{difference ?? '–'}</span>
                ) : (
                  <State tone={isBetter ? 'ok' : 'warn'} icon={isBetter ? 'ok' : 'warn'}>
                    {difference}
                  </State>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the records of the week came to. */
export function Outcomes({ report }: Props) {
  return (
    <section class="panel flush" aria-labelledby="h-out">
      <div class="top">
        <h2 id="h-out">{say('rep.out')}</h2>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('rep.out')}</th>
            <th scope="col" class="right">
              {say('rep.this')}
            </th>
            <th scope="col" class="right">
              {say('rep.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...outcomeRows(report), totalRow(report)].map(([name, now, before]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="right">{now}</td>
              <td class="right muted">{before}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
