import type { Contact } from '../contacts/contact.ts';
import { propertyValue } from '../contacts/derivedProperties.ts';
import type { Property } from '../properties/property.ts';
import { comparable } from './comparable.ts';
import { containsToken } from './containsToken.ts';
import type { SearchFilter } from './searchRequest.ts';

export type Matches = (contact: Contact) => boolean;
type Test = (held: string) => boolean;

/** Whether a contact meets a filter. An empty value meets none but NOT_HAS_PROPERTY (assumed for the negations). */
export function matchFilter(filter: SearchFilter, property: Property): Matches {
  const read = (contact: Contact): string | null => propertyValue(contact, property.name);
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return (contact) => read(contact) !== null;
    case 'NOT_HAS_PROPERTY':
      return (contact) => read(contact) === null;
    default: {
      const test = testFor(filter, property);
      return (contact) => {
        const held = read(contact);
        return held !== null && test(held);
      };
    }
  }
}

type ValueFilter = Exclude<SearchFilter, { operator: 'HAS_PROPERTY' | 'NOT_HAS_PROPERTY' }>;

function testFor(filter: ValueFilter, property: Property): Test {
  switch (filter.operator) {
    case 'IN':
      return isOneOf(filter.values, property);
    case 'NOT_IN':
      return not(isOneOf(filter.values, property));
    case 'CONTAINS_TOKEN':
      return containsToken(filter.value);
    case 'NOT_CONTAINS_TOKEN':
      return not(containsToken(filter.value));
    case 'BETWEEN': {
      const [low, high] = [comparable(filter.value, property), comparable(filter.highValue, property)];
      return (held) => comparable(held, property) >= low && comparable(held, property) <= high;
    }
    default:
      return compareWith(filter.operator, comparable(filter.value, property), property);
  }
}

function compareWith(
  operator: 'EQ' | 'NEQ' | 'GT' | 'GTE' | 'LT' | 'LTE',
  wanted: number | string,
  property: Property,
): Test {
  const by = (test: (held: number | string) => boolean): Test => {
    return (held) => test(comparable(held, property));
  };
  switch (operator) {
    case 'EQ':
      return by((held) => held === wanted);
    case 'NEQ':
      return by((held) => held !== wanted);
    case 'GT':
      return by((held) => held > wanted);
    case 'GTE':
      return by((held) => held >= wanted);
    case 'LT':
      return by((held) => held < wanted);
    case 'LTE':
      return by((held) => held <= wanted);
  }
}

/** IN and NOT_IN want strings in lowercase (search guide): a value that is not equals nothing. */
function isOneOf(values: readonly string[], property: Property): Test {
  const isText = property.type === 'string' || property.type === 'phone_number';
  const wanted = new Set(isText ? values : values.map((value) => comparable(value, property)));
  return (held) => wanted.has(comparable(held, property));
}

function not(test: Test): Test {
  return (held) => !test(held);
}
