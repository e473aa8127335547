import { seedContact } from '../../standins/hubspot/contacts/seedContact.ts';
import type { Portal } from '../../standins/hubspot/portal.ts';
import type { EmailChoice, Person, PersonChange, Spelling } from './scenario.ts';

/** Invented: no cédula of these was ever issued. */
const LASTNAMES = ['Mora', 'Rojas', 'Vega'] as const;

export type Values = Readonly<Record<string, string | null>>;

export function keyOf(person: number): string {
  return `A-${String(person + 1).padStart(3, '0')}`;
}

/** A number as a row spells it. */
export function spell(number: string, spelling: Spelling): string {
  if (spelling === 'blank') return ` ${number}`;
  return spelling === 'small' ? number.toLowerCase() : number;
}

export function emailOf(person: number): string {
  return `asociado.${person + 1}@example.com`;
}

export function strangerEmail(stranger: number): string {
  return `otra.${stranger + 1}@example.com`;
}

/** As the members table has it; HubSpot gets it without dashes. */
export function cedulaOf(person: number): string {
  return `1-9900-${String(person + 1).padStart(4, '0')}`;
}

/** The row of a person as it is when nothing has happened. */
export function firstValues(person: number, { shares }: Pick<Person, 'shares'> = {}): Values {
  return {
    numero_asociado: shares === undefined ? keyOf(person) : spell(keyOf(shares), 'blank'),
    no__de_cedula: cedulaOf(person),
    firstname: 'Ana',
    lastname: LASTNAMES[0],
    email: emailOf(person),
    telefono_habitacion: null,
  };
}

/** The row after a change. */
export function changed(before: Values, { lastname, email }: PersonChange, person: number): Values {
  return {
    ...before,
    ...(lastname === undefined ? {} : { lastname: LASTNAMES[lastname] ?? LASTNAMES[0] }),
    ...(email === undefined ? {} : { email: addressOf(email, person) }),
  };
}

function addressOf(choice: EmailChoice, person: number): string {
  if (choice === 'own') return emailOf(person);
  if (choice === 'invalid') return 'sin.arroba';
  return choice === 'stranger' ? strangerEmail(0) : emailOf(choice.of);
}

/** Puts what was in the portal before us there; answers the HubSpot ids of each person's contacts. */
export function furnish(
  portal: Portal,
  people: readonly Person[],
  strangers: number,
): ReadonlyMap<number, readonly string[]> {
  for (let stranger = 0; stranger < strangers; stranger++)
    seedContact(portal, { email: strangerEmail(stranger), firstname: 'Otra' });
  return new Map(
    people.map(({ before }, person) => [
      person,
      contactsBefore(before, person).map((properties) => seedContact(portal, properties)),
    ]),
  );
}

/** What a contact has that was made of a person by hand. */
export function contactsBefore(before: Person['before'], person: number): readonly Record<string, string>[] {
  const [firstname, email, cedula] = ['Antes', emailOf(person), cedulaOf(person)];
  switch (before) {
    case 'nothing':
      return [];
    case 'email':
      return [{ firstname, email }];
    case 'cedula':
      return [{ firstname, no__de_cedula: cedula }];
    case 'number':
      return [{ firstname, numero_asociado: keyOf(person) }];
    case 'all':
      return [{ firstname, email, no__de_cedula: cedula, numero_asociado: keyOf(person) }];
    case 'contradicts':
      return [{ firstname, email, no__de_cedula: cedulaOf(person + 500) }];
    case 'doubles':
      return [
        { firstname, email },
        { firstname, no__de_cedula: cedula },
      ];
  }
}
