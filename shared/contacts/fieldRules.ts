import { CODE_LENGTHS, type DivisionLevel } from './divisions/divisionLevels.ts';
import { keysOf } from './keysOf.ts';
import { RULES, type RuleName } from './rules/rules.ts';

/** Every rule a mapping file may name: those that judge one value, and the places, which are judged together. */
export type FieldRule = RuleName | DivisionLevel;

export function isDivisionRule(rule: FieldRule): rule is DivisionLevel {
  return rule in CODE_LENGTHS;
}

export const FIELD_RULES = [
  ...keysOf(RULES),
  ...keysOf(CODE_LENGTHS),
] as const satisfies readonly FieldRule[];
