import type { ContactProperties } from '../contacts/contactProperties.ts';
import { fingerprint, type MappingVersion } from '../contacts/fingerprint.ts';
import type { Mapping } from '../contacts/mapping.ts';
import { type MappedContact, mapRow } from '../contacts/mapRow.ts';
import { fitToPortal, type PortalSchema } from '../contacts/portal.ts';
import type { ContactToWrite, WriteVerdict } from './hubspotPorts.ts';
import type { LedgerEntry, OutcomeName, SourceRow } from './ports.ts';

/** What a record came to: the part of its outcome that does not depend on batch and time. */
export interface Verdict {
  readonly outcome: OutcomeName;
  readonly code: string;
  readonly properties: readonly string[];
  readonly hubspotId: string | undefined;
  readonly conflictId?: string | undefined;
  readonly rivalKey?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly fingerprint: string | undefined;
}

/** A row after mapping and validation: either it is settled, or HubSpot has to hear of it. */
export type JudgedRow =
  | { readonly settled: true; readonly verdict: Verdict; readonly mapped: MappedContact }
  | { readonly settled: false; readonly fingerprint: string; readonly mapped: MappedContact };

export interface RowRules {
  readonly mapping: Mapping;
  readonly version: MappingVersion;
  /** The properties the portal has, with their options. */
  readonly portal: PortalSchema;
}

/** The rules as they are now: the portal's part of them changes while the app runs. */
export interface RulesSource {
  /** @throws StopAndAlert when the key property cannot work; RetryLater when the portal cannot be asked. */
  current(): Promise<RowRules>;
  /** Asks the portal anew. */
  refresh(): Promise<RowRules>;
}

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
  const known = { hubspotId: previous?.hubspotId, fingerprint: previous?.fingerprint };
  const mapped = fitToPortal(mapRow(row.values, mapping), mapping, portal);
  if (mapped.rejected) {
    const errors = mapped.findings.filter(({ severity }) => severity === 'error');
    const verdict = {
      outcome: 'rejected',
      code: errors[0]?.code ?? 'REJECTED',
      properties: errors.map(({ property }) => property),
      ...known,
    } as const;
    return { settled: true, verdict, mapped };
  }
  const print = fingerprint(mapped.properties, version);
  if (!force && previous?.fingerprint === print) {
    return { settled: true, verdict: { outcome: 'unchanged', ...warningsOf(mapped), ...known }, mapped };
  }
  return { settled: false, fingerprint: print, mapped };
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
  switch (write.kind) {
    case 'written':
      return {
        outcome: write.as,
        ...warningsOf(judged.mapped),
        hubspotId: write.hubspotId,
        correlationId: write.correlationId,
        fingerprint: judged.fingerprint,
      };
    case 'left':
      return {
        outcome: 'unchanged',
        ...(write.code === 'OK' ? warningsOf(judged.mapped) : { code: write.code, properties: [] }),
        hubspotId: write.hubspotId ?? previous?.hubspotId,
        fingerprint: judged.fingerprint,
      };
    case 'unknown':
      return {
        outcome: 'pending',
        code: 'UNACCOUNTED',
        properties: [],
        hubspotId: previous?.hubspotId,
        fingerprint: undefined,
      };
    case 'conflict':
    case 'refused':
      return {
        outcome: write.kind === 'conflict' ? 'conflict' : 'rejected',
        code: write.code,
        properties: write.properties,
        hubspotId: previous?.hubspotId,
        conflictId: write.conflictId,
        rivalKey: write.rivalKey,
        correlationId: write.correlationId,
        fingerprint: previous?.fingerprint,
      };
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
  key: string,
  properties: ContactProperties,
  row: SourceRow | undefined,
  previous: LedgerEntry | undefined,
  isAdopted: boolean,
): ContactToWrite {
  return {
    key,
    properties,
    hubspotId: previous?.hubspotId,
    lookUp: previous === undefined ? !isAdopted : previous.hubspotId === undefined,
    changedAt: row?.version ?? undefined,
  };
}
