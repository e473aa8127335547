import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** `ok` well · `warn` a person is needed · `bad` broken · `run` under way · `idle` none of these. */
export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle';

interface Props {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly pill?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** How something is, said by shape, word and colour. */
export function State({ tone, icon, pill = false, class: more = '', children }: Props) {
  return (
    <span class={`state ${tone} ${pill ? 'pill' : ''} ${more}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
