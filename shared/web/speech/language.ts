import type { Language } from '../../outcomes/language.ts';
import type { TEXTS as SPANISH } from '../texts/es.ts';
import type { SameTexts } from '../texts/text.ts';

export type TextKey = keyof typeof SPANISH;
export type AllTexts = SameTexts<typeof SPANISH>;

/** How numbers are written, and dates; English ones the British way. */
const LOCALES = {
  es: { numbers: 'es-CR', dates: 'es-CR' },
  en: { numbers: 'en', dates: 'en-GB' },
} as const satisfies Record<Language, object>;

interface Spoken {
  readonly language: Language;
  readonly texts: AllTexts;
}

let spoken: Spoken | undefined;

/** From here on the page speaks this language; there is one at a time. */
export function speak(language: Language, texts: AllTexts): void {
  spoken = { language, texts };
}

/** @throws Error before the texts of a language are there */
export function spokenNow(): Spoken & (typeof LOCALES)[Language] {
  if (!spoken) throw new Error('No language has been chosen yet.');
  return { ...spoken, ...LOCALES[spoken.language] };
}
