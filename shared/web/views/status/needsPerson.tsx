import type { Health } from '../../../answers/health.ts';
import type { ReviewCounts } from '../../../answers/reviews.ts';
import { State } from '../../parts/state.tsx';
import { say } from '../../speech/say.ts';
import { roughly } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';

interface Props {
  readonly counts: ReviewCounts;
  readonly health: Health;
  readonly now: number;
}

/** What waits for a person: reviews, and deletes that are held. */
export function NeedsPerson({ counts, health, now }: Props) {
  const { rejected, conflict, failed } = counts.byOutcome;
  return (
    <section class="panel stack wait" aria-labelledby="h-wait">
      <h2 id="h-wait">{say('wait.h')}</h2>
      <div>
        <p class="big">
          <a href={linkTo('reviews')}>
            {counts.total === 0 ? say('wait.none') : say('wait.reviews', { n: counts.total })}
          </a>
        </p>
        {counts.total > 0 && (
          <p class="small muted">{say('wait.split', { r: rejected, c: conflict, f: failed })}</p>
        )}
        {counts.oldestSince !== null && (
          <p class="small muted">
            {say('wait.ages', {
              x: counts.newOfDay,
              s: roughly((now - Date.parse(counts.oldestSince)) / 1000),
            })}
          </p>
        )}
        {counts.resending > 0 && <p class="small muted">{say('wait.resending', { n: counts.resending })}</p>}
      </div>
      {health.deletes ? (
        <State tone="warn" icon="warn" class="small">
          {say('wait.held', { n: health.deletes.records })}
        </State>
      ) : (
        <State tone="ok" icon="ok" class="small">
          {say('wait.deletes')}
        </State>
      )}
      <div>
        <a class="btn" href={linkTo('reviews')}>
          {say('wait.go')}
        </a>
      </div>
    </section>
  );
}
