import type { Associate } from '../support/associates.ts';
import type { System } from '../support/startSystem.ts';

/** As many contacts were in the portal before us; fewer when there are fewer associates. */
const HAND_MADE = 300;

type Properties = Readonly<Record<string, string>>;

/** Contacts that people made by hand, by HubSpot id, as they were before the first run. */
export type HandMade = ReadonlyMap<string, Properties>;

/** What became of them. */
export interface HandMadeSummary {
  readonly handMade: number;
  readonly adopted: number;
  /** Associates whose contact a person has to decide about. */
  readonly undecided: number;
  /** Nobody's of the associates; left as they were. */
  readonly untouched: number;
}

/**
 * Fills the portal as a cooperative's is after some years: most contacts with an email only, some with a number that is
 * not unique or a cédula as people write it, two that fit two associates each, one that contradicts, and strangers.
 */
export function seedPortalInUse(
  { hubspot }: Pick<System, 'hubspot'>,
  associates: readonly Associate[],
): HandMade {
  const rows = associates.flatMap(({ row, expectation }) => (expectation === 'arrives' ? [row] : []));
  const count = Math.min(HAND_MADE, Math.floor(rows.length / 3));
  const text = (index: number, column: string) => rows[index]?.[column] ?? '';
  const contacts: Properties[] = [
    { email: text(0, 'email'), numero_asociado: text(1, 'numero_asociado') },
    { email: text(2, 'email'), no__de_cedula: text(3, 'no__de_cedula') },
    { email: text(4, 'email'), no__de_cedula: '1-9999-9999' },
  ];
  for (let index = contacts.length; index < count; index++) {
    const row = index + 2;
    if (index % 10 === 0) contacts.push({ email: `stranger.${index}@example.com` });
    else if (index % 10 <= 5) contacts.push({ email: text(row, 'email').toUpperCase() });
    else if (index % 10 <= 7) contacts.push({ numero_asociado: text(row, 'numero_asociado') });
    else contacts.push({ no__de_cedula: text(row, 'no__de_cedula'), firstname: text(row, 'firstname') });
  }
  const ids = hubspot.seedContacts(contacts);
  return new Map(ids.map((id, index) => [id, contacts[index] ?? {}]));
}

/** What became of the contacts made by hand; `undecided`: how many associates ended in a conflict over one of them. */
export function summariseHandMade(
  { hubspot, mapping }: System,
  before: HandMade,
  undecided: number,
): HandMadeSummary {
  const adopted = hubspot
    .contacts()
    .filter(({ id, properties }) => before.has(id) && properties[mapping.hubspot.keyProperty] !== undefined);
  return {
    handMade: before.size,
    adopted: adopted.length,
    undecided,
    untouched: before.size - adopted.length,
  };
}
