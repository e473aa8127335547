import type { Contact } from '../contacts/contact.ts';
import { propertyValue } from '../contacts/derivedProperties.ts';
import type { Property } from '../properties/property.ts';
import { comparable } from './comparable.ts';
import type { SearchSort } from './searchRequest.ts';

type Rank = number | string | undefined;

/** In the order of one property, empty values last; without a sort in the order of creation (search guide). */
export function sortContacts(
  contacts: readonly Contact[],
  sort: SearchSort | undefined,
  find: (name: string) => Property | undefined,
): Contact[] {
  const property = sort === undefined ? undefined : find(sort.propertyName);
  const sign = sort?.direction === 'DESCENDING' ? -1 : 1;
  const ranked = contacts.map((contact) => ({ contact, rank: rankOf(contact, property) }));
  ranked.sort(
    (left, right) =>
      compare(left.rank, right.rank, sign) || Number(left.contact.id) - Number(right.contact.id),
  );
  return ranked.map(({ contact }) => contact);
}

function rankOf(contact: Contact, property: Property | undefined): Rank {
  const value = property === undefined ? null : propertyValue(contact, property.name);
  return value === null || property === undefined ? undefined : comparable(value, property);
}

function compare(left: Rank, right: Rank, sign: number): number {
  if (left === right) {
    return 0;
  }
  if (left === undefined || right === undefined) {
    return left === undefined ? 1 : -1;
  }
  return left < right ? -sign : sign;
}
