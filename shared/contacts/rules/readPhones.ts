import { NO_PHONE } from './phoneSettings.ts';
import { type Phone, readPhone } from './readPhone.ts';
import type { RuleField } from './rule.ts';
import { splitPhones } from './splitPhones.ts';

/** What a cell says of telephones. */
export interface Phones {
  /** Valid numbers in E.164, in their order, none twice, without those that mean none. */
  readonly numbers: readonly string[];
  /** Those of them that may be mobile. */
  readonly mobiles: readonly string[];
  /** Whether a part of the cell is neither a number nor a filler. */
  readonly hasInvalid: boolean;
  readonly hasExtension: boolean;
}

/** Cells longer than this hold no telephones. */
const LONGEST = 200;

/** Reads the one or more numbers of a cell; fillers and the numbers of `noPhone`, in any writing, are none. */
export function readPhones(
  text: string,
  { noPhone = NO_PHONE, phoneFormat = 'costaRica' }: Pick<RuleField, 'noPhone' | 'phoneFormat'>,
): Phones {
  if (text.length > LONGEST) return collect([undefined]);
  const read = (part: string): Reading => {
    const phone = readPhone(part);
    if (phone && noPhone.includes(phone.number)) return NONE;
    return phoneFormat === 'costaRica' || part.includes('+') ? phone : undefined;
  };
  const single = ONE_NUMBER.test(text) ? read(text) : undefined;
  return collect(single ? [single] : splitPhones(text).map(read));
}

/** A number that means "no telephone". */
const NONE = 'none';

/** What a part of a cell is; undefined: neither a number nor a filler. */
type Reading = Phone | typeof NONE | undefined;

/** Nothing in it that could stand between two numbers or before an extension. */
const ONE_NUMBER = /^[+\d() -]+$/;

function collect(parts: readonly Reading[]): Phones {
  const own = parts.filter((part) => part !== undefined && part !== NONE);
  return {
    numbers: distinct(own),
    mobiles: distinct(own.filter(({ isMobile }) => isMobile)),
    hasInvalid: parts.includes(undefined),
    hasExtension: own.some(({ hasExtension }) => hasExtension),
  };
}

function distinct(phones: readonly Phone[]): readonly string[] {
  const numbers = phones.map(({ number }) => number);
  return numbers.length < 2 ? numbers : [...new Set(numbers)];
}
