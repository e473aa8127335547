import { useState } from 'preact/hooks';
import type { Started } from '../../../answers/runs.ts';
import { useAction } from '../../ask/useAction.ts';
import { Act } from '../../parts/act.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Notice } from '../../parts/notice.tsx';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { useWhy } from '../../state/useWhy.ts';

interface Props {
  readonly records: number;
  readonly onDone: () => void;
}

/** Lets the held deletes go, once their number has been typed. */
export function ReleaseDeletes({ records, onDone }: Props) {
  const [asking, setAsking] = useState(false);
  const [released, setReleased] = useState<number>();
  const action = useAction<Started>();
  const why = useWhy();
  const release = async () => {
    const started = await action.run('sync', { method: 'POST', body: { mode: 'releaseDeletes' } });
    setAsking(false);
    if (!started) return;
    setReleased(started.released ?? records);
    onDone();
  };
  return (
    <div class="stack-s">
      {released === undefined && (
        <div class="row">
          <Act look="danger" why={why} onAct={() => setAsking(true)}>
            {say('deletes.release', { n: records })}
          </Act>
        </div>
      )}
      {released !== undefined && (
        <Notice tone="ok" icon="ok" live>
          <p>{say('rel.done', { n: released })}</p>
        </Notice>
      )}
      {action.failure !== undefined && <Failure text={say('rel.failed', { m: action.failure })} />}
      {asking && (
        <Confirm
          title={say('rel.h', { n: records })}
          typed={number(records)}
          go={say('rel.go', { n: records })}
          onGo={release}
          onClose={() => setAsking(false)}
          why={why}
        >
          <p>{say('rel.what', { n: records })}</p>
          <p>{say('rel.not')}</p>
        </Confirm>
      )}
    </div>
  );
}
