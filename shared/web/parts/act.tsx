import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly children: ComponentChildren;
  readonly onAct: () => void;
  /** Why it cannot work now: it stays in its place and says so. */
  readonly why?: string | undefined;
  readonly look?: 'primary' | 'danger' | 'danger-solid' | 'quiet';
  readonly icon?: IconName;
  readonly expanded?: boolean;
}

/** A button. One that cannot work stays, is named as such, and says why when it is pressed. */
export function Act({ children, onAct, why, look, icon, expanded }: Props) {
  const id = useId();
  const [said, setSaid] = useState(false);
  const press = () => {
    setSaid(why !== undefined);
    if (why === undefined) onAct();
  };
  return (
    <>
      <button
        type="button"
        class={`btn ${look ?? ''}`}
        onClick={press}
        {...(why !== undefined && { 'aria-disabled': true, 'aria-describedby': id, title: why })}
        {...(expanded !== undefined && { 'aria-expanded': expanded })}
      >
        {icon && <Icon name={icon} />}
        <span>{children}</span>
      </button>
      {why !== undefined && (
        <span id={id} class={said ? 'small muted' : 'unseen'} role="status">
          {why}
        </span>
      )}
    </>
  );
}
