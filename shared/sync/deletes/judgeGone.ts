import { keyFormsOf } from '../../contacts/associateKey.ts';
import { fingerprint } from '../../contacts/fingerprint.ts';
import { deletedProperty, type Mapping } from '../../contacts/mapping.ts';
import { fitToPortal } from '../../contacts/portal.ts';
import { heldKeyOf, type LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import type { ContactToWrite, WriteVerdict } from '../ports/contactApi.ts';
import type { RowRules } from '../ports/rules.ts';

/** A key without a row: either it is settled, or HubSpot may have a contact to mark or archive. */
export type GoneRow =
  | { readonly settled: true; readonly verdict: Verdict }
  | {
      readonly settled: false;
      readonly contact: ContactToWrite;
      /** Of what HubSpot holds of somebody who is gone, so that a repeated delete costs no call. */
      readonly fingerprint: string;
    };

/**
 * Decides without HubSpot what can be decided of a key that has no row: nothing is to be done by policy, there was never a
 * contact, or it was done before. `force` goes past what the ledger says: what HubSpot holds is in doubt.
 */
export function judgeGone(
  key: string,
  previous: LedgerEntry | undefined,
  force: boolean,
  { mapping, version, portal }: RowRules,
): GoneRow {
  const mark = deletedProperty(mapping);
  const properties = mark === undefined ? {} : { [mark]: 'true' };
  const print = fingerprint(properties, version);
  // Whom the ledger knows may have a contact even where it names none: a write whose answer was lost, then a bad row.
  if (mapping.sync.deletes === 'ignore' || (previous === undefined && !force))
    return { settled: true, verdict: rowMissing(previous) };
  if (!force && previous?.outcome === 'deleted' && previous.fingerprint === print) {
    const { code, properties: named } = previous;
    return { settled: true, verdict: verdictOf('buried', previous, { code, properties: named }) };
  }
  const { findings, rejected } = fitToPortal({ properties, findings: [], rejected: false }, mapping, portal);
  if (rejected) {
    const named = findings.map(({ property }) => property);
    const code = findings[0]?.code ?? 'REJECTED';
    return { settled: true, verdict: verdictOf('invalid', previous, { code, properties: named }) };
  }
  const keyForms = keyFormsOf(mapping);
  const held = heldKeyOf(previous, keyForms) ?? keyForms.sent(key) ?? key;
  const contact = {
    key,
    properties: { ...properties, [mapping.hubspot.keyProperty]: held },
    hubspotId: previous?.hubspotId,
    lookUp: false,
    changedAt: undefined,
  };
  return { settled: false, contact, fingerprint: print };
}

/** The verdict after HubSpot answered. */
export function judgeRemoval(
  write: WriteVerdict,
  { fingerprint: print }: Extract<GoneRow, { settled: false }>,
  previous: LedgerEntry | undefined,
  mapping: Mapping,
): Verdict {
  const mark = deletedProperty(mapping);
  switch (write.kind) {
    case 'written': {
      const { hubspotId, correlationId } = write;
      const facts = { hubspotId, correlationId, fingerprint: print };
      // Whoever comes back after an archive is somebody new to HubSpot.
      return mark === undefined
        ? verdictOf('archived', previous, { code: 'CONTACT_ARCHIVED', ...facts })
        : verdictOf('marked', previous, { code: 'CONTACT_MARKED', properties: [mark], ...facts });
    }
    case 'left':
    case 'absent': {
      const hubspotId = write.kind === 'left' ? write.hubspotId : undefined;
      return verdictOf('marked', previous, { code: 'ROW_MISSING', hubspotId, fingerprint: print });
    }
    case 'unknown':
      return verdictOf('unaccounted', previous, { code: 'UNACCOUNTED' });
    case 'conflict':
    case 'refused': {
      const { code, properties, correlationId } = write;
      return verdictOf('refused', previous, { code, properties, correlationId });
    }
  }
}

/** Nothing is done in HubSpot. */
function rowMissing(previous: LedgerEntry | undefined): Verdict {
  return verdictOf('rowMissing', previous, { code: 'ROW_MISSING' });
}

/** Too many are gone: a person decides. */
export function held(previous: LedgerEntry | undefined): Verdict {
  return verdictOf('deleteHeld', previous, { code: 'DELETE_HELD' });
}

/** It will be done once it is known how many are gone. */
export function waiting(previous: LedgerEntry | undefined): Verdict {
  return verdictOf('deleteDue', previous, { code: 'DELETE_DUE' });
}
