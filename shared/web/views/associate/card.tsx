import { useMemo, useState } from 'preact/hooks';
import type { Associate, History } from '../../../answers/associate.ts';
import { type Resource, usePolled } from '../../ask/usePolled.ts';
import { Bones } from '../../parts/bones.tsx';
import { Failure } from '../../parts/failure.tsx';
import { say } from '../../speech/say.ts';
import { Actions } from './actions.tsx';
import { DryRun } from './dryRun.tsx';
import { Erased } from './erased.tsx';
import { Standing } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import { useAssociateActions } from './useAssociateActions.ts';

const LOOK_MS = 10_000;

/** All that is known of one associate. Gone with it when another one is looked at. */
export function Card({ associate }: { readonly associate: string }) {
  const path = `associates/${encodeURIComponent(associate)}`;
  const outcomes = useMemo<Resource<Associate>>(() => ({ path, last: undefined }), [path]);
  const past = useMemo<Resource<History>>(() => ({ path: `${path}/history`, last: undefined }), [path]);
  const latest = usePolled(outcomes, LOOK_MS);
  const history = usePolled(past, LOOK_MS);
  const [isErased, setErased] = useState(false);
  const actions = useAssociateActions(path, () => {
    latest.again();
    history.again();
  });
  const isUnknown = latest.problem?.code === 'ASSOCIATE_UNKNOWN' || isErased;
  const known = isUnknown ? undefined : latest.body;
  if (!known && !latest.problem && !isErased) return <Bones says={say('as.load')} />;
  return (
    <>
      {actions.erased && <Erased associate={associate} erased={actions.erased} />}
      {latest.problem && !isUnknown && <Failure text={latest.problem.detail} />}
      {known ? (
        <Standing associate={known}>
          <Actions actions={actions} associate={associate} known={known} onErased={() => setErased(true)} />
        </Standing>
      ) : (
        <section class="panel stack">
          <h2>{say('as.none.h', { k: associate })}</h2>
          <p class="prose">{say(actions.isNowhere ? 'as.none' : 'as.new')}</p>
          <Actions
            actions={actions}
            associate={associate}
            known={undefined}
            onErased={() => setErased(true)}
          />
        </section>
      )}
      {actions.dryRun && <DryRun dryRun={actions.dryRun} />}
      {known && history.body && <Timeline history={history.body} />}
    </>
  );
}
