/**
 * Particles stay lower-case inside a name (RAE, Ortografía 2010, IV 4.2.4.1.1); so do their kin of other
 * languages.
 */
const PARTICLES = new Set('de del da das do dos di du van von der den y'.split(' '));

/**
 * Articles do so only behind a particle (`María de los Ángeles`); alone they are the surname's own (`La Fuente`).
 */
const ARTICLES = new Set(['la', 'las', 'los']);

/** Ordinals of names (`Juan Pablo II`). */
const ORDINAL = /^(?:ii|iii|iv)$/;

/** Legal forms without points. */
const COMPANY = /^s?rl$/;

/**
 * A name in upper and lower case when all of it is in one of the two; mixed case is somebody's decision and stays.
 * No accent is ever added. Spanish has no case rules of its own, so no locale is needed.
 */
export function nameCase(name: string): string {
  const lower = name.toLowerCase();
  return name === lower || isShouted(name) ? titleCase(lower).normalize('NFC') : name;
}

/** In capitals; a program without accents may have left some small: `MUñOZ`, `JOSé`. */
function isShouted(name: string): boolean {
  if (/[a-z]/.test(name)) return false;
  return name === name.toUpperCase() || /[A-Z][^a-z]*[A-Z]/.test(name);
}

function titleCase(name: string): string {
  const words = name.split(' ');
  return words.map((word, index) => wordCase(word, words[index - 1], index === words.length - 1)).join(' ');
}

/** The last word is a surname, whatever else it may be: `LI DO`. */
function wordCase(word: string, previous: string | undefined, isLast: boolean): string {
  if (previous === undefined) return capitaliseParts(word);
  const staysLower = PARTICLES.has(word) || (ARTICLES.has(word) && PARTICLES.has(previous));
  if (staysLower && !isLast) return word;
  return ORDINAL.test(word) || COMPANY.test(word) ? word.toUpperCase() : capitaliseParts(word);
}

/** Between hyphens, and behind the points of initials and of legal forms: `J.C.`, `R.L.`. */
function capitaliseParts(word: string): string {
  if (!word.includes('.')) return word.split('-').map(capitalise).join('-');
  return word
    .split(/(?<=[-.])/)
    .map(capitalise)
    .join('');
}

/** D'Avanzo, O'Connor. */
const ELISION = /^([do]['’´`])(\p{L}.*)$/u;
/** McDonald, with three letters or more behind it. Never Mac: Machado. */
const MC = /^(mc)(\p{L}{3}.*)$/u;

function capitalise(word: string): string {
  const [, prefix, rest] = ELISION.exec(word) ?? MC.exec(word) ?? [];
  return prefix && rest ? upperFirst(prefix) + upperFirst(rest) : upperFirst(word);
}

/**
 * The first letter in upper case, behind quotes and brackets too; one whose capital is two letters (ß, ŉ) stays.
 */
export function upperFirst(word: string): string {
  return word.replace(/\p{L}/u, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  });
}
