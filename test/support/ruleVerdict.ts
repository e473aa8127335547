import type { RuleField } from '../../shared/contacts/rules/rule.ts';
import { RULES, type RuleName } from '../../shared/contacts/rules/rules.ts';

/** A row of a rule's table: where the rule comes from (see the fact's source), a cell, and the verdict. */
export type RuleCase = readonly [source: string, cell: string, verdict: string];

/** The verdict of a rule in one line: the value, `!CODE` when it cannot go, and ` ~CODE` for each warning. */
export function ruleVerdict(name: RuleName, value: string, field: RuleField = {}): string {
  const result = RULES[name](value, field);
  if ('code' in result) return `!${result.code}`;
  return [result.value, ...(result.warnings ?? []).map((code) => `~${code}`)].join(' ');
}
