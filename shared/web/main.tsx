import { render } from 'preact';
import type { Language } from '../outcomes/language.ts';
import { forgetResources } from './ask/usePolled.ts';
import { App } from './frame/app.tsx';
import { type AllTexts, speak, spokenNow } from './speech/language.ts';
import { applyTheme, keepLanguage, preferredLanguage } from './state/preferences.ts';

/** One language at a time. */
const LOADERS: Readonly<Record<Language, () => Promise<AllTexts>>> = {
  es: async () => (await import('./texts/es.ts')).TEXTS,
  en: async () => (await import('./texts/en.ts')).TEXTS,
};

async function show(language: Language): Promise<void> {
  speak(language, await LOADERS[language]());
  document.documentElement.lang = language;
  const place = document.getElementById('app');
  if (place) render(<App key={language} onLanguage={switchLanguage} />, place);
}

/** What was answered before has sentences of the other language. */
function switchLanguage(): void {
  const language = spokenNow().language === 'es' ? 'en' : 'es';
  keepLanguage(language);
  forgetResources();
  void show(language);
}

applyTheme();
void show(preferredLanguage());
