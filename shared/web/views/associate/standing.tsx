import type { ComponentChildren } from 'preact';
import type { Associate } from '../../../answers/associate.ts';
import { ContactLink, idsOf } from '../../parts/contactLink.tsx';
import { Outcome, toneOf } from '../../parts/outcome.tsx';
import { State } from '../../parts/state.tsx';
import { nameOfField } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { linkTo } from '../../state/place.ts';

interface Props {
  readonly associate: Associate;
  readonly children: ComponentChildren;
}

/** How the associate stands: in HubSpot, or why not and what to do. */
export function Standing({ associate, children }: Props) {
  const { outcome, numeroAsociado, since, hubspotId, verification } = associate;
  const tone = toneOf(outcome);
  return (
    <section class={`panel stack hero is-${tone}`}>
      <div class="row between">
        <h2>{numeroAsociado}</h2>
        {tone === 'ok' && hubspotId !== undefined ? (
          <State tone="ok" icon="ok" pill>
            {say('as.in')}
          </State>
        ) : (
          <Outcome outcome={outcome} />
        )}
      </div>
      <Reason associate={associate} />
      <dl class="kv">
        <div>
          <dt>{say('as.out')}</dt>
          <dd class="strong">
            {say(`o.${outcome}1`)}
            {since !== undefined && `, ${moment(since, 'dayTime')}`}
          </dd>
        </div>
        <div>
          <dt>{say('as.row')}</dt>
          <dd class="strong">
            {verification
              ? say(`as.${verification.found}`, { d: moment(verification.at, 'day') })
              : say('as.row.never')}
          </dd>
        </div>
        <div>
          <dt>HubSpot</dt>
          <dd>
            {hubspotId === undefined ? (
              say('as.none.hubspot')
            ) : (
              <ContactLink id={hubspotId}>{say('as.open')}</ContactLink>
            )}
          </dd>
        </div>
      </dl>
      {children}
    </section>
  );
}

/** What is wrong and what a person does about it; nothing where all is well. */
function Reason({ associate }: Pick<Props, 'associate'>) {
  const { outcome, code, message, properties, conflictId, rivalKey } = associate;
  if (code === 'OK') return null;
  return (
    <div class="stack-s">
      <p class={toneOf(outcome) === 'ok' ? '' : 'strong'}>
        {message} <code class="muted">{code}</code>
      </p>
      {properties.length > 0 && (
        <p class="small muted">{say('as.properties', { p: properties.map(nameOfField).join(', ') })}</p>
      )}
      {outcome === 'rejected' && <p class="small muted">{say('as.rejected.then')}</p>}
      {rivalKey !== undefined && (
        <p>
          <a href={linkTo('associate', rivalKey)}>{say('as.rival', { k: rivalKey })}</a>
        </p>
      )}
      {outcome === 'conflict' && (
        <>
          <ol class="steps">
            <li>{say('as.c.1')}</li>
            <li>{say('as.c.2')}</li>
            <li>{say('as.c.3')}</li>
          </ol>
          <div class="row">
            {associate.hubspotId !== undefined && (
              <ContactLink id={associate.hubspotId} isButton>
                {say('as.c.open1')}
              </ContactLink>
            )}
            {idsOf(conflictId).map((id) => (
              <ContactLink key={id} id={id} isButton>
                {say('as.c.open2')}
              </ContactLink>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
