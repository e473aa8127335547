import type { KeyForms } from '../../contacts/associateKey.ts';
import type { ContactProperties } from '../../contacts/contactProperties.ts';
import { fingerprint } from '../../contacts/fingerprint.ts';
import { type MappedContact, mapRow } from '../../contacts/mapRow.ts';
import { fitToPortal } from '../../contacts/portal.ts';
import { isLeftAlone } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import { otherKeyOf } from '../keys/otherKeyOf.ts';
import type { Associate } from '../keys/readAssociates.ts';
import type { ContactToWrite, WriteVerdict } from '../ports/contactApi.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules } from '../ports/rules.ts';

/** A row after mapping and validation: either it is settled, or HubSpot has to hear of it. */
export type JudgedRow =
  | { readonly settled: true; readonly verdict: Verdict; readonly mapped: MappedContact }
  | {
      readonly settled: false;
      readonly fingerprint: string;
      /** Of a row whose contact was newer: HubSpot never took the values, and a row that is stamped anew may be the newer one. */
      readonly stampedFingerprint: string;
      readonly mapped: MappedContact;
    };

/**
 * Decides without HubSpot what can be decided: a finding of class error → rejected, the
 * fingerprint HubSpot acknowledged last → unchanged. `force` goes past the fingerprint: what HubSpot holds is in doubt.
 */
export function judgeRow(
  row: SourceRow,
  previous: LedgerEntry | undefined,
  force: boolean,
  { mapping, version, portal }: RowRules,
): JudgedRow {
  const mapped = fitToPortal(mapRow(row.values, mapping), mapping, portal);
  if (mapped.rejected) {
    const errors = mapped.findings.filter(({ severity }) => severity === 'error');
    const code = errors[0]?.code ?? 'REJECTED';
    const properties = errors.map(({ property }) => property);
    const verdict = verdictOf('invalid', previous, { code, properties });
    return { settled: true, verdict, mapped };
  }
  const print = fingerprint(mapped.properties, version);
  const stampedFingerprint = `${print} ${row.version ?? ''}`;
  const known = mapping.sync.compare === 'newer' ? [print, stampedFingerprint] : [print];
  if (!force && known.includes(previous?.fingerprint ?? '')) {
    const why = previous && isLeftAlone(previous.code) ? { code: previous.code } : warningsOf(mapped);
    return { settled: true, verdict: verdictOf('same', previous, why), mapped };
  }
  return { settled: false, fingerprint: print, stampedFingerprint, mapped };
}

/**
 * The verdict after HubSpot answered. Only an acknowledged write stores a new fingerprint; a refused one leaves the
 * old, which is still what HubSpot holds; an answer that does not name the record leaves none.
 */
export function judgeWrite(
  write: WriteVerdict,
  judged: Extract<JudgedRow, { settled: false }>,
  previous: LedgerEntry | undefined,
): Verdict {
  const { mapped, fingerprint: print } = judged;
  switch (write.kind) {
    case 'written': {
      const { as, hubspotId, correlationId } = write;
      const facts = { ...warningsOf(mapped), hubspotId, correlationId, fingerprint: print };
      return verdictOf(as, previous, facts);
    }
    case 'left': {
      const hubspotId = write.hubspotId ?? previous?.hubspotId;
      const why = write.code === 'OK' ? warningsOf(mapped) : { code: write.code };
      const left = write.code === 'HUBSPOT_NEWER' ? judged.stampedFingerprint : print;
      return verdictOf('left', previous, { ...why, hubspotId, fingerprint: left });
    }
    case 'absent':
      return verdictOf('absent', previous, { code: 'NOT_IN_HUBSPOT' });
    case 'unknown':
      return verdictOf('unaccounted', previous, { code: 'UNACCOUNTED' });
    case 'conflict':
    case 'refused': {
      const { kind, isDrift: _, ...facts } = write;
      return verdictOf(kind === 'conflict' ? 'contested' : 'refused', previous, facts);
    }
  }
}

function warningsOf(mapped: MappedContact): Pick<Verdict, 'code' | 'properties'> {
  return {
    code: mapped.findings[0]?.code ?? 'OK',
    properties: mapped.findings.map(({ property }) => property),
  };
}

/**
 * A row as HubSpot is asked to write it. Whom the ledger does not know is looked up until the portal was adopted; whom it
 * knows and never brought to HubSpot always is: an open conflict must not be settled by who happens to hold the email.
 * `isAdopted` has to be asked before the ledger is read: an adoption that ends in between has conflicts that the entry lacks.
 */
export function toContact(
  associate: Pick<Associate, 'key' | 'asked' | 'row' | 'previous'>,
  properties: ContactProperties,
  isAdopted: boolean,
  keyForms: Pick<KeyForms, 'sent'>,
): ContactToWrite {
  const { key, row, previous } = associate;
  const heldKey = otherKeyOf(associate, keyForms);
  return {
    ...(heldKey === undefined ? {} : { heldKey }),
    key,
    properties,
    hubspotId: previous?.hubspotId,
    lookUp: previous === undefined ? !isAdopted : previous.hubspotId === undefined,
    changedAt: row?.version ?? undefined,
  };
}
