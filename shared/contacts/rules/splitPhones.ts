import { isPlaceholder } from '../text/placeholder.ts';

/** Between two numbers; an extension belongs to the number before it. */
const BETWEEN = /\s*(?:[/;,|&](?!\s*(?:ext|int|x|#))|\s[oóy]\s)\s*/i;

/** Numbers of eight digits with nothing but a space or a dash between them. */
const NUMBERS_IN_A_ROW = /^\d{4}[ -]?\d{4}(?:[ -]*\d{4}[ -]?\d{4})+$/;

/** Words that say what a number is for; the short ones only where a point, a colon or a bracket, or the number, follows. */
const LABELS = [
  'tel[eé]fonos?|tel[eé]?fs?|tels?|tlfs?|cel(?:ular)?(?:es)?|m[oó]vil(?:es)?|mov|whats?app|wsp|fijo|fax|personal|recados',
  'casa|hab(?:itaci[oó]n)?|res(?:idencia)?|of(?:ic?|icina)?|trab(?:ajo)?|n[uú]m(?:ero)?s?|nro',
  String.raw`n[o°](?=\.?:? ?[+(\d])|[chofmtw](?= ?[:)\]])|#(?= ?[+(]?\d{4})`,
].join('|');

/** A label with the brackets, the point and the colon around it. */
const LABEL = new RegExp(String.raw`[(\[]?(?<!\p{L})(?:${LABELS})(?!\p{L})\.?\s*[)\]]?\s*:?`, 'giu');

/** Fillers with the slash that also stands between numbers. */
const SLASHED_FILLERS = /(?<!\p{L})[ns]\/[and](?!\p{L})/giu;

/** How a program prints a column of whole numbers that it read as floats. */
const FLOAT = /^(\+?\d+)\.0{1,2}$/;

const NOTHING = /^[0\s().:-]*$/;

/**
 * The parts of a cell that may be telephones: a label, a separator and a + begin another. Labels and fillers are left out; whatever
 * else stands beside a number stays with it, and makes it invalid.
 */
export function splitPhones(text: string): readonly string[] {
  const folded = text.normalize('NFKC');
  const bare = /[\p{L}#°]/u.test(folded) ? folded.replace(SLASHED_FILLERS, '').replace(LABEL, ';') : folded;
  return bare
    .split(BETWEEN)
    .flatMap((part) => part.split(/(?=\+)/))
    .map((part) => part.replace(/^[\s:.-]+|[\s:.-]+$/g, '').replace(FLOAT, '$1'))
    .flatMap((part) => (NUMBERS_IN_A_ROW.test(part) ? (part.match(/\d{4}[ -]?\d{4}/g) ?? []) : [part]))
    .filter((part) => !NOTHING.test(part) && !isPlaceholder(part));
}
