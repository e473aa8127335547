import type { Keyword } from './keywords.ts';
import { type ConnectionValues, refuse } from './readConnectionString.ts';

/** How SqlClient writes yes and no. */
const YES_NO: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/** Whether a keyword is set to yes; `Integrated Security` may be `sspi` as well. */
export function isTrue(values: ConnectionValues, keyword: Keyword): boolean {
  const text = values.get(keyword)?.trim().toLowerCase() ?? '';
  if (text === '' || !values.has(keyword)) return false;
  if (keyword === 'integrated security' && text === 'sspi') return true;
  const value = YES_NO[text];
  if (value === undefined) throw refuse(`has a value for ${keyword} that is neither true nor false.`);
  return value;
}

/** A whole number, or undefined where the keyword is absent. */
export function numberOf(values: ConnectionValues, keyword: Keyword): number | undefined {
  const text = values.get(keyword)?.trim();
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw refuse(`has a value for ${keyword} that is no whole number.`);
  return Number(text);
}

/** One of a few words, in lower case and without blanks; undefined where the keyword is absent. */
export function wordOf<Word extends string>(
  values: ConnectionValues,
  keyword: Keyword,
  words: readonly Word[],
): Word | undefined {
  const text = values.get(keyword)?.toLowerCase().replaceAll(/\s/g, '');
  if (text === undefined || text === '') return undefined;
  const word = words.find((each) => each === text);
  if (word === undefined) throw refuse(`has a value for ${keyword} that is none of ${words.join(', ')}.`);
  return word;
}
