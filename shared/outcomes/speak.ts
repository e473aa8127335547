import type { Language } from './language.ts';

/** An answer with each text that there is in both languages in the one that was asked for. */
export function speak(answer: unknown, language: Language): unknown {
  if (Array.isArray(answer)) return answer.map((one: unknown) => speak(one, language));
  if (typeof answer !== 'object' || answer === null) return answer;
  if (isInBoth(answer)) return answer[language];
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, speak(value, language)]));
}

function isInBoth(value: object): value is Readonly<Record<Language, string>> {
  return (
    Object.keys(value).length === 2 &&
    'es' in value &&
    'en' in value &&
    typeof value.es === 'string' &&
    typeof value.en === 'string'
  );
}
