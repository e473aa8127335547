import type { ContactProperties } from './contactProperties.ts';
import { isDivisionRule } from './fieldRules.ts';
import { type FieldMapping, keyField, type Mapping } from './mapping.ts';
import { RULES } from './rules/rules.ts';
import { clean } from './text/clean.ts';

/** What tells one person from another, in the order in which it convinces. */
export const IDENTIFIER_KINDS = ['number', 'cedula', 'email'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** The values by which somebody is known, canonical; a contact may have several emails. */
export interface Identity {
  readonly number: readonly string[];
  readonly cedula: readonly string[];
  readonly email: readonly string[];
}

/** The code of a conflict over an identifier. */
export const TAKEN_CODES = {
  number: 'NUMBER_TAKEN',
  cedula: 'CEDULA_TAKEN',
  email: 'EMAIL_TAKEN',
} as const satisfies Record<IdentifierKind, string>;

/** HubSpot's list of a contact's secondary emails, separated by semicolons; each identifies the contact. */
export const SECONDARY_EMAILS = 'hs_additional_emails';

/** The property of each identifier that the mapping has. */
export function identifierProperties(mapping: Mapping): Readonly<Partial<Record<IdentifierKind, string>>> {
  const { cedula, email } = identifierFields(mapping);
  return {
    number: keyField(mapping).property,
    ...(cedula ? { cedula: cedula.property } : {}),
    ...(email ? { email: email.property } : {}),
  };
}

/** The properties to ask HubSpot for when a contact's identity is in question. */
export function identityProperties(mapping: Mapping): readonly string[] {
  const properties = Object.values(identifierProperties(mapping));
  return [...new Set([mapping.hubspot.keyProperty, ...properties, SECONDARY_EMAILS])];
}

/** Who an associate is, from the properties as they are sent: the rules have made them canonical already. */
export function identityOfAssociate(properties: ContactProperties, mapping: Mapping): Identity {
  const { number, cedula, email } = identifierProperties(mapping);
  const inList = (property: string | undefined) => {
    const value = property === undefined ? undefined : properties[property];
    return value ? [value.toLowerCase()] : [];
  };
  return { number: inList(number), cedula: inList(cedula), email: inList(email) };
}

/** Who the properties of a contact in HubSpot say it is, however they were typed. */
export function identityOf(properties: ContactProperties, mapping: Mapping): Identity {
  const { cedula, email } = identifierFields(mapping);
  const number = keyField(mapping);
  const secondary = email ? (properties[SECONDARY_EMAILS] ?? '').split(';') : [];
  return {
    number: [
      ...new Set([
        ...canonical(properties[mapping.hubspot.keyProperty], number),
        ...canonical(properties[number.property], number),
      ]),
    ],
    cedula: cedula ? canonical(properties[cedula.property], cedula) : [],
    email: email
      ? [properties[email.property], ...secondary].flatMap((value) => canonical(value, email))
      : [],
  };
}

/** How an associate and a contact compare: what they have in common, and where they contradict each other. */
export interface IdentityMatch {
  readonly by: readonly IdentifierKind[];
  readonly against: readonly IdentifierKind[];
}

/**
 * Compares an associate with a contact. What either of them lacks says nothing; two numbers on one contact that
 * differ from each other contradict everybody.
 */
export function compareIdentity(associate: Identity, contact: Identity): IdentityMatch {
  const by: IdentifierKind[] = [];
  const against: IdentifierKind[] = [];
  for (const kind of IDENTIFIER_KINDS) {
    const [ours, theirs] = [associate[kind], contact[kind]];
    if (ours.length === 0 || theirs.length === 0) continue;
    const isShared = ours.some((value) => theirs.includes(value));
    if (isShared) by.push(kind);
    if (!isShared || (kind === 'number' && theirs.length > 1)) against.push(kind);
  }
  return { by, against };
}

/** The same person beyond doubt: something in common, no contradiction. */
export function isSamePerson({ by, against }: IdentityMatch): boolean {
  return by.length > 0 && against.length === 0;
}

type IdentifierFields = Partial<Record<'cedula' | 'email', FieldMapping>>;
const identifierFieldsOf = new WeakMap<Mapping, IdentifierFields>();

/** Looked for once a mapping: a million rows may follow. */
function identifierFields(mapping: Mapping): IdentifierFields {
  const known = identifierFieldsOf.get(mapping);
  if (known) return known;
  const fields = Object.fromEntries(
    mapping.fields.flatMap((field) => (field.identifies ? [[field.identifies, field]] : [])),
  );
  identifierFieldsOf.set(mapping, fields);
  return fields;
}

/**
 * As the field's rule writes it; what the rule refuses counts as what it means (`CED 102340567`), or as it stands, for HubSpot holds
 * it all the same.
 */
function canonical(value: string | undefined, field: FieldMapping): readonly string[] {
  const { text } = clean(value ?? '');
  if (text === '' || isDivisionRule(field.rule)) return [];
  const result = RULES[field.rule](text, field);
  const written = 'value' in result ? result.value : (result.meant ?? text);
  return written === '' ? [] : [written.toLowerCase()];
}
