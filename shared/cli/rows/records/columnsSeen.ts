import type { Mapping } from '../../../contacts/mapping.ts';
import { findSlots, withoutSlots } from '../../../contacts/slots.ts';
import { likelyColumn, printableName, requiredColumns } from './columnNames.ts';

const MOST_NAMES = 20;

/** Which columns an extract has. */
export class ColumnsSeen {
  readonly #known = new Set<string>();
  /** The first ones; a file may have any number. */
  readonly #unknown = new Set<string>();
  readonly #mapping: Mapping;

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  addKnown(column: string): void {
    this.#known.add(column);
  }

  addUnknown(name: string): void {
    const isOurs = name.toLowerCase() === this.#mapping.source.changedAt?.toLowerCase();
    if (name.trim() !== '' && !isOurs && this.#unknown.size < MOST_NAMES) this.#unknown.add(name);
  }

  /** Required columns that no row has. */
  missing(): readonly string[] {
    return requiredColumns(this.#mapping).filter((column) => !this.#known.has(column));
  }

  /** Optional columns that no row has, but for those of slots of which no row has any. */
  absent(): readonly string[] {
    const slots = findSlots(this.#mapping, (column) => this.#known.has(column)).absent;
    const required = new Set(requiredColumns(this.#mapping));
    return withoutSlots(this.#mapping, slots).fields.flatMap(({ column }) =>
      this.#known.has(column) || required.has(column) ? [] : [column],
    );
  }

  /** Columns that the mapping does not know, each with the one that it may mean. */
  unknown(): readonly string[] {
    return [...this.#unknown].map((name) => {
      const likely = likelyColumn(name, this.#mapping, this.#known);
      return likely === undefined ? printableName(name) : `${printableName(name)} (${likely}?)`;
    });
  }
}
