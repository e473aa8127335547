import type { HubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import { type AssociateRow, inventAssociate, inventAssociates, numberOf } from './associates.ts';

/** Rows, and the code under which each one ends that cannot get through. */
export interface Cooperative {
  readonly rows: readonly AssociateRow[];
  readonly refused: ReadonlyMap<string, string>;
}

/** Associates whom our rules pass and HubSpot does not take, by what is wrong. */
const [STRANGER, KNOWN, BLOCKED, OPTION, RIVAL, OTHER_RIVAL] = [1, 2, 3, 4, 5, 6] as const;
const REFUSED_BY_HUBSPOT = new Map([
  [numberOf(STRANGER), 'EMAIL_TAKEN'],
  [numberOf(BLOCKED), 'EMAIL_GDPR_BLOCKED'],
  [numberOf(OPTION), 'OPTION_UNKNOWN'],
  [numberOf(RIVAL), 'EMAIL_TAKEN'],
  [numberOf(OTHER_RIVAL), 'EMAIL_TAKEN'],
]);
const CHANGED_AT = ['2026-02-05T00:00:00.000', '2026-03-05T00:00:00.000'] as const;

/**
 * Invented associates: some faulty ones that our rules know, and one of each kind that only HubSpot refuses; the one whose
 * email a stranger has costs a search whenever it is sent again, so it may be left out.
 */
export function inventCooperative(count: number, { hasStranger }: { hasStranger: boolean }): Cooperative {
  const rows = Array.from({ length: REFUSED_BY_HUBSPOT.size + 1 }, (_, index) => plainAssociate(index + 1));
  rows[OPTION - 1] = { ...plainAssociate(OPTION), frecuencia_deposito_de_su_salario: 'catorcenal' };
  rows[OTHER_RIVAL - 1] = { ...plainAssociate(OTHER_RIVAL), email: emailOf(plainAssociate(RIVAL)) };
  const refused = new Map(REFUSED_BY_HUBSPOT);
  if (!hasStranger) refused.delete(numberOf(STRANGER));
  const others = inventAssociates(count - rows.length, {
    seed: 7,
    faultyShare: 0.07,
    firstIndex: rows.length + 1,
  });
  for (const { row, expectation } of others) {
    // Whether two rows of one email are in one batch would decide what becomes of them.
    const key = keyOf(row);
    rows.push(expectation === 'doubledEmail' ? { ...row, email: `${key}@example.com` } : row);
    if (expectation !== 'arrives' && expectation !== 'doubledEmail') refused.set(key, expectation);
  }
  return { rows, refused };
}

/**
 * A portal in use: a stranger has one associate's email, another associate is there without a key, an address may never
 * come back, an option is gone. Answers what was there, by HubSpot id.
 */
export function furnishPortal(
  hubspot: HubSpotStandin,
  { refused }: Cooperative,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const no__de_cedula = plainAssociate(KNOWN)['no__de_cedula'] ?? '';
  const known = { email: emailOf(plainAssociate(KNOWN)), no__de_cedula, firstname: 'Antes' };
  const stranger = {
    email: emailOf(plainAssociate(STRANGER)),
    no__de_cedula: '9-9999-0001',
    firstname: 'Otra',
  };
  const seeded = refused.has(numberOf(STRANGER)) ? [known, stranger] : [known];
  hubspot.gdprDelete(hubspot.seedContact({ email: emailOf(plainAssociate(BLOCKED)) }));
  const options = ['semanal', 'quincenal', 'mensual'].map((value) => ({ label: value, value }));
  hubspot.changeProperty('frecuencia_deposito_de_su_salario', { options });
  return new Map(seeded.map((properties) => [hubspot.seedContact(properties), properties]));
}

/** Every third row changed, the faulty ones of them mended, and who is refused from then on. */
export function changeThird({ rows, refused }: Cooperative): Cooperative {
  const changed = rows
    .filter((_, index) => index % 3 === 0)
    .map((row, index): AssociateRow => {
      const key = keyOf(row);
      const isMended = refused.has(key) && !REFUSED_BY_HUBSPOT.has(key);
      const mended = isMended ? plainAssociate(Number(key.slice(2))) : row;
      return { ...mended, lastname: `Nueva ${index}`, canton: null, lastmodifieddate: CHANGED_AT[0] };
    });
  const mended = new Set(changed.map(keyOf).filter((key) => !REFUSED_BY_HUBSPOT.has(key)));
  return { rows: changed, refused: new Map([...refused].filter(([key]) => !mended.has(key))) };
}

/** The sound rows of those that changed, changed once more. */
export function changeAgain(changed: Cooperative): readonly AssociateRow[] {
  return changed.rows
    .filter((row) => !changed.refused.has(keyOf(row)))
    .map((row, index) => ({ ...row, distrito: `Otro ${index}`, lastmodifieddate: CHANGED_AT[1] }));
}

/** Whether HubSpot, not our rules, refuses the row outright, so that it must not be there. */
export function isRefusedByHubSpot(row: AssociateRow): boolean {
  return [numberOf(BLOCKED), numberOf(OPTION)].includes(keyOf(row));
}

export function keyOf(row: AssociateRow): string {
  return row['numero_asociado'] ?? '';
}

function plainAssociate(index: number): AssociateRow {
  return inventAssociate(index, '2026-01-05T00:00:00.000');
}

function emailOf(row: AssociateRow): string {
  return row['email'] ?? '';
}
