import { useState } from 'preact/hooks';
import type { ReviewCounts } from '../../../answers/reviews.ts';
import { Find } from '../../frame/find.tsx';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Notice } from '../../parts/notice.tsx';
import { State } from '../../parts/state.tsx';
import { nameOfCode } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { useCommon } from '../../state/common.ts';
import { Groups } from './groups.tsx';
import { ReviewList } from './list.tsx';
import { Replayed, type ReplayStarted } from './replayed.tsx';

/** What waits for a person: by code, with what to do, and sending again. */
export function ReviewsView({ what, notices }: ViewProps) {
  const { counts } = useCommon();
  const [started, setStarted] = useState<ReplayStarted>();
  return (
    <>
      <Head title={say('rev.h')} live>
        <Find />
      </Head>
      {notices}
      {counts.problem && <Failure text={say('rev.list.failed', { m: counts.problem.detail })} />}
      {started && <Replayed key={started.replayed.runId} started={started} onMove={counts.again} />}
      {counts.body && counts.body.resending > 0 && !started && (
        <Notice icon="wait">
          <p>{say('wait.resending', { n: counts.body.resending })}</p>
        </Notice>
      )}
      {!counts.body && !counts.problem && <Bones says={say('load.reviews')} />}
      {counts.body && (
        <Content counts={counts.body} wanted={what} onReplayed={setStarted} onChange={counts.again} />
      )}
    </>
  );
}

interface ContentProps {
  readonly counts: ReviewCounts;
  readonly wanted: string | undefined;
  readonly onReplayed: (started: ReplayStarted) => void;
  readonly onChange: () => void;
}

function Content({ counts, wanted, onReplayed, onChange }: ContentProps) {
  const entry = counts.byCode.find(({ code }) => code === (wanted ?? counts.byCode[0]?.code));
  if (counts.total === 0) {
    return (
      <div class="panel stack">
        <State tone="ok" icon="ok">
          {say('rev.none.h')}
        </State>
        <p class="prose muted">{say('rev.none')}</p>
      </div>
    );
  }
  return (
    <div class="grid reviews">
      <Groups counts={counts} code={entry?.code} />
      {entry ? (
        <ReviewList key={entry.code} entry={entry} onReplayed={onReplayed} onChange={onChange} />
      ) : (
        <div class="panel stack-s">
          <h2>{nameOfCode(wanted ?? '')}</h2>
          <p class="muted">{say('rev.code.none')}</p>
        </div>
      )}
    </div>
  );
}
