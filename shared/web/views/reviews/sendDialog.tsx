import { useId, useState } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.tsx';
import { say } from '../../speech/say.ts';

const FEW = [10, 100] as const;

export interface Sending {
  /** Only so many of those that match; undefined: all. */
  readonly limit: number | undefined;
  readonly name: string | undefined;
}

interface Props {
  readonly filter: string;
  readonly matching: number;
  readonly matchingAgain: number;
  readonly why: string | undefined;
  readonly onSend: (sending: Sending) => void;
  readonly onClose: () => void;
}

/** Before all that match a filter are sent again: how many, and what that does. */
export function SendDialog({ filter, matching, matchingAgain, why, onSend, onClose }: Props) {
  const nameField = useId();
  const [count, setCount] = useState(matching);
  const [name, setName] = useState('');
  const choices = [...FEW.filter((few) => few < matching), matching];
  return (
    <Dialog
      title={say('send.h')}
      onClose={onClose}
      why={why}
      action={{
        label: say('send.go', { n: count }),
        run: () =>
          onSend({
            limit: count < matching ? count : undefined,
            name: name.trim() === '' ? undefined : name.trim(),
          }),
      }}
    >
      <p>{say('send.what', { c: filter, n: matching })}</p>
      <fieldset class="choice">
        <legend class="unseen">{say('send.how')}</legend>
        {choices.map((choice) => (
          <label key={choice}>
            <input type="radio" name="many" checked={choice === count} onChange={() => setCount(choice)} />
            <span class="strong">{say(choice === matching ? 'send.all' : 'send.first', { n: choice })}</span>
            <span class="what">
              {choice < matching
                ? say('send.first.what')
                : matchingAgain === 0
                  ? say('send.all.fresh')
                  : say('send.all.what', { n: matchingAgain })}
            </span>
          </label>
        ))}
      </fieldset>
      <p class="small muted">{say('send.then')}</p>
      <div class="field">
        <label for={nameField}>{say('send.name')}</label>
        <input
          id={nameField}
          type="text"
          maxLength={80}
          autocomplete="off"
          placeholder={say('send.name.hint')}
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}
