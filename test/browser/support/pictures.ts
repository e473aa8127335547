import type { Language } from '../../../shared/outcomes/language.ts';
import { SHOWN, type Shown } from './shown.ts';

/** A picture of a manual: `docs/pictures/LANGUAGE/NAME.png`. */
export interface Picture {
  readonly language: Language;
  readonly name: string;
  readonly shown: Shown;
  /** Whether what a person does first belongs to it. */
  readonly isActedOn: boolean;
}

/** By language: the views of `shown.ts` that have a picture; `+` where what a person does first is in it. */
const NAMES: Readonly<Record<Language, readonly string[]>> = {
  es: [
    ...['door', 'status', 'status-sql-server-away', 'status-deletes-held', 'reviews', 'reviews-send+'],
    ...['associate+', 'associate-conflict', 'associate-erase+', 'runs', 'runs-start+', 'report'],
  ],
  en: ['status', 'reviews', 'associate+', 'runs', 'report'],
};

/** Every picture of the manuals. */
export const PICTURES: readonly Picture[] = Object.entries(NAMES).flatMap(([language, names]) =>
  names.flatMap((written) => {
    const name = written.replace('+', '');
    const shown = SHOWN.find((one) => one.name === name);
    if (!shown) throw new Error(`No view in shown.ts is called ${name}.`);
    return [{ language: language === 'es' ? 'es' : 'en', name, shown, isActedOn: written.endsWith('+') }];
  }),
);

/** What the pictures say, by language and name: it is held against the page. */
export const SAID_FILE = 'docs/pictures/said.json';

/** Vitest's mode in which the pictures are taken: `npm run pictures`. */
export const PICTURES_MODE = 'pictures';
