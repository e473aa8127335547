import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { say } from '../speech/say.ts';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly title: string;
  /** What has to be typed: the number of what is at stake. */
  readonly typed: string;
  readonly go: string;
  readonly onGo: () => void;
  readonly onClose: () => void;
  /** Why it cannot work, whatever is typed. */
  readonly why?: string | undefined;
  readonly children: ComponentChildren;
}

/** A danger: nothing happens before what is at stake has been typed. */
export function Confirm({ title, typed, go, onGo, onClose, why, children }: Props) {
  const field = useId();
  const [text, setText] = useState('');
  const isTyped = plain(text) === plain(typed);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      action={{ label: go, run: onGo, danger: true }}
      why={why ?? (isTyped ? undefined : say('confirm.why', { n: typed }))}
    >
      {children}
      <div class="field">
        <label for={field}>{say('confirm.type', { n: typed })}</label>
        <input
          id={field}
          type="text"
          autocomplete="off"
          data-first
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}

/** However the thousands are parted. */
function plain(text: string): string {
  return text.replace(/[\s.,]/g, '').toUpperCase();
}
