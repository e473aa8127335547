import type { Report } from '../../../answers/reports.ts';
import { State } from '../../parts/state.tsx';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { changesOf } from './changes.ts';

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

const OUTCOMES = {
  created: 'o.Created',
  updated: 'o.Updated',
  unchanged: 'o.Unchanged',
  adopted: 'o.Adopted',
  rejected: 'o.Rejected',
  conflict: 'o.Conflict',
  failed: 'o.Failed',
  deleted: 'o.Deleted',
} as const satisfies Record<keyof Report['figures']['totals']['outcomes'], string>;

/** What the records of the week came to. */
export function Outcomes({ report: { figures, before } }: Props) {
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
          {entriesOf(figures).map(([outcome, count]) => (
            <tr key={outcome}>
              <th scope="row">{say(OUTCOMES[outcome])}</th>
              <td class="right">{number(count)}</td>
              <td class="right muted">{before ? number(before.totals.outcomes[outcome]) : '–'}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('rep.total')}</th>
            <td class="right strong">{number(figures.detected)}</td>
            <td class="right muted">{before ? number(before.detected) : '–'}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

type Outcome = keyof typeof OUTCOMES;

function entriesOf({ totals: { outcomes } }: Report['figures']): readonly (readonly [Outcome, number])[] {
  return [
    ['created', outcomes.created],
    ['updated', outcomes.updated],
    ['unchanged', outcomes.unchanged],
    ['adopted', outcomes.adopted],
    ['rejected', outcomes.rejected],
    ['conflict', outcomes.conflict],
    ['failed', outcomes.failed],
    ['deleted', outcomes.deleted],
  ];
}
