import type { FieldMapping, Mapping } from './mapping.ts';

/** A slot above the first: it exists where the table, or the row, has its columns. */
export interface OptionalSlot {
  readonly slot: number;
  readonly fields: readonly FieldMapping[];
}

const optionalOf = new WeakMap<Mapping, readonly OptionalSlot[]>();

/** The slots that a table may lack, by number. */
export function optionalSlots(mapping: Mapping): readonly OptionalSlot[] {
  const known = optionalOf.get(mapping);
  if (known) return known;
  const optional = mapping.fields.filter(({ isOptional }) => isOptional);
  const slots = Map.groupBy(optional, ({ slot = 1 }) => slot);
  const fresh = [...slots].map(([slot, fields]) => ({ slot, fields }));
  optionalOf.set(mapping, fresh);
  return fresh;
}

/** How the slots of a mapping meet a table. */
export interface FoundSlots {
  /** Slots of which the table has nothing. */
  readonly absent: ReadonlySet<number>;
  /** Fields whose column is missing although the table has others of their slot. */
  readonly torn: readonly FieldMapping[];
}

/** Looks for the columns of each optional slot. */
export function findSlots(mapping: Mapping, hasColumn: (name: string) => boolean): FoundSlots {
  const absent = new Set<number>();
  const torn: FieldMapping[] = [];
  for (const { slot, fields } of optionalSlots(mapping)) {
    const missing = fields.filter(({ column }) => !hasColumn(column));
    if (missing.length === fields.length) absent.add(slot);
    else torn.push(...missing);
  }
  return { absent, torn };
}

/** The mapping as if these slots were not in its file. */
export function withoutSlots(mapping: Mapping, absent: ReadonlySet<number>): Mapping {
  if (absent.size === 0) return mapping;
  const stays = ({ isOptional, slot = 1 }: FieldMapping) => !isOptional || !absent.has(slot);
  return { ...mapping, fields: mapping.fields.filter(stays) };
}
