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

/**
 * A name in upper and lower case when all of it is in one of the two; mixed case is somebody's decision and stays.
 * No accent is ever added. Spanish has no case rules of its own, so no locale is needed.
 */
export function nameCase(name: string): string {
  const isMixed = name !== name.toUpperCase() && name !== name.toLowerCase();
  return isMixed ? name : titleCase(name.toLowerCase()).normalize('NFC');
}

function titleCase(name: string): string {
  let previous = '';
  const words = name.split(' ').map((word) => {
    const staysLower =
      previous !== '' && (PARTICLES.has(word) || (ARTICLES.has(word) && PARTICLES.has(previous)));
    const isOrdinal = previous !== '' && ORDINAL.test(word);
    previous = word;
    if (staysLower) return word;
    return isOrdinal ? word.toUpperCase() : word.split('-').map(capitalise).join('-');
  });
  return words.join(' ');
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
