import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';

/** One valid telephone number. */
export interface Phone {
  /** E.164. */
  readonly number: string;
  /** Mobile, or of a country whose numbers do not tell (FIXED_LINE_OR_MOBILE, as in the United States). */
  readonly isMobile: boolean;
  readonly hasExtension: boolean;
}

/** Eight digits, with or without Costa Rica's code: how nearly all numbers are written. */
const COSTA_RICAN = /^(?:(?:\+|00)?506[ -]?)?([2-8]\d{3})[ -]?(\d{4})$/;

/**
 * Reads one number by the numbering plans that libphonenumber carries (Costa Rica's: Decreto 40943-MICITT, ranges
 * assigned by SUTEL). Numbers without `+` are Costa Rican. Undefined when it is no valid number.
 */
export function readPhone(text: string): Phone | undefined {
  const match = PLAN && COSTA_RICAN.exec(text);
  return match ? readCostaRican(`${match[1]}${match[2]}`) : parse(text);
}

/** Without brackets, which the library takes around some parts of a number and not around others: `(+506) 8888-8877`. */
function parse(text: string): Phone | undefined {
  const bare = text.replace(/[()]/g, ' ').trim();
  const number = parsePhoneNumberFromString(bare, { defaultCountry: 'CR', extract: false });
  if (!number?.isValid()) return undefined;
  if (number.countryCallingCode !== '506' && !text.includes('+')) return undefined;
  const type = number.getType();
  return {
    number: number.number,
    isMobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE',
    hasExtension: number.ext !== undefined,
  };
}

function readCostaRican(national: string): Phone | undefined {
  if (!PLAN?.valid.test(national)) return undefined;
  return { number: `+506${national}`, isMobile: PLAN.mobile.test(national), hasExtension: false };
}

/**
 * Positions in a plan of metadata version 4: national pattern, types; a type starts with its pattern; mobile is
 * the second.
 */
const [NATIONAL, TYPES, MOBILE] = [2, 11, 1];

/**
 * The library's own patterns for Costa Rica, compiled once: it compiles and tries them anew for each number, which
 * takes 12 µs, and a contact has three. Undefined when a later version lays its metadata out in another way; then
 * everything goes through the library.
 */
const PLAN = readPlan(metadata.countries.CR);

function readPlan(plan: unknown): { valid: RegExp; mobile: RegExp } | undefined {
  if (!Array.isArray(plan) || !Array.isArray(plan[TYPES])) return undefined;
  const national: unknown = plan[NATIONAL];
  const patterns = plan[TYPES].map((type: unknown): unknown => (Array.isArray(type) ? type[0] : undefined));
  const mobile = patterns[MOBILE];
  if (typeof national !== 'string' || typeof mobile !== 'string' || mobile === '') return undefined;
  const ofAnyType = patterns.filter((pattern) => typeof pattern === 'string' && pattern !== '').join('|');
  return {
    valid: new RegExp(`^(?=(?:${national})$)(?:${ofAnyType})$`),
    mobile: new RegExp(`^(?:${mobile})$`),
  };
}
