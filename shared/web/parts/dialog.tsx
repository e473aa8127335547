import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say } from '../speech/say.ts';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** What the filled button does; it is the only one. */
  readonly action: { readonly label: string; readonly run: () => void; readonly danger?: boolean };
  /** Why it cannot work yet. */
  readonly why?: string | undefined;
  readonly children: ComponentChildren;
}

/** A question that has to be answered before anything else; Escape and "back" do nothing. */
export function Dialog({ title, onClose, action, why, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const [heading, reason] = [useId(), useId()];
  useEffect(() => {
    element.current?.showModal();
    // The browser takes the first control; the chosen one of a group is where its keys work.
    element.current?.querySelector<HTMLElement>('[data-first], input:checked')?.focus();
  }, []);
  return (
    <dialog ref={element} aria-labelledby={heading} onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === undefined) action.run();
        }}
      >
        <h2 id={heading}>{title}</h2>
        {children}
        {why !== undefined && (
          <p id={reason} class="small muted" role="status">
            {why}
          </p>
        )}
        <div class="acts">
          <button type="button" class="btn back" onClick={() => element.current?.close()}>
            {say('dlg.back')}
          </button>
          <button
            type="submit"
            class={`btn ${action.danger ? 'danger-solid' : 'primary'}`}
            {...(why !== undefined && { 'aria-disabled': true, 'aria-describedby': reason })}
          >
            {action.label}
          </button>
        </div>
      </form>
    </dialog>
  );
}
