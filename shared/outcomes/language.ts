/** The languages that every text is in. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language that an `Accept-Language` (RFC 9110 §12.5.4) asks for first and that there is; `en` where it names none of ours or
 * is absent.
 */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  const wished = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [tag = '', ...settings] = part.trim().toLowerCase().split(';');
    const weight = settings.map((setting) => /^\s*q=([\d.]+)\s*$/.exec(setting)?.[1]).find(Boolean);
    const quality = weight === undefined ? 1 : Number(weight);
    const language = LANGUAGES.find((name) => tag === name || tag.startsWith(`${name}-`));
    return language && quality > 0 ? [{ language, quality }] : [];
  });
  return wished.sort((a, b) => b.quality - a.quality)[0]?.language ?? 'en';
}
