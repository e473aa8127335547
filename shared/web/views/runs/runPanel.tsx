import { useState } from 'preact/hooks';
import type { Cancelled, Run } from '../../../answers/runs.ts';
import { useAction } from '../../ask/useAction.ts';
import { Act } from '../../parts/act.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { say } from '../../speech/say.ts';
import { moment, roughly } from '../../speech/times.ts';
import { useWhy } from '../../state/useWhy.ts';
import { Continue } from './continue.tsx';
import { countsOf, kindOf, progressOf, resultOf } from './describeRun.ts';
import { RunFindings } from './runFindings.tsx';
import { RunState } from './runState.tsx';

interface Props {
  readonly run: Run;
  readonly onChange: () => void;
}

/** One run: how far it is and how long it takes, or what it came to. */
export function RunPanel({ run, onChange }: Props) {
  const heading = `run-${run.runId}`;
  return (
    <section class="panel stack" aria-labelledby={heading}>
      <div class="row between">
        <div>
          <h2 id={heading}>
            {kindOf(run)}{' '}
            {run.name !== undefined && <span class="muted">{say('run.named', { n: run.name })}</span>}
          </h2>
          <p class="small muted">
            {say('run.since', { t: moment(run.startedAt, 'dayTime') })} · <code class="id">{run.runId}</code>
          </p>
        </div>
        <div class="row">
          <RunState state={run.state} />
          {run.canCancel && <Cancel run={run} onChange={onChange} />}
          <Continue run={run} onChange={onChange} />
        </div>
      </div>
      {run.done ? <p>{resultOf(run)}</p> : <Progress run={run} />}
      <RunFindings run={run} />
    </section>
  );
}

function Progress({ run }: Pick<Props, 'run'>) {
  const { total, processed, secondsLeft, recordsPerMinute, state } = run;
  const counts = countsOf(run);
  return (
    <div class="stack-s">
      <div class="row between">
        <span class="strong">{progressOf(run)}</span>
        {state !== 'cancelling' && (
          <span>
            {secondsLeft === null ? say('run.unknown') : say('run.left', { s: roughly(secondsLeft) })}
          </span>
        )}
      </div>
      <progress
        aria-label={say('run.progress.l')}
        {...(total !== null && { max: Math.max(total, processed, 1), value: processed })}
      />
      {state !== 'cancelling' && (
        <p class="small muted">
          {state === 'paused'
            ? say('run.held')
            : recordsPerMinute === null
              ? say('run.rate.none')
              : say('run.rate', { n: recordsPerMinute })}
        </p>
      )}
      {counts !== '' && <p class="small">{counts}</p>}
    </div>
  );
}

function Cancel({ run, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  const action = useAction<Cancelled>();
  const why = useWhy();
  const cancel = async () => {
    await action.run(`sync/${encodeURIComponent(run.runId)}`, { method: 'DELETE' });
    setAsking(false);
    onChange();
  };
  const m = kindOf(run);
  return (
    <>
      <Act why={why} onAct={() => setAsking(true)}>
        {say('run.cancel')}
      </Act>
      {action.failure !== undefined && <Failure text={say('run.cancel.failed', { m: action.failure })} />}
      {asking && (
        <Dialog
          title={say('cancel.h')}
          onClose={() => setAsking(false)}
          action={{ label: say('cancel.go'), run: cancel, danger: true }}
          why={why}
        >
          <p>
            {run.total === null
              ? say('cancel.what.sofar', { m, a: run.processed })
              : say('cancel.what', { m, a: run.processed, b: run.total })}
          </p>
          <p class="small muted">{say('cancel.then')}</p>
        </Dialog>
      )}
    </>
  );
}
