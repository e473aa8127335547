import type { FieldMapping } from './mapping.ts';

/** One beneficiary: the properties of a slot, and which of them is what. */
export interface Slot {
  readonly properties: readonly string[];
  readonly name: string | undefined;
  readonly cedula: string | undefined;
  readonly percentage: string | undefined;
}

/** Fields that are sent together or not at all. */
export interface FieldSet {
  readonly name: string;
  readonly properties: readonly string[];
  /** None when the set holds no shares: then it is only kept together. */
  readonly slots: readonly Slot[];
}

/** The sets of a mapping, with their slots. */
export function listSets(fields: readonly FieldMapping[]): readonly FieldSet[] {
  const names = new Set(fields.flatMap(({ set }) => set ?? []));
  return [...names].map((name) => {
    const members = fields.filter(({ set }) => set === name);
    const hasShares = members.some(({ rule }) => rule === 'percentage');
    const bySlot = Object.groupBy(members, ({ slot = 1 }) => slot);
    const slots = Object.values(bySlot).flatMap((slot) => (slot ? [toSlot(slot)] : []));
    return { name, properties: members.map(({ property }) => property), slots: hasShares ? slots : [] };
  });
}

function toSlot(members: readonly FieldMapping[]): Slot {
  const find = (isIt: (field: FieldMapping) => boolean) => members.find(isIt)?.property;
  return {
    properties: members.map(({ property }) => property),
    name: find(({ rule }) => rule !== 'cedula' && rule !== 'percentage'),
    cedula: find(({ rule }) => rule === 'cedula'),
    percentage: find(({ rule }) => rule === 'percentage'),
  };
}
