import type { Erased as ErasedAnswer } from '../../../answers/associate.ts';
import { ContactLink } from '../../parts/contactLink.tsx';
import { Notice } from '../../parts/notice.tsx';
import { say } from '../../speech/say.ts';

interface Props {
  readonly associate: string;
  readonly erased: ErasedAnswer;
}

/** What an erasing leaves elsewhere, and what a person does about it. */
export function Erased({ associate, erased: { remains } }: Props) {
  const title = say(remains.length === 0 ? 'erase.done.all' : 'erase.done', { k: associate });
  return (
    <Notice
      tone={remains.length === 0 ? 'ok' : 'warn'}
      icon={remains.length === 0 ? 'ok' : 'warn'}
      title={title}
      live
    >
      <ul class="stack-s small">
        {remains.map(({ code, message, contactIds }) => (
          <li key={code}>
            {message} <code class="xs muted">{code}</code>
            {contactIds?.map((id) => (
              <span key={id}>
                {' '}
                <ContactLink id={id}>{say('as.id', { id })}</ContactLink>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
