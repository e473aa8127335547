import { fingerprint } from '../../contacts/fingerprint.ts';
import { deletedProperty, type Mapping } from '../../contacts/mapping.ts';
import { mapRow } from '../../contacts/mapRow.ts';
import { fitToPortal } from '../../contacts/portal.ts';
import type { ContactToWrite, WriteVerdict } from '../hubspotPorts.ts';
import type { RowRules, Verdict } from '../judgeRow.ts';
import type { LedgerEntry } from '../ports.ts';

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
    const { outcome, code, properties: named, hubspotId } = previous;
    return { settled: true, verdict: { outcome, code, properties: named, hubspotId, fingerprint: print } };
  }
  const { findings, rejected } = fitToPortal({ properties, findings: [], rejected: false }, mapping, portal);
  if (rejected) {
    const { hubspotId, fingerprint: held } = previous ?? {};
    const named = findings.map(({ property }) => property);
    const code = findings[0]?.code ?? 'REJECTED';
    const verdict = { outcome: 'rejected', code, properties: named, hubspotId, fingerprint: held } as const;
    return { settled: true, verdict };
  }
  const contact = {
    key,
    properties: { ...properties, [mapping.hubspot.keyProperty]: keyInHubSpot(key, mapping) },
    hubspotId: previous?.hubspotId,
    lookUp: false,
    changedAt: undefined,
  };
  return { settled: false, contact, fingerprint: print };
}

/** The verdict after HubSpot answered. */
export function judgeRemoval(
  write: WriteVerdict,
  { contact, fingerprint: print }: Extract<GoneRow, { settled: false }>,
  previous: LedgerEntry | undefined,
  mapping: Mapping,
): Verdict {
  const mark = deletedProperty(mapping);
  switch (write.kind) {
    case 'written':
      return {
        outcome: 'deleted',
        code: mark === undefined ? 'CONTACT_ARCHIVED' : 'CONTACT_MARKED',
        properties: mark === undefined ? [] : [mark],
        // Whoever comes back after an archive is somebody new to HubSpot.
        hubspotId: mark === undefined ? undefined : write.hubspotId,
        correlationId: write.correlationId,
        fingerprint: print,
      };
    case 'left':
      return { ...rowMissing(undefined), hubspotId: write.hubspotId, fingerprint: print };
    case 'unknown':
      return { ...waiting(previous), code: 'UNACCOUNTED' };
    case 'conflict':
    case 'refused':
      return {
        outcome: 'rejected',
        code: write.code,
        properties: write.properties,
        hubspotId: contact.hubspotId,
        correlationId: write.correlationId,
        fingerprint: previous?.fingerprint,
      };
  }
}

/** Nothing is done in HubSpot. */
export function rowMissing(previous: LedgerEntry | undefined): Verdict {
  const known = { properties: [], hubspotId: previous?.hubspotId, fingerprint: undefined };
  return { outcome: 'deleted', code: 'ROW_MISSING', ...known };
}

/** Too many are gone: a person decides. */
export function held(previous: LedgerEntry | undefined): Verdict {
  return { ...rowMissing(previous), code: 'DELETE_HELD' };
}

/** It will be done once it is known how many are gone. */
export function waiting(previous: LedgerEntry | undefined): Verdict {
  return { ...rowMissing(previous), outcome: 'pending', code: 'DELETE_DUE' };
}

/** How a key reads in HubSpot: cleaned, as the row's was when it was written. */
export function keyInHubSpot(key: string, mapping: Mapping): string {
  return mapRow({ [mapping.source.key]: key }, mapping).properties[mapping.hubspot.keyProperty] ?? key;
}
