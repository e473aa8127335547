import { type Beneficiaries, SLOT_MARKS } from './beneficiariesSchema.ts';
import type { ListedField } from './listedField.ts';
import type { FilePath } from './pathName.ts';

/** The set that the beneficiaries' entry makes. */
const SET = 'beneficiaries';

const PARTS = [
  { part: 'name', type: 'string', rule: 'name' },
  { part: 'cedula', type: 'string', rule: 'cedula' },
  { part: 'percentage', type: 'number', rule: 'percentage' },
] as const;
type Part = (typeof PARTS)[number]['part'];

/** How many slots the entry has: what it says, or as many as it lists. */
export function slotsOf({ slots, columns }: Beneficiaries): number {
  return slots ?? (Array.isArray(columns) ? columns.length : 0);
}

/** The fields that the beneficiaries' entry stands for, slot by slot. */
export function beneficiaryFields(entry: Beneficiaries): readonly ListedField[] {
  const { group, policy, sensitive } = entry;
  const slots = Array.from({ length: slotsOf(entry) }, (_, index) => index + 1);
  return slots.flatMap((slot) =>
    PARTS.flatMap(({ part, type, rule }) => {
      const column = nameIn(entry, 'columns', slot, part);
      if (column === undefined) return [];
      const property = nameIn(entry, 'properties', slot, part) ?? column;
      const label = nameIn(entry, 'labels', slot, part)?.text ?? property.text;
      const field = { label, group, type, rule, required: false, policy, sensitive, set: SET, slot };
      return {
        field: { ...field, column: column.text, property: property.text },
        // A slot above the first exists where the table has it.
        isOptional: slot > 1,
        paths: { column: column.path, property: property.path },
      };
    }),
  );
}

interface SlotName {
  readonly text: string;
  readonly path: FilePath;
}

/** What a slot's part is called, from the template or the list, and where that stands. */
function nameIn(
  entry: Beneficiaries,
  key: 'columns' | 'properties' | 'labels',
  slot: number,
  part: Part,
): SlotName | undefined {
  const names = entry[key];
  if (names === undefined) return undefined;
  const isList = Array.isArray(names);
  const text = isList ? names[slot - 1]?.[part] : fill(names[part], slot);
  const path = isList ? [SET, key, slot - 1, part] : [SET, key, part];
  return text === undefined ? undefined : { text, path };
}

function fill(template: string | undefined, slot: number): string | undefined {
  if (template === undefined) return undefined;
  return Object.entries(SLOT_MARKS).reduce(
    (text, [mark, write]) => text.replaceAll(mark, write(slot)),
    template,
  );
}
