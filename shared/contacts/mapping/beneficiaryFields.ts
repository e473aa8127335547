import type { Beneficiaries } from './beneficiariesSchema.ts';
import type { FieldMapping } from './fieldSchema.ts';

const PARTS = [
  { part: 'name', type: 'string', rule: 'name' },
  { part: 'cedula', type: 'string', rule: 'cedula' },
  { part: 'percentage', type: 'number', rule: 'percentage' },
] as const;

/** The fields that the beneficiaries' entry stands for, slot by slot. */
export function beneficiaryFields(entry: Beneficiaries): readonly FieldMapping[] {
  const { columns, properties = columns, labels, group, policy, sensitive } = entry;
  const slots = Array.from({ length: entry.slots }, (_, index) => String(index + 1));
  return slots.flatMap((slot) =>
    PARTS.flatMap(({ part, type, rule }) => {
      const column = columns[part];
      if (column === undefined) return [];
      const property = properties[part] ?? column;
      return {
        column: column.replaceAll('{n}', slot),
        property: property.replaceAll('{n}', slot),
        label: (labels[part] ?? property).replaceAll('{n}', slot),
        group,
        type,
        rule,
        required: false,
        policy,
        sensitive,
        set: 'beneficiaries',
      };
    }),
  );
}
