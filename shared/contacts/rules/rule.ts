import type { FindingCode } from '../findings.ts';

/** The canonical value to send (an empty string clears the property), or what is wrong. */
export type RuleResult = { readonly value: string } | { readonly code: FindingCode };

/** What a rule may know of its field beside the value. */
export interface RuleField {
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** Judges one cleaned, non-empty value. Never throws. */
export type Rule = (value: string, field: RuleField) => RuleResult;
