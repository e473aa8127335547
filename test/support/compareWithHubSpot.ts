import { isSameValue } from '../../shared/contacts/isSameValue.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { mapRow } from '../../shared/contacts/mapRow.ts';
import type { LedgerEntry } from '../../shared/outcomes/recordOutcome.ts';
import type { ContactSnapshot } from '../standins/hubspot/startHubSpotStandin.ts';
import type { AssociateRow } from './associates.ts';

/**
 * Every way in which HubSpot differs from SQL Server, one sentence each; none when they are equal: every valid
 * associate is there exactly once with exactly its values, every rejected one is not there by our doing, every one
 * refused for a conflict is named as such, and there is nobody else but those who were there `before` and are as they
 * were.
 */
export function differencesBetween(
  rows: readonly AssociateRow[],
  contacts: readonly ContactSnapshot[],
  outcomes: ReadonlyMap<string, LedgerEntry>,
  mapping: Mapping,
  before: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(),
): readonly string[] {
  const { keyProperty } = mapping.hubspot;
  const differences: string[] = [];
  const byKey = new Map<string, ContactSnapshot>();
  for (const contact of contacts) {
    const number = contact.properties[keyProperty];
    const asItWas = number === undefined ? before.get(contact.id) : undefined;
    if (asItWas) {
      const touched = Object.keys(asItWas).filter(
        (name) => contact.properties[name]?.toLowerCase() !== asItWas[name]?.toLowerCase(),
      );
      if (touched.length > 0) differences.push(`contact ${contact.id} was touched: ${touched.join(', ')}`);
      continue;
    }
    const key = number ?? `(HubSpot id ${contact.id})`;
    if (byKey.has(key)) differences.push(`${key} is two contacts`);
    byKey.set(key, contact);
  }
  for (const row of rows) {
    const key = row[mapping.source.key] ?? '';
    const { properties, rejected } = mapRow(row, mapping);
    const contact = byKey.get(key);
    const outcome = outcomes.get(key)?.outcome;
    byKey.delete(key);
    if (rejected) {
      if (contact) differences.push(`${key} is faulty and in HubSpot`);
      if (outcome !== 'rejected')
        differences.push(`${key} is faulty and its outcome is ${outcome ?? 'missing'}`);
    } else if (outcome !== 'conflict') {
      const wrong = Object.keys(properties).filter(
        (name) => !isSameValue(name, properties[name] ?? '', contact?.properties[name] ?? '', mapping),
      );
      if (!contact) differences.push(`${key} is not in HubSpot (outcome ${outcome ?? 'missing'})`);
      else if (wrong.length > 0) differences.push(`${key} differs in ${wrong.join(', ')}`);
    }
  }
  return [...differences, ...[...byKey.keys()].map((key) => `${key} is in HubSpot and not in SQL Server`)];
}
