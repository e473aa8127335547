import { useEffect, useMemo } from 'preact/hooks';
import type { Replayed as ReplayedAnswer } from '../../../answers/reviews.ts';
import type { Run } from '../../../answers/runs.ts';
import { type Resource, usePolled } from '../../ask/usePolled.ts';
import { Notice } from '../../parts/notice.tsx';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';

const LOOK_MS = 3_000;

export interface ReplayStarted {
  readonly at: number;
  readonly replayed: ReplayedAnswer;
}

interface Props {
  readonly started: ReplayStarted;
  /** Another one of them has come to its end. */
  readonly onMove: () => void;
}

/** What became of the reviews that were sent again just now; it moves until the last one has ended. */
export function Replayed({ started: { at, replayed }, onMove }: Props) {
  const { runId, count, unknown } = replayed;
  const resource = useMemo<Resource<Run>>(
    () => ({ path: `sync/${encodeURIComponent(runId)}`, last: undefined }),
    [runId],
  );
  const run = usePolled(resource, LOOK_MS).body;
  const t = moment(at, 'time');
  const n = Math.max(count, run?.detected ?? 0);
  const counts = run?.counts;
  const mended = counts ? counts.created + counts.updated + counts.unchanged + counts.adopted : 0;
  const rest = counts ? counts.rejected + counts.conflict + counts.failed : 0;
  useEffect(() => {
    if (mended + rest > 0) onMove();
  }, [mended, rest]);
  return (
    <Notice {...(run?.done && { tone: 'ok' })} icon={run?.done ? 'ok' : 'wait'} live>
      <p>
        <span class="strong">
          {run?.done
            ? say(n === 1 ? 'rev.done.one' : 'rev.done', { n, t, ok: mended })
            : say('rev.sent', { n, t })}
        </span>{' '}
        {run?.done
          ? rest > 0 && say('rev.done.rest', { n: rest })
          : counts && say('rev.sent.going', { n: Math.max(0, n - mended - rest) })}{' '}
        <a class="xs" href={linkTo('runs', runId)}>
          <code>{runId}</code>
        </a>
      </p>
      {unknown.length > 0 && <p class="small">{say('rev.unknown', { k: unknown.join(', ') })}</p>}
    </Notice>
  );
}
