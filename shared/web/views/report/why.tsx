import type { Report } from '../../../answers/reports.ts';
import { nameOfCode } from '../../speech/names.ts';
import { number, percent } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { roughly } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';

const MOST = 6;

/** Why records did not get in, and the reviews that have waited longest. */
export function Why({ report }: { readonly report: Report }) {
  const { byCode } = report.figures;
  const total = byCode.reduce((sum, { records }) => sum + records, 0);
  const largest = byCode[0]?.records ?? 1;
  const others = byCode.slice(MOST);
  const rest = others.reduce((sum, { records }) => sum + records, 0);
  return (
    <section class="panel stack" aria-labelledby="h-why">
      <h2 id="h-why">{say('rep.codes')}</h2>
      {total === 0 && <p class="muted">{say('rep.codes.none')}</p>}
      <ul class="bars">
        {byCode.slice(0, MOST).map(({ code, records }) => (
          <Bar key={code} name={nameOfCode(code)} code={code} records={records} total={total} max={largest} />
        ))}
        {others.length > 0 && (
          <Bar
            name={say('rep.others', { n: others.length })}
            records={rest}
            total={total}
            max={Math.max(largest, rest)}
          />
        )}
      </ul>
      {report.oldestReviews.length > 0 && (
        <>
          <h3>{say('rep.oldest')}</h3>
          <ul class="stack-s small">
            {report.oldestReviews.map(({ numeroAsociado, code, since }) => (
              <li class="row between" key={numeroAsociado}>
                <a href={linkTo('associate', numeroAsociado)}>{numeroAsociado}</a>
                <span class="muted">
                  {nameOfCode(code)}, {roughly((Date.parse(report.madeAt) - Date.parse(since)) / 1000)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface BarProps {
  readonly name: string;
  readonly code?: string;
  readonly records: number;
  readonly total: number;
  readonly max: number;
}

function Bar({ name, code, records, total, max }: BarProps) {
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
