import type { TEXTS as SPANISH } from '../texts/es.ts';
import type { NamesIn } from '../texts/text.ts';
import { spokenNow, type TextKey } from './language.ts';
import { number } from './numbers.ts';

/** What a text has to be told: nothing, or each name in its braces. Numbers are written as the language writes them. */
export type ToldOf<Key extends TextKey> = [NamesIn<(typeof SPANISH)[Key]>] extends [never]
  ? []
  : [told: { readonly [Name in NamesIn<(typeof SPANISH)[Key]>]: string | number }];

/** A text in the language of the page. `n` chooses between one and several. */
export function say<Key extends TextKey>(key: Key, ...[told]: ToldOf<Key>): string {
  const { texts, language } = spokenNow();
  const text = texts[key];
  const values: Readonly<Record<string, string | number>> = told ?? {};
  return fill(typeof text === 'string' ? text : text[formOf(Number(values['n']), language)], values);
}

function formOf(count: number, language: string): 'one' | 'other' {
  return new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
}

function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? number(value) : value;
  });
}
