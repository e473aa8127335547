import { useState } from 'preact/hooks';
import type { End, Health } from '../../../answers/health.ts';
import type { StatusAnswer } from '../../../answers/status.ts';
import { useAction } from '../../ask/useAction.ts';
import { Act } from '../../parts/act.tsx';
import { Failure } from '../../parts/failure.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { Notice } from '../../parts/notice.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { moment, recent } from '../../speech/times.ts';
import { CONNECTION } from '../../state/connection.ts';
import { useStore } from '../../state/store.ts';

const ENDS = ['sqlServer', 'hubspot', 'queue', 'storage'] as const;

const LOOKS = {
  ok: ['ok', 'ok', 'part.ok'],
  warning: ['warn', 'warn', 'part.warn'],
  error: ['bad', 'bad', 'part.away'],
  unknown: ['idle', 'wait', 'part.unknown'],
} as const satisfies Record<End['level'], readonly [Tone, IconName, string]>;

interface Props {
  readonly health: Health;
  readonly now: number;
  readonly onChecked: () => void;
}

/** What the sync stands on, as it was found last, and the full look on demand. */
export function Services({ health, now, onChecked }: Props) {
  const { away } = useStore(CONNECTION);
  const look = useAction<StatusAnswer>();
  const [found, setFound] = useState<StatusAnswer>();
  const check = async () => {
    const status = await look.run('status', {});
    if (status) setFound(status);
    onChecked();
  };
  const { fullLook } = health;
  return (
    <section class="panel flush" aria-labelledby="h-parts">
      <div class="top">
        <div>
          <h2 id="h-parts">{say('part.h')}</h2>
          <p class="small muted">
            {fullLook
              ? say('part.last', { t: recent(fullLook.at, now), s: number(fullLook.tookMs / 1000, 1) })
              : say('part.last.none')}
          </p>
        </div>
        <div>
          <Act icon="again" why={away ? say('why.offline') : undefined} onAct={check}>
            {say(look.busy ? 'part.checking' : 'part.check')}
          </Act>
        </div>
      </div>
      <Findings status={found} failure={look.failure} />
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{say('part.part')}</th>
            <th scope="col">{say('part.state')}</th>
            <th scope="col">{say('part.since')}</th>
            <th scope="col">{say('part.text')}</th>
          </tr>
        </thead>
        <tbody>
          {ENDS.map((name) => (
            <Row
              key={name}
              name={name}
              end={health.ends[name]}
              isPaused={name === 'hubspot' && health.circuit !== null}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly name: (typeof ENDS)[number];
  readonly end: End;
  readonly isPaused: boolean;
}

function Row({ name, end, isPaused }: RowProps) {
  const [tone, icon, text] = LOOKS[end.level];
  return (
    <tr>
      <th scope="row">{say(`part.${name}`)}</th>
      <td class="end">
        <State tone={tone} icon={isPaused ? 'pause' : icon} pill>
          {say(isPaused ? 'part.paused' : text)}
        </State>
      </td>
      <td class="wide muted nowrap">
        <span class="lbl">{say('part.since.l')} </span>
        {end.since === null ? '–' : moment(end.since, 'dayTime')}
      </td>
      <td class="wide">
        {end.says.map(({ code, message }) => (
          <p key={code + message}>
            {message} {code !== 'OK' && end.level !== 'ok' && <code class="xs muted">{code}</code>}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** What a full look found, and the script that mends it. */
function Findings({
  status,
  failure,
}: {
  readonly status: StatusAnswer | undefined;
  readonly failure: string | undefined;
}) {
  if (failure !== undefined) {
    return (
      <div class="panel-in">
        <Failure text={say('part.failed', { m: failure })} />
      </div>
    );
  }
  if (!status) return null;
  const found = [
    ...status.configuration.map((saying) => ({ ...saying, script: undefined })),
    ...status.sqlServer.filter(({ level }) => level !== 'ok'),
    ...[
      status.hubspot,
      status.storage,
      status.deletes,
      status.telemetry,
      status.timers.detectChanges,
      status.timers.reconcile,
    ]
      .filter(({ level }) => level !== 'ok')
      .map((saying) => ({ ...saying, script: undefined })),
  ];
  return (
    <div class="panel-in">
      {found.length === 0 ? (
        <Notice tone="ok" icon="ok" live>
          <p>{say('part.fine')}</p>
        </Notice>
      ) : (
        <Notice
          tone={status.healthy ? 'warn' : 'bad'}
          icon={status.healthy ? 'warn' : 'bad'}
          title={say('part.found')}
          live
        >
          <ul class="stack-s small">
            {found.map(({ code, message, script }) => (
              <li key={code + message}>
                {message} <code class="xs muted">{code}</code> {script && <code class="xs">{script}</code>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
