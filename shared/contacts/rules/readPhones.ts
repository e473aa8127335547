import { isPlaceholder } from '../text/placeholder.ts';
import { type Phone, readPhone } from './readPhone.ts';

/** What a cell says of telephones. */
export interface Phones {
  /** Valid numbers in E.164, in their order, none twice, without the switchboard. */
  readonly numbers: readonly string[];
  /** Those of them that may be mobile. */
  readonly mobiles: readonly string[];
  /** Whether a part of the cell is neither a number nor a filler. */
  readonly hasInvalid: boolean;
  readonly hasExtension: boolean;
}

/** The cooperative's switchboard, entered where a member has no number of their own. */
const SWITCHBOARD = '+50622120000';

/** Cells longer than this hold no telephones. */
const LONGEST = 200;

/** Reads the one or more numbers of a cell; fillers and the switchboard, in any writing, are none. */
export function readPhones(text: string): Phones {
  if (text.length > LONGEST) return collect([undefined]);
  const single = ONE_NUMBER.test(text) ? readPhone(text) : undefined;
  return collect(single ? [single] : splitCell(text).map(readPhone));
}

/** Nothing in it that could stand between two numbers or before an extension. */
const ONE_NUMBER = /^[+\d() -]+$/;

function collect(phones: readonly (Phone | undefined)[]): Phones {
  const own = phones.filter((phone) => phone !== undefined).filter(({ number }) => number !== SWITCHBOARD);
  return {
    numbers: distinct(own),
    mobiles: distinct(own.filter(({ isMobile }) => isMobile)),
    hasInvalid: phones.includes(undefined),
    hasExtension: own.some(({ hasExtension }) => hasExtension),
  };
}

function distinct(phones: readonly Phone[]): readonly string[] {
  const numbers = phones.map(({ number }) => number);
  return numbers.length < 2 ? numbers : [...new Set(numbers)];
}

/** Between two numbers; an extension belongs to the number before it. */
const BETWEEN = /\s*(?:[/;,|&](?!\s*(?:ext|int|x|#))|\s[oy]\s)\s*/i;

/** Two numbers of eight digits with nothing but a space or a dash between them. */
const TWO_NUMBERS = /^(\d{4}[ -]?\d{4})[ -]*(\d{4}[ -]?\d{4})$/;

/** What a number is for. Whatever else stands beside it makes it invalid. */
const LABELS =
  /(?<!\p{L})(?:tel[eé]fonos?|tels?|cel(?:ular)?(?:es)?|m[oó]vil|whats?app|fijo|casa|hab(?:itaci[oó]n)?|oficina|ofic?|trabajo|n[uú]mero)(?!\p{L})\.?/giu;

/** Fillers with the slash that also stands between numbers. */
const SLASHED_FILLERS = /(?<!\p{L})[ns]\/[and](?!\p{L})/giu;

const NOTHING = /^[0\s().:-]*$/;

function splitCell(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .replace(SLASHED_FILLERS, '')
    .split(BETWEEN)
    .flatMap((part) => TWO_NUMBERS.exec(part)?.slice(1) ?? [part])
    .map(withoutLabels)
    .filter((part) => !NOTHING.test(part) && !isPlaceholder(part));
}

function withoutLabels(part: string): string {
  if (!/\p{L}/u.test(part)) return part;
  return part
    .replace(LABELS, '')
    .replace(/\(\s*\)/g, '')
    .replace(/^[\s:.-]+|[\s:.-]+$/g, '');
}
