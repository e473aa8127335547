import { useState } from 'preact/hooks';
import type { Run, StartRequest } from '../../../answers/runs.ts';
import { Act } from '../../parts/act.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { say } from '../../speech/say.ts';
import { useStart } from './useStart.tsx';

interface Props {
  readonly run: Run;
  readonly onChange: () => void;
}

/** What a run that is over leads to: a cancelled one goes on, a dry run of an adoption is done in earnest. */
export function Continue({ run, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  const { why, failed, ...starting } = useStart();
  const start = async (body: StartRequest) => {
    const started = await starting.start(body);
    setAsking(false);
    if (started) onChange();
  };
  const resumption = resumptionOf(run);
  const fitting = run.done && run.adoption?.dryRun ? run.adoption.fitting : 0;
  return (
    <>
      {resumption && (
        <Act look="quiet" why={why} onAct={() => start(resumption)}>
          {say('run.resume')}
        </Act>
      )}
      {fitting > 0 && (
        <Act why={why} onAct={() => setAsking(true)}>
          {say('run.adopt.go', { n: fitting })}
        </Act>
      )}
      {failed}
      {asking && (
        <Dialog
          title={say('adopt.h')}
          onClose={() => setAsking(false)}
          action={{ label: say('adopt.go', { n: fitting }), run: () => start({ mode: 'adopt' }) }}
          why={why}
        >
          <p>{say('adopt.what')}</p>
        </Dialog>
      )}
    </>
  );
}

/** How a cancelled run goes on from where it was; only these three can. */
function resumptionOf({ canResume, mode, runId, adoption, verification }: Run): StartRequest | undefined {
  if (!canResume) return undefined;
  switch (mode) {
    case 'full':
      return { mode, resume: runId };
    case 'adopt':
      return { mode, resume: runId, dryRun: adoption?.dryRun ?? false };
    case 'verify':
      return { mode, resume: runId, repair: verification?.repair ?? false };
    default:
      return undefined;
  }
}
