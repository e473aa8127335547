import { type CodeMeaning, meaningOf } from './codeMeaning.ts';
import { sayBoth, type TextParameters } from './say.ts';

/** Something that is said: its code, what fills its text, and the text in both languages. */
export interface SaidInBoth {
  readonly code: string;
  readonly parameters: TextParameters;
  readonly message: CodeMeaning;
}

export function saying(code: string, parameters: TextParameters = {}): SaidInBoth {
  return { code, parameters, message: sayBoth(code, parameters) };
}

/**
 * What an error says: in English its own sentence, which names host, setting, table or column; in Spanish what its code means, and
 * that sentence.
 */
export function sayingOf({ code, message }: { readonly code: string; readonly message: string }): SaidInBoth {
  const parameters = { reason: message };
  return { code, parameters, message: { es: `${meaningOf(code).es} (${message})`, en: message } };
}
