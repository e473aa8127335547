import { lifecycleStages } from '../properties/defaultContactProperties.ts';
import type { Property } from '../properties/property.ts';

type Values = Readonly<Record<string, string>>;

/**
 * The properties of a contact after a write: what was not sent stays, `""` clears, a leading `;` adds options to
 * a checkbox, and a lifecycle stage that would go back is ignored without a word (contacts guide, properties
 * guide).
 *
 * Built by spreading, not name by name: an engine keeps such objects compact, which halves what a contact costs.
 */
export function mergeProperties(
  current: Values,
  sent: Values,
  find: (name: string) => Property | undefined,
): Values {
  const merged: Record<string, string> = { ...current, ...sent };
  for (const name of Object.keys(sent)) {
    const value = sent[name] ?? '';
    if (value.includes(';') && find(name)?.fieldType === 'checkbox') {
      merged[name] = joinOptions(current[name], value);
    }
  }
  if (goesBack(current['lifecyclestage'], sent['lifecyclestage'])) {
    merged['lifecyclestage'] = current['lifecyclestage'] ?? '';
  }
  return merged;
}

function goesBack(current: string | undefined, next: string | undefined): boolean {
  return (
    Boolean(current && next) && lifecycleStages.indexOf(next ?? '') < lifecycleStages.indexOf(current ?? '')
  );
}

function joinOptions(current: string | undefined, sent: string): string {
  const before = sent.startsWith(';') ? (current ?? '') : '';
  return [...new Set(`${before};${sent}`.split(';').filter(Boolean))].join(';');
}
