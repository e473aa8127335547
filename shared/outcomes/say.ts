import { type CodeMeaning, meaningOf } from './codeMeaning.ts';
import type { Language } from './language.ts';

/** What fills the `{…}` of a text. */
export type TextParameters = Readonly<Record<string, string | number>>;

/** The text with each `{name}` filled; what nobody gave stays as it is. */
export function fill(text: string, parameters: TextParameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** What a code says in this language. */
export function say(code: string, parameters: TextParameters, language: Language): string {
  return fill(meaningOf(code)[language], parameters);
}

/** The same in both. */
export function sayBoth(code: string, parameters: TextParameters = {}): CodeMeaning {
  return { es: say(code, parameters, 'es'), en: say(code, parameters, 'en') };
}
