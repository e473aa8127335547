import { isBlank, judgeBeneficiaries } from './beneficiaries.ts';
import { type GivenPlaces, judgeDivision } from './divisions/judgeDivision.ts';
import type { DraftContact } from './draftContact.ts';
import { exceeds } from './exceeds.ts';
import { faultFound } from './faultFound.ts';
import type { PreparedMapping } from './prepareMapping.ts';
import type { FieldSet } from './sets.ts';

/** Province, canton and district: what was given becomes the official name, or is left out. */
export function judgePlaces({ places }: PreparedMapping, { properties, findings }: DraftContact): void {
  if (places.length === 0) return;
  const given: GivenPlaces = {};
  for (const { level, field } of places) given[level] = properties[field.property] ?? null;
  const verdicts = judgeDivision(given);
  for (const { level, field } of places) {
    const verdict = verdicts[level];
    if (!verdict) continue;
    if ('value' in verdict) {
      properties[field.property] = verdict.value;
    } else {
      findings.push(faultFound(verdict.code, field, given[level] ?? ''));
      delete properties[field.property];
    }
  }
}

/** Net and gross: when one is above what it may be, nobody knows which of the two is wrong. */
export function judgeAmounts({ limits }: PreparedMapping, { properties, findings }: DraftContact): void {
  for (const { property, atMost } of limits) {
    const amount = properties[property];
    const limit = properties[atMost];
    if (!amount || !limit || !exceeds(amount, limit)) continue;
    findings.push({ code: 'NET_ABOVE_GROSS', severity: 'warning', property, shape: '' });
    delete properties[property];
    delete properties[atMost];
  }
}

/** Sets are sent whole or not at all; blank slots are sent empty, so that HubSpot forgets who was there. */
export function judgeSets({ sets, cedula }: PreparedMapping, draft: DraftContact): void {
  const { properties } = draft;
  for (const set of sets) {
    const isWhole = set.properties.every((property) => properties[property] !== undefined);
    if (!isWhole || !areSound(set, properties[cedula ?? ''], draft)) {
      for (const property of set.properties) delete properties[property];
      continue;
    }
    for (const slot of set.slots) {
      if (slot.percentage !== undefined && isBlank(slot, properties)) properties[slot.percentage] = '';
    }
  }
}

function areSound(
  set: FieldSet,
  ownCedula: string | undefined,
  { properties, findings }: DraftContact,
): boolean {
  const found = judgeBeneficiaries(set, properties, ownCedula);
  findings.push(
    ...found.map(({ code, property }) => ({ code, severity: 'warning', property, shape: '' }) as const),
  );
  return !found.some(({ withholds }) => withholds);
}
