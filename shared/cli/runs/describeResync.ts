import { meaningOf } from '../../outcomes/codeMeaning.ts';
import type { Language } from '../../outcomes/language.ts';
import type { ResyncResult } from '../../sync/associate/resyncAssociate.ts';

/** What became of one associate, or would. */
export function describeResync(result: ResyncResult, key: string, language: Language): string {
  if (result.kind === 'notFound') return `${key}: ${meaningOf('NOT_IN_SQL_SERVER')[language]}`;
  if (result.kind === 'queued')
    return `${key}: ${meaningOf(result.code)[language]} It waits in the store; the next sync brings it.`;
  const { numeroAsociado, outcome, code, hubspotId, changes, findings, properties, dryRun } = result;
  const contact = hubspotId === undefined ? '' : `, contact ${hubspotId}`;
  const concerned = properties.length === 0 ? '' : ` (${properties.join(', ')})`;
  return [
    `${numeroAsociado}: ${outcome}${contact}${dryRun ? ', if this were no dry run' : ''}`,
    ...(code === 'OK' ? [] : [`  ${code}${concerned}: ${meaningOf(code)[language]}`]),
    ...findings
      .filter((one) => one.code !== code)
      .map((one) => `  ${one.code} (${one.property}): ${one.message[language]}`),
    ...changes
      .filter(({ change }) => change === 'changed')
      .map(({ property, from, to }) =>
        to === undefined ? `  ~ ${property}` : `  ~ ${property}: ${from ?? ''} → ${to}`,
      ),
  ].join('\n');
}
