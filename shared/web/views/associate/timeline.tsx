import type { History } from '../../../answers/associate.ts';
import { Outcome } from '../../parts/outcome.tsx';
import { nameOfCode } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';

/** The last changes of outcome or code, newest first. */
export function Timeline({ history: { history } }: { readonly history: History }) {
  return (
    <section class="panel stack-s" aria-labelledby="h-history">
      <h2 id="h-history">{say('hist.h')}</h2>
      {history.length === 0 ? (
        <p class="muted">{say('hist.none')}</p>
      ) : (
        <ul class="timeline">
          {history.map(({ at, outcome, code, runId }) => (
            <li key={at + code}>
              <time class="num" dateTime={at}>
                {moment(at, 'dayTime')}
              </time>
              <span class="row">
                <Outcome outcome={outcome} />
                {code !== 'OK' && (
                  <span>
                    {nameOfCode(code)} <code class="xs muted">{code}</code>
                  </span>
                )}
                <span class="muted">
                  {say('hist.run')}{' '}
                  <a class="xs" href={linkTo('runs', runId)}>
                    <code>{runId}</code>
                  </a>
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="small muted">{say('hist.bound')}</p>
    </section>
  );
}
