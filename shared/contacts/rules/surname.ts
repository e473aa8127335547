import { name } from './name.ts';
import { upperFirst } from './nameCase.ts';
import type { Rule } from './rule.ts';

/** A particle or article at the beginning. */
const LEADING_PARTICLE = /^(?:de|del|la|las|los|da|das|do|dos|di|du|van|von) /;

/**
 * Surnames in a field of their own: as `name`, and a particle at the beginning has a capital, as RAE wants where
 * the given name is not before it (`De la Torre`), in mixed case too.
 */
export const surname: Rule = (value, field) => {
  const result = name(value, field);
  if (!('value' in result) || !LEADING_PARTICLE.test(result.value)) return result;
  return { ...result, value: upperFirst(result.value) };
};
