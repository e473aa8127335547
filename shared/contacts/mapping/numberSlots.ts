import type { FileField } from './fieldSchema.ts';

/**
 * Gives each field of a set of shares the number of its slot, where the file does not: a set with one share is one slot, and
 * where every rule stands as often as there are shares, the first of each is slot 1, the second slot 2. What cannot be told
 * so is left without a number; `unnumbered` finds it.
 */
export function numberSlots(fields: readonly FileField[]): readonly FileField[] {
  const counts = new Map<string, number>();
  return fields.map((field) => {
    const { set, rule } = field;
    if (set === undefined || field.slot !== undefined || !canBeCounted(set, fields)) return field;
    const slot = sharesOf(set, fields) === 1 ? 1 : (counts.get(`${set} ${rule}`) ?? 0) + 1;
    counts.set(`${set} ${rule}`, slot);
    return { ...field, slot };
  });
}

/** The first field of each set whose slots nobody can tell. */
export function unnumbered(fields: readonly FileField[]): readonly FileField[] {
  const sets = new Set(fields.flatMap(({ set }) => set ?? []));
  return [...sets].flatMap((set) => {
    if (sharesOf(set, fields) === 0) return [];
    return numberSlots(fields).find((field) => field.set === set && field.slot === undefined) ?? [];
  });
}

function canBeCounted(set: string, fields: readonly FileField[]): boolean {
  const members = fields.filter((field) => field.set === set);
  const shares = sharesOf(set, fields);
  if (shares === 0 || members.some(({ slot }) => slot !== undefined)) return false;
  const byRule = Object.values(Object.groupBy(members, ({ rule }) => rule));
  return shares === 1 || byRule.every((ofRule) => ofRule?.length === shares);
}

function sharesOf(set: string, fields: readonly FileField[]): number {
  return fields.filter((field) => field.set === set && field.rule === 'percentage').length;
}
