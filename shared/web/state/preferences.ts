import { LANGUAGES, type Language } from '../../outcomes/language.ts';

const LANGUAGE = 'language';
const THEME = 'theme';

/** As chosen before, else the browser's; Spanish wherever that is not English. */
export function preferredLanguage(): Language {
  const kept = LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE));
  return kept ?? (navigator.language.startsWith('en') ? 'en' : 'es');
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
}

/** Lays the chosen theme over the system's; none was chosen before the first switch. */
export function applyTheme(): void {
  const kept = localStorage.getItem(THEME);
  if (kept !== null) document.documentElement.dataset['theme'] = kept;
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

export function switchTheme(): void {
  localStorage.setItem(THEME, isDark() ? 'light' : 'dark');
  applyTheme();
}
