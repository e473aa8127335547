import type { ContactProperties } from './contactProperties.ts';
import type { FindingCode } from './findings.ts';
import { toUnits, WHOLE } from './rules/percentage.ts';
import type { FieldSet, Slot } from './sets.ts';

/** Raise when a verdict below changes: every record with beneficiaries is sent again. */
export const BENEFICIARIES_VERSION = 2;

export interface BeneficiaryFinding {
  readonly code: FindingCode;
  /** The property, or the name of the set. */
  readonly property: string;
  /** Whether the whole set stays out of HubSpot. */
  readonly withholds: boolean;
}

/**
 * Judges the beneficiaries of one associate, whose values are canonical already: every one has a name and a share, no
 * cédula stands twice or is the associate's own, the shares add up to 100. Blank slots are no beneficiaries. Shares are
 * whole ten-thousandths, never floats, and their sum may miss 100 by what rounding to them takes. Equal shares may miss it by what
 * rounding to hundredths takes, half a hundredth each (3 × 33.33, 6 × 16.67).
 *
 * The law leaves shares to each cooperative's by-laws (Ley 4179 and 6756, arts. 56 and 71); that a bad set is withheld
 * and the associate goes is this project's policy.
 */
export function judgeBeneficiaries(
  set: FieldSet,
  values: ContactProperties,
  ownCedula: string | undefined,
): readonly BeneficiaryFinding[] {
  const taken = set.slots.filter((slot) => !isBlank(slot, values));
  if (taken.length === 0) return [];
  return [
    ...taken.flatMap((slot) => judgeCompleteness(slot, values)),
    ...judgeCedulas(taken, values, ownCedula),
    ...judgeShares(set, taken, values),
  ];
}

/** A slot without anybody in it; a share of zero is what a numeric column holds then. */
export function isBlank({ properties, percentage }: Slot, values: ContactProperties): boolean {
  return properties.every((property) => {
    const value = values[property] ?? '';
    return value === '' || (property === percentage && value === '0');
  });
}

function judgeCompleteness(slot: Slot, values: ContactProperties): readonly BeneficiaryFinding[] {
  const findings: BeneficiaryFinding[] = [];
  const { name, cedula: number, percentage } = slot;
  if (name !== undefined && values[name] === '') {
    findings.push({ code: 'BENEFICIARY_NAME_MISSING', property: name, withholds: true });
  } else if (number !== undefined && values[number] === '') {
    findings.push({ code: 'BENEFICIARY_CEDULA_MISSING', property: number, withholds: false });
  }
  if (percentage !== undefined && (values[percentage] === '' || values[percentage] === '0')) {
    findings.push({ code: 'BENEFICIARY_SHARE_MISSING', property: percentage, withholds: true });
  }
  return findings;
}

function judgeCedulas(
  taken: readonly Slot[],
  values: ContactProperties,
  ownCedula: string | undefined,
): readonly BeneficiaryFinding[] {
  const findings: BeneficiaryFinding[] = [];
  const seen = new Set<string>();
  for (const { cedula: property } of taken) {
    const number = property === undefined ? '' : values[property];
    if (!property || !number) continue;
    if (number === ownCedula) findings.push({ code: 'BENEFICIARY_IS_ASSOCIATE', property, withholds: true });
    if (seen.has(number)) findings.push({ code: 'BENEFICIARY_DUPLICATE', property, withholds: true });
    seen.add(number);
  }
  return findings;
}

/** Units in a hundredth of a per cent. */
const HUNDREDTH = WHOLE / 10_000;

function judgeShares(
  set: FieldSet,
  taken: readonly Slot[],
  values: ContactProperties,
): readonly BeneficiaryFinding[] {
  const shares = taken.map(({ percentage }) => toUnits(values[percentage ?? ''] ?? '') ?? 0);
  const missing = Math.abs(shares.reduce((sum, share) => sum + share, 0) - WHOLE);
  if (2 * missing <= shares.length) return [];
  const isRounding = new Set(shares).size === 1 && 2 * missing <= shares.length * HUNDREDTH;
  const code = isRounding ? 'BENEFICIARIES_ROUNDED' : 'BENEFICIARIES_NOT_100';
  return [{ code, property: set.name, withholds: !isRounding }];
}
