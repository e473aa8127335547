import { useState } from 'preact/hooks';
import type { ReviewCounts } from '../../../answers/reviews.ts';
import { Act } from '../../parts/act.tsx';
import { download } from '../../parts/download.ts';
import { nameOfCode } from '../../speech/names.ts';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { linkTo } from '../../state/place.ts';
import { toCsv } from './csv.ts';
import { readPages } from './useReviewList.ts';

const OUTCOMES = ['rejected', 'conflict', 'failed'] as const;

interface Props {
  readonly counts: ReviewCounts;
  readonly code: string | undefined;
}

/** Every code that waits, with its count, by what a person does about it. */
export function Groups({ counts, code }: Props) {
  const groups = OUTCOMES.map((outcome) => ({
    outcome,
    codes: counts.byCode.filter((entry) => entry.outcome === outcome),
  })).filter(({ codes }) => codes.length > 0);
  return (
    <div class="panel flush">
      <div class="top">
        <h2>{say('rev.total', { n: counts.total })}</h2>
        <Csv />
      </div>
      <ul class="groups">
        {groups.map(({ outcome, codes }, index) => (
          <li key={outcome} class={index === 0 ? 'first' : ''}>
            <h3>{say(`g.${outcome}`)}</h3>
            <ul>
              {codes.map((entry) => (
                <li key={entry.code}>
                  <a
                    href={linkTo('reviews', entry.code)}
                    {...(entry.code === code && { 'aria-current': 'true' })}
                  >
                    <b>{nameOfCode(entry.code)}</b>
                    <span class="n">{number(entry.reviews)}</span>
                    <code class="xs muted">{entry.code}</code>
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** All reviews as a file. */
function Csv() {
  const [failure, setFailure] = useState<string>();
  const save = async () => {
    const found = await readPages({}, Number.POSITIVE_INFINITY);
    setFailure(typeof found === 'string' ? found : undefined);
    if (typeof found !== 'string') download('reviews.csv', 'text/csv;charset=utf-8', toCsv(found.reviews));
  };
  return (
    <div>
      <Act look="quiet" icon="down" onAct={save}>
        {say('rev.csv')}
      </Act>
      {failure !== undefined && (
        <p class="small bad" role="alert">
          {say('rev.csv.failed', { m: failure })}
        </p>
      )}
    </div>
  );
}
