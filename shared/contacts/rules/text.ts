import type { Rule } from './rules.ts';

/** Free text, sent as it is after cleaning. */
export const text: Rule = (value) => ({ value });
