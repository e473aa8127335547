import { useRef, useState } from 'preact/hooks';
import type { Health } from '../../answers/health.ts';
import { ask } from '../ask/ask.ts';
import { Icon } from '../parts/icon.tsx';
import { say } from '../speech/say.ts';
import { enter, type Door as Why } from '../state/session.ts';

/** Asks for the key, once a tab, and tries it before anybody goes in. */
export function Door({ why }: { readonly why: Why }) {
  const [failure, setFailure] = useState<'refused' | 'away' | undefined>(
    why === 'refused' ? 'refused' : undefined,
  );
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const tryKey = async (event: SubmitEvent) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? '';
    if (busy) return;
    if (!isSendable(key)) return setFailure('refused');
    setBusy(true);
    const { kind } = await ask<Health>('health', { key });
    setBusy(false);
    if (kind === 'refused' || kind === 'away') setFailure(kind);
    else enter(key);
  };
  return (
    <div class="door">
      <div class="stack-s">
        <h1>{say('key.h')}</h1>
        <p class="muted">{say('key.sub')}</p>
      </div>
      <form class="panel stack" onSubmit={tryKey}>
        <div class="field">
          <label for="key">{say('key.label')}</label>
          <p class="help" id="key-help">
            {say('key.help')}
          </p>
          <p class="err" id="key-err" role="alert">
            {failure && <Icon name="bad" />} {failure && say(failure === 'away' ? 'key.away' : 'key.wrong')}
          </p>
          <input
            id="key"
            ref={field}
            {...(shown ? ({ type: 'text' } as const) : ({ type: 'password' } as const))}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="key-help key-err"
            aria-invalid={failure === 'refused'}
          />
        </div>
        <label class="check small">
          <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
          {say('key.show')}
        </label>
        <button class="btn primary" type="submit">
          {say('key.go')}
        </button>
      </form>
      <div class="stack-s small muted">
        <p>
          <Icon name="lock" /> {say('key.safe')}
        </p>
        <p>{say('key.entra')}</p>
      </div>
    </div>
  );
}

/** What a header can carry; nothing else can be a key. */
function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}
