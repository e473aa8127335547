import type { Run } from '../../../answers/runs.ts';
import type { IconName } from '../../parts/icon.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { say } from '../../speech/say.ts';

const LOOKS = {
  running: ['run', 'runs', 'run.on'],
  paused: ['warn', 'pause', 'run.paused'],
  cancelling: ['warn', 'stop', 'run.cancelling'],
  cancelled: ['idle', 'stop', 'run.cancelled'],
  ended: ['ok', 'ok', 'run.ended'],
  failed: ['bad', 'bad', 'run.failed'],
} as const satisfies Record<Run['state'], readonly [Tone, IconName, string]>;

export function RunState({ state }: Pick<Run, 'state'>) {
  const [tone, icon, text] = LOOKS[state];
  return (
    <State tone={tone} icon={icon} pill>
      {say(text)}
    </State>
  );
}
