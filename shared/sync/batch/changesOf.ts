import { isSameValue } from '../../contacts/isSameValue.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import type { ContactToSend } from '../ports/contactApi.ts';

/** What became of one property that was sent; the values are shown in a dry run only. */
export interface PropertyChange {
  readonly property: string;
  readonly change: 'changed' | 'same';
  readonly from?: string;
  readonly to?: string;
}

/** What is to be sent, beside what HubSpot holds. */
export function changesOf(
  { properties, before = {} }: ContactToSend,
  withValues: boolean,
  mapping: Mapping,
): readonly PropertyChange[] {
  return Object.entries(properties).map(([property, to]) => {
    const from = before[property] ?? '';
    const change = isSameValue(property, to, from, mapping) ? 'same' : 'changed';
    return withValues ? { property, change, from, to } : { property, change };
  });
}
