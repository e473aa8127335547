import type { Property } from '../properties/property.ts';

/** A value in the form in which search compares and sorts it: numbers and instants by size, text folded. */
export function comparable(text: string, property: Property): number | string {
  switch (property.type) {
    case 'number':
      return Number(text);
    case 'date':
    case 'datetime':
      return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
    case 'enumeration':
      return text;
    case 'bool':
    case 'string':
    case 'phone_number':
      return text.toLowerCase();
  }
}

/** Whether equal values are equal texts, so that contacts can be looked up by them. */
export function isComparedAsText({ type }: Property): boolean {
  return type !== 'number' && type !== 'date' && type !== 'datetime';
}
