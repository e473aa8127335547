import { useMemo, useState } from 'preact/hooks';
import type { Run, Runs, Started, StartRequest } from '../../../answers/runs.ts';
import { type Polled, type Resource, usePolled } from '../../ask/usePolled.ts';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Act } from '../../parts/act.tsx';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Notice } from '../../parts/notice.tsx';
import { say } from '../../speech/say.ts';
import { useCommon } from '../../state/common.ts';
import { linkTo } from '../../state/place.ts';
import { PastRuns } from './pastRuns.tsx';
import { RunPanel } from './runPanel.tsx';
import { StartDialog } from './startDialog.tsx';
import { useStart } from './useStart.tsx';

const LOOK_MS = 3_000;
const FEW = 25;
const MANY = 200;

/** Runs: under way with their progress, over with what they came to; start and cancel. */
export function RunsView({ what, notices }: ViewProps) {
  const [top, setTop] = useState(FEW);
  const [started, setStarted] = useState<Started>();
  const resource = useMemo<Resource<Runs>>(() => ({ path: `sync?top=${top}`, last: undefined }), [top]);
  const list = usePolled(resource, LOOK_MS);
  const runs = list.body?.runs ?? [];
  const active = runs.filter(({ done }) => !done);
  return (
    <>
      <Head title={say('run.h')} live>
        <Start active={active} onStarted={setStarted} onChange={list.again} />
      </Head>
      {notices}
      {list.problem && <Failure text={say('run.list.failed', { m: list.problem.detail })} />}
      {started && what === undefined && (
        <Notice tone="ok" icon="ok" live>
          <p>
            {say(started.resumed ? 'run.resumed' : 'run.started')}{' '}
            <a href={linkTo('runs', started.runId)}>
              <code>{started.runId}</code>
            </a>
          </p>
        </Notice>
      )}
      {what === undefined ? (
        <All list={list} active={active} onMore={() => setTop(MANY)} />
      ) : (
        <One key={what} runId={what} />
      )}
    </>
  );
}

interface AllProps {
  readonly list: Polled<Runs>;
  readonly active: readonly Run[];
  readonly onMore: () => void;
}

function All({ list, active, onMore }: AllProps) {
  if (!list.body) return list.problem ? null : <Bones says={say('load.runs')} />;
  const { runs, continuation } = list.body;
  if (runs.length === 0) {
    return (
      <div class="panel stack">
        <h2>{say('run.none.h')}</h2>
        <p class="muted">{say('run.none')}</p>
      </div>
    );
  }
  const past = runs.filter(({ done }) => done);
  return (
    <>
      {active.map((run) => (
        <RunPanel key={run.runId} run={run} onChange={list.again} />
      ))}
      {past.length > 0 && (
        <PastRuns
          runs={past}
          latestAdoption={runs.find(({ mode }) => mode === 'adopt')?.runId}
          onChange={list.again}
          onMore={continuation !== undefined && runs.length < MANY ? onMore : undefined}
        />
      )}
    </>
  );
}

/** The run that the address names. */
function One({ runId }: { readonly runId: string }) {
  const resource = useMemo<Resource<Run>>(
    () => ({ path: `sync/${encodeURIComponent(runId)}`, last: undefined }),
    [runId],
  );
  const { body, problem, again } = usePolled(resource, LOOK_MS);
  return (
    <>
      <p>
        <a href={linkTo('runs')}>{say('run.back')}</a>
      </p>
      {problem && (
        <div class="panel stack-s">
          <h2>{problem.code === 'RUN_UNKNOWN' ? say('run.unknown.h', { id: runId }) : problem.detail}</h2>
        </div>
      )}
      {!body && !problem && <Bones says={say('load.runs')} />}
      {body && !problem && <RunPanel run={body} onChange={again} />}
    </>
  );
}

interface StartProps {
  readonly active: readonly Run[];
  readonly onStarted: (started: Started) => void;
  readonly onChange: () => void;
}

function Start({ active, onStarted, onChange }: StartProps) {
  const [asking, setAsking] = useState(false);
  const { why, failed, ...starting } = useStart();
  const { health } = useCommon();
  const start = async (body: StartRequest) => {
    const started = await starting.start(body);
    setAsking(false);
    if (!started) return;
    onStarted(started);
    onChange();
  };
  return (
    <div class="stack-s">
      <Act look="primary" icon="runs" why={why} onAct={() => setAsking(true)}>
        {say('run.start')}
      </Act>
      {failed}
      {asking && (
        <StartDialog
          active={active}
          rows={health.body?.associates?.records}
          why={why}
          onStart={start}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
