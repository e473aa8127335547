import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { State } from '../parts/state.tsx';
import { say } from '../speech/say.ts';
import { moment } from '../speech/times.ts';
import { CONNECTION } from '../state/connection.ts';
import { useStore } from '../state/store.ts';

interface Props {
  readonly title: string;
  /** Whether the figures below move by themselves. */
  readonly live?: boolean;
  readonly below?: ComponentChildren;
  readonly children?: ComponentChildren;
}

let opened = false;

/** The head of a view. It takes the focus when the view is opened, but not with the page itself. */
export function Head({ title, live = false, below, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = say('title', { v: title });
    if (opened) {
      scrollTo(0, 0);
      heading.current?.focus();
    }
    opened = true;
  }, [title]);
  return (
    <div class="head">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {live && <Live />}
        {below}
      </div>
      {children}
    </div>
  );
}

function Live() {
  const { away, answeredAt } = useStore(CONNECTION);
  return (
    <p class="live">
      {away ? (
        <State tone="warn" icon="cloud">
          {say('live.off')}
        </State>
      ) : (
        <State tone="ok" icon="pulse">
          {say('live')}
        </State>
      )}
      {answeredAt !== undefined && <span>{say('live.at', { t: moment(answeredAt, 'second') })}</span>}
    </p>
  );
}
