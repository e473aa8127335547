import { useState } from 'preact/hooks';
import type { Associate } from '../../../answers/associate.ts';
import { Act } from '../../parts/act.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Notice } from '../../parts/notice.tsx';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { useWhy } from '../../state/useWhy.ts';
import type { AssociateActions, Sent } from './useAssociateActions.ts';

interface Props {
  readonly actions: AssociateActions;
  readonly associate: string;
  readonly known: Associate | undefined;
  readonly onErased: () => void;
}

/** Send now, see what would change, erase what is held; and what came of it. */
export function Actions({ actions, associate, known, onErased }: Props) {
  const [asking, setAsking] = useState(false);
  const whyNot = useWhy('sqlServer');
  const whyNoErasure = useWhy();
  const { busy, dryRun, failure } = actions;
  const why = whyNot ?? (busy ? say('why.busy') : undefined);
  const erase = async () => {
    const done = await actions.erase();
    setAsking(false);
    if (done) onErased();
  };
  return (
    <div class="stack">
      <div class="row">
        <Act look="primary" icon="again" why={why} onAct={actions.send}>
          {say(busy === 'send' ? 'as.sending' : 'as.send')}
        </Act>
        <Act
          icon="eye"
          why={dryRun ? undefined : why}
          expanded={dryRun !== undefined}
          onAct={dryRun ? actions.hide : actions.look}
        >
          {say(busy === 'look' ? 'as.dry.looking' : dryRun ? 'as.dry.hide' : 'as.dry')}
        </Act>
        <Act
          look="danger"
          why={whyNoErasure ?? (known ? undefined : say('erase.nothing'))}
          onAct={() => setAsking(true)}
        >
          {say('as.erase')}
        </Act>
      </div>
      {actions.sent && <SentNotice sent={actions.sent} />}
      {failure && (
        <Failure
          text={say(failure.of === 'look' ? 'as.dry.failed' : 'erase.failed', { m: failure.message })}
        />
      )}
      {asking && (
        <Confirm
          title={say('erase.h', { k: associate })}
          typed={associate}
          go={say('erase.go')}
          onGo={erase}
          onClose={() => setAsking(false)}
        >
          <p>{say('erase.what')}</p>
          <Notice tone="warn" icon="warn">
            <p>
              {say('erase.remains')}{' '}
              {known?.hubspotId !== undefined && say('erase.id', { id: known.hubspotId })}
            </p>
          </Notice>
        </Confirm>
      )}
    </div>
  );
}

function SentNotice({ sent }: { readonly sent: Sent }) {
  if (sent.kind === 'done') {
    const o = say(`o.${sent.found.outcome}1`);
    return (
      <Notice tone="ok" icon="ok" live>
        <p>{say('as.sent', { t: moment(sent.at, 'second'), o })}</p>
      </Notice>
    );
  }
  const isQueued = sent.kind === 'queued';
  return (
    <Notice {...(!isQueued && { tone: 'bad' })} icon={isQueued ? 'wait' : 'bad'} live>
      <p>{say(isQueued ? 'as.queued' : 'as.failed', { m: sent.message })}</p>
    </Notice>
  );
}
