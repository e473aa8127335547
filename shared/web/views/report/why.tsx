import type { Report } from '../../../answers/reports.ts';
import { type CodeRow, codeRows, oldestRows } from '../../report/rows.ts';
import { number, percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { linkTo } from '../../state/place.ts';

/** Why records did not get in, and what has waited longest. */
export function Why({ report }: { readonly report: Report }) {
  const rows = codeRows(report);
  const total = rows.reduce((sum, { records }) => sum + records, 0);
  const most = Math.max(1, ...rows.map(({ records }) => records));
  return (
    <section class="panel stack" aria-labelledby="h-why">
      <h2 id="h-why">{say('rep.codes')}</h2>
      {total === 0 ? (
        <p class="muted">{say('rep.codes.none')}</p>
      ) : (
        <ul class="bars">
          {rows.map((row) => (
            <Bar key={row.name} row={row} total={total} max={most} />
          ))}
        </ul>
      )}
      {report.oldestReviews.length > 0 && (
        <>
          <h3>{say('rep.oldest')}</h3>
          <ul class="stack-s small">
            {oldestRows(report).map(({ code, name, waits }) => (
              <li class="row between" key={code}>
                <a href={linkTo('reviews', code)}>{name}</a>
                <span class="muted">{waits}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface BarProps {
  readonly row: CodeRow;
  readonly total: number;
  readonly max: number;
}

function Bar({ row: { name, code, records }, total, max }: BarProps) {
  return (
    <li>
      <span>
        {name} {code !== undefined && <code class="xs muted">{code}</code>}
      </span>
      <span>
        <b class="num">{number(records)}</b> <span class="muted">{percent((records / total) * 100, 0)}</span>
      </span>
      <progress max={max} value={records} aria-label={name} />
    </li>
  );
}
