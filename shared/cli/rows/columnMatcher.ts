import type { Mapping } from '../../contacts/mapping.ts';
import { findSlots, withoutSlots } from '../../contacts/slots.ts';

/** Finds the columns of the mapping in the rows of an extract, and remembers which there were. */
export interface ColumnMatcher {
  /** The row's values by the mapping's names. */
  match(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Columns of the rows that the mapping does not know; the first 20. */
  unknown(): readonly string[];
  /** Columns of the mapping that no row had, but for those of slots of which no row had any. */
  absent(): readonly string[];
}

/** Names of SQL Server do not tell cases apart. */
export function createColumnMatcher(mapping: Mapping): ColumnMatcher {
  const { fields, source } = mapping;
  const columns = new Map(fields.map(({ column }) => [column.toLowerCase(), column]));
  const seen = new Set<string>();
  const unknown = new Set<string>();
  return {
    match(row) {
      const values: Record<string, unknown> = {};
      for (const name of Object.keys(row)) {
        const column = columns.get(name) ?? columns.get(name.toLowerCase());
        if (column !== undefined) {
          values[column] = row[name];
          seen.add(column);
        } else if (unknown.size < 20 && name !== source.changedAt) unknown.add(name);
      }
      return values;
    },
    unknown: () => [...unknown],
    absent: () => {
      const slots = findSlots(mapping, (column) => seen.has(column)).absent;
      return withoutSlots(mapping, slots).fields.flatMap(({ column }) => (seen.has(column) ? [] : [column]));
    },
  };
}
