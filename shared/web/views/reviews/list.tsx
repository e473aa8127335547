import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SeenMark } from '../../../answers/associate.ts';
import type { Replayed, ReplayRequest, ReviewCounts, Seen } from '../../../answers/reviews.ts';
import { useAction } from '../../ask/useAction.ts';
import { Act } from '../../parts/act.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Outcome } from '../../parts/outcome.tsx';
import { nameOfCode } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { useWhy } from '../../state/useWhy.ts';
import { describeFilter, type Filter, timesOf } from './filter.ts';
import { type Choice, Filters, NO_CHOICE } from './filters.tsx';
import { Note } from './note.tsx';
import type { ReplayStarted } from './replayed.tsx';
import { SendDialog } from './sendDialog.tsx';
import { ReviewTable } from './table.tsx';
import { useReviewList } from './useReviewList.ts';

interface Props {
  readonly entry: ReviewCounts['byCode'][number];
  readonly onReplayed: (started: ReplayStarted) => void;
  readonly onChange: () => void;
}

/** The reviews of one code: what to do, who it concerns, and sending again. */
export function ReviewList({ entry, onReplayed, onChange }: Props) {
  const { code } = entry;
  const [choice, setChoice] = useState<Choice>(NO_CHOICE);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const filter = useMemo(() => toFilter(code, choice), [code, choice]);
  const { list, failure, more, again } = useReviewList(filter, onChange);
  const replay = useAction<Replayed>();
  const mark = useAction<Seen>();
  const why = useWhy('sqlServer') ?? (replay.busy ? say('why.busy') : undefined);
  const whyNoMark = useWhy();
  useEffect(() => setPicked(new Set()), [filter]);
  // Another count means another list; the first one has read it just now.
  const counted = useRef(`${entry.reviews} ${entry.again}`);
  useEffect(() => {
    const now = `${entry.reviews} ${entry.again}`;
    if (counted.current !== now) again();
    counted.current = now;
  }, [entry.reviews, entry.again]);
  const reviews = list?.reviews ?? [];
  // Who left the list is selected no more.
  const chosen = reviews.map(({ numeroAsociado }) => numeroAsociado).filter((key) => picked.has(key));
  const send = async (body: ReplayRequest) => {
    const replayed = await replay.run('reviews/replay', { method: 'POST', body });
    setAsking(false);
    if (!replayed) return;
    setPicked(new Set());
    onReplayed({ at: Date.now(), replayed });
    scrollTo(0, 0);
    again();
  };
  const markSeen = async (keys: readonly string[], seen: SeenMark) => {
    await mark.run('reviews/seen', { method: 'POST', body: { keys, mark: seen } });
    again();
  };
  const pick = (keys: readonly string[], isPicked: boolean) => {
    const next = new Set(picked);
    for (const key of keys) isPicked ? next.add(key) : next.delete(key);
    setPicked(next);
  };
  return (
    <div class="panel flush" id="list">
      <div class="top">
        <div>
          <h2>{nameOfCode(code)}</h2>
          <code class="xs muted">{code}</code>
        </div>
        <Outcome outcome={entry.outcome} />
      </div>
      <Filters choice={choice} onChoose={setChoice} />
      <div class="stack panel-in">
        <Todo entry={entry} />
        {failure !== undefined && <Failure text={say('rev.list.failed', { m: failure })} />}
      </div>
      {list && reviews.length === 0 && <p class="panel-in muted">{say('rev.list.none')}</p>}
      {reviews.length > 0 && (
        <ReviewTable reviews={reviews} picked={picked} onPick={pick} onMark={markSeen} why={whyNoMark} />
      )}
      {list && reviews.length > 0 && (
        <div class="row between foot">
          <span class="small muted">{say('rev.shown', { a: reviews.length, n: list.matching })}</span>
          {list.continuation !== undefined && (
            <button type="button" class="btn" onClick={more}>
              {say('rev.more', { n: Math.min(200, list.matching - reviews.length) })}
            </button>
          )}
        </div>
      )}
      {list && (
        <div class="bulk">
          {replay.failure !== undefined && <Failure text={say('rev.failed', { m: replay.failure })} />}
          {mark.failure !== undefined && <Failure text={say('note.failed', { m: mark.failure })} />}
          <span class="small strong">{say('rev.picked', { n: chosen.length })}</span>
          <div class="row">
            {chosen.length > 0 && (
              <Note
                label={say('note.picked')}
                mark={undefined}
                empty={say('note.picked')}
                why={whyNoMark}
                onMark={(seen) => markSeen(chosen, seen)}
              />
            )}
            <Act
              why={why ?? (list.matching === 0 ? say('rev.nothing.why') : undefined)}
              onAct={() => setAsking(true)}
            >
              {say('rev.send.all', { n: list.matching })}
            </Act>
            <Act
              look="primary"
              icon="again"
              why={why ?? (chosen.length === 0 ? say('rev.pick.why') : undefined)}
              onAct={() => send({ keys: [...chosen] })}
            >
              {replay.busy
                ? say('rev.sending')
                : chosen.length === 0
                  ? say('rev.send.none')
                  : say('rev.send', { n: chosen.length })}
            </Act>
          </div>
        </div>
      )}
      {asking && list && (
        <SendDialog
          filter={describeFilter(filter, choice.since)}
          matching={list.matching}
          matchingAgain={list.matchingAgain}
          why={why}
          onClose={() => setAsking(false)}
          onSend={({ limit, name }) =>
            send({ ...filter, ...(limit !== undefined && { limit }), ...(name !== undefined && { name }) })
          }
        />
      )}
    </div>
  );
}

function toFilter(code: string, { since, resent, seen }: Choice): Filter {
  return {
    code,
    ...timesOf(since),
    ...(resent !== 'all' && { resent }),
    ...(seen !== 'all' && { seen }),
  };
}

function Todo({ entry: { message, outcome } }: Pick<Props, 'entry'>) {
  const then =
    outcome === 'conflict' ? 'rev.todo.conflict' : outcome === 'failed' ? 'rev.todo.failed' : 'rev.todo.then';
  return (
    <div class="todo stack-s">
      <h3>{say('rev.todo')}</h3>
      <p>{message}</p>
      <p class="small muted">{say(then)}</p>
    </div>
  );
}
