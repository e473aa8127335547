import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly tone?: 'ok' | 'warn' | 'bad';
  readonly icon: IconName;
  readonly title?: string;
  readonly children?: ComponentChildren;
  /** Read aloud when it appears. */
  readonly live?: boolean;
}

/** Something that stays in the view until it no longer holds. */
export function Notice({ tone, icon, title, children, live = false }: Props) {
  return (
    <div class={`notice ${tone ?? ''}`} {...(live && { role: 'status' })}>
      <Icon name={icon} />
      <div class="body">
        {title !== undefined && <p class="strong">{title}</p>}
        {children}
      </div>
    </div>
  );
}
