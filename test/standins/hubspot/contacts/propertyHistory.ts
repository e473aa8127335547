import { formatTime } from '../time.ts';
import type { Change, Contact } from './contact.ts';
import { propertyValue } from './derivedProperties.ts';

/** How many writes a contact remembers (assumed: HubSpot bounds histories, but does not say where). */
const mostChanges = 20;

/**
 * A contact's changes after a write to the properties `sent`. A value that stays the same adds nothing (assumed).
 */
export function rememberChange(
  target: Contact,
  after: Readonly<Record<string, string>>,
  sent: readonly string[],
  at: number,
): readonly Change[] {
  const changed = sent.filter((name) => (target.properties[name] ?? '') !== (after[name] ?? ''));
  if (changed.length === 0) {
    return target.changes;
  }
  const before = Object.fromEntries(changed.map((name) => [name, target.properties[name] ?? '']));
  return [...target.changes.slice(1 - mostChanges), { at, before }];
}

/** The values a property had, newest first, as `propertiesWithHistory` shows them. */
export function propertyHistory(contact: Contact, name: string): object[] {
  const versions: object[] = [];
  let value = propertyValue(contact, name) ?? '';
  for (const { at, before } of contact.changes.toReversed()) {
    const earlier = before[name];
    if (earlier !== undefined) {
      versions.push(version(value, at));
      value = earlier;
    }
  }
  const knowsTheFirst = contact.changes.length < mostChanges;
  return value !== '' && knowsTheFirst ? [...versions, version(value, contact.createdAt)] : versions;
}

function version(value: string, at: number): object {
  return { value, timestamp: formatTime(at), sourceType: 'INTEGRATION', sourceId: '1000001' };
}
