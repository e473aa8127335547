import type { Resync } from '../../../answers/associate.ts';
import { Notice } from '../../parts/notice.tsx';
import { State } from '../../parts/state.tsx';
import { nameOfField } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import type { DryRunFound } from './useAssociateActions.ts';

/** What would change, old and new. The only place of the page with personal values. */
export function DryRun({ dryRun: { at, found } }: { readonly dryRun: DryRunFound }) {
  const changed = found.changes.filter(({ change }) => change === 'changed');
  const same = found.changes.length - changed.length;
  const isRefused = 'detail' in found;
  const t = moment(at, 'second');
  return (
    <section class="panel flush" aria-labelledby="h-diff">
      <div class="top">
        <div class="prose" aria-live="polite">
          <h2 id="h-diff">{titleOf(found, changed.length)}</h2>
          <p class="small muted">
            {isRefused ? say('diff.sub.refused', { t }) : say('diff.sub', { t, n: same })}
          </p>
        </div>
        <State tone="idle" icon="lock" class="small long">
          {say('diff.private')}
        </State>
      </div>
      {(isRefused || found.findings.length > 0) && (
        <div class="stack panel-in">
          {isRefused && (
            <Notice tone="bad" icon="bad">
              <p>{found.message}</p>
            </Notice>
          )}
          {found.findings.map((finding) => (
            <Finding key={finding.code + finding.property} finding={finding} />
          ))}
        </div>
      )}
      {changed.length > 0 && <Changes changed={changed} />}
    </section>
  );
}

function titleOf(found: DryRunFound['found'], changed: number): string {
  if ('detail' in found) return say('diff.refused');
  return changed === 0 ? say('diff.h0') : say('diff.h', { n: changed });
}

function Finding({ finding }: { readonly finding: Resync['findings'][number] }) {
  const { code, severity, property, message } = finding;
  const isError = severity === 'error';
  return (
    <Notice tone={isError ? 'bad' : 'warn'} icon={isError ? 'bad' : 'warn'}>
      <p>
        <b class="strong">{nameOfField(property)}:</b> {message} <code class="xs muted">{code}</code>
      </p>
    </Notice>
  );
}

function Changes({ changed }: { readonly changed: Resync['changes'] }) {
  return (
    <table class="cards diff">
      <thead>
        <tr>
          <th scope="col">{say('diff.prop')}</th>
          <th scope="col">{say('diff.now')}</th>
          <th scope="col">{say('diff.new')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(({ property, from, to }) => (
          <tr key={property}>
            <th class="wide" scope="row">
              <span class="strong">{nameOfField(property)}</span>
              <br />
              <code class="xs muted">{property}</code>
            </th>
            <td class="wide">
              <span class="lbl">{say('diff.now')} </span>
              {from ? <del>{from}</del> : <span class="empty">{say('diff.none')}</span>}
            </td>
            <td class="wide">
              <span class="lbl">{say('diff.new')} </span>
              <ins>{to ? to : say('diff.cleared')}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
