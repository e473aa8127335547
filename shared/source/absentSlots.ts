import type { Mapping } from '../contacts/mapping.ts';
import { findSlots } from '../contacts/slots.ts';
import type { TableDescription } from './tableDescription.ts';

/** The slots of the mapping that the table lacks. */
export function absentSlots({ columns }: TableDescription, mapping: Mapping): ReadonlySet<number> {
  const there = new Set(columns.map(({ mappedAs }) => mappedAs));
  return findSlots(mapping, (name) => there.has(name)).absent;
}
