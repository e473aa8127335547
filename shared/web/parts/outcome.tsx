import type { OutcomeName } from '../../outcomes/outcome.ts';
import { say } from '../speech/say.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

const LOOKS = {
  created: ['ok', 'ok'],
  updated: ['ok', 'ok'],
  unchanged: ['ok', 'ok'],
  adopted: ['ok', 'ok'],
  rejected: ['warn', 'warn'],
  conflict: ['bad', 'fork'],
  failed: ['bad', 'bad'],
  deleted: ['idle', 'stop'],
  pending: ['run', 'wait'],
} as const satisfies Record<OutcomeName, readonly [Tone, IconName]>;

/** What a record came to, as a word with its shape and colour. */
export function Outcome({ outcome }: { readonly outcome: OutcomeName }) {
  const [tone, icon] = LOOKS[outcome];
  return (
    <State tone={tone} icon={icon} pill>
      {say(`o.${outcome}1`)}
    </State>
  );
}

export function toneOf(outcome: OutcomeName): Tone {
  return LOOKS[outcome][0];
}
