import type { ContactProperties } from '../../shared/contacts/contactProperties.ts';
import { isSameValue } from '../../shared/contacts/isSameValue.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { mapRow } from '../../shared/contacts/mapRow.ts';
import { isInHubSpot } from '../../shared/outcomes/outcomeKinds.ts';
import type { LedgerErasure, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { ContactSnapshot, HubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import type { AssociateRow } from './associates.ts';

export interface WatchedLedger extends OutcomeLedger, LedgerErasure {
  /** What was stored as written at a moment when HubSpot did not hold it, one sentence each. */
  readonly falseReports: readonly string[];
}

/**
 * A ledger that looks, with every report of a write, whether HubSpot holds the row at that very moment. `rowOf`: the row, or
 * undefined when several states of it are under way, so that only the contact itself can be looked for.
 */
export function watchLedger(
  ledger: OutcomeLedger & LedgerErasure,
  hubspot: HubSpotStandin,
  mapping: Mapping,
  rowOf: (key: string) => AssociateRow | undefined,
): WatchedLedger {
  const falseReports: string[] = [];
  const propertiesOf = remembering((row) => mapRow(row, mapping).properties);
  const holds = (contact: ContactSnapshot | undefined, key: string) => {
    if (contact?.properties[mapping.hubspot.keyProperty] !== key) return false;
    const row = rowOf(key);
    const wanted = row ? propertiesOf(row) : {};
    return Object.entries(wanted).every(([name, value]) =>
      isSameValue(name, value, contact.properties[name] ?? '', mapping),
    );
  };
  return {
    falseReports,
    read: (keys) => ledger.read(keys),
    remove: (entry) => ledger.remove(entry),
    async commit(outcomes, previous) {
      const contacts = new Map(hubspot.contacts().map((contact) => [contact.id, contact]));
      const untrue = outcomes.filter(
        ({ hubspotId = '', ...outcome }) =>
          isInHubSpot(outcome) && !holds(contacts.get(hubspotId), outcome.key),
      );
      const stored = await ledger.commit(outcomes, previous);
      if (stored) falseReports.push(...untrue.map(({ key, outcome }) => `${key} was not ${outcome}`));
      return stored;
    },
  };
}

function remembering(
  map: (row: AssociateRow) => ContactProperties,
): (row: AssociateRow) => ContactProperties {
  const known = new WeakMap<AssociateRow, ContactProperties>();
  return (row) => {
    const properties = known.get(row) ?? map(row);
    known.set(row, properties);
    return properties;
  };
}
