import type { Rule } from './rule.ts';

/** Free text, sent as it is after cleaning. */
export const text: Rule = (value) => ({ value });
