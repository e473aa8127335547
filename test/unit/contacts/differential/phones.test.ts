import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { NO_PHONE } from '../../../../shared/contacts/rules/phoneSettings.ts';
import { type Phone, readPhone } from '../../../../shared/contacts/rules/readPhone.ts';
import { readPhones } from '../../../../shared/contacts/rules/readPhones.ts';
import { splitPhones } from '../../../../shared/contacts/rules/splitPhones.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver, mixedTexts } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const PARTS = [
  ...'8888|8877|2222|2277|2212|0000|6000|7012|4000|5060|3012|1|0|506|00|800|900|+506|+'.split('|'),
  ...'+1 305 555 0123|50688888877|88888877|22222277|-| | |(|)|.|８８８８|\u2013'.split('|'),
];
const AROUND = ' / |; |, | y |Cel: | (casa) | ext. 12| x5|N/A|fax|Tel. |Ana|#|.0'.split('|');

/** The library, asked about the whole text without its brackets; numbers of other countries need their +. */
function readSlowly(text: string): Phone | undefined {
  const bare = [...text]
    .map((one) => (one === '(' || one === ')' ? ' ' : one))
    .join('')
    .trim();
  const number = parsePhoneNumberFromString(bare, { defaultCountry: 'CR', extract: false });
  if (!number?.isValid() || (number.countryCallingCode !== '506' && !text.includes('+'))) return undefined;
  const isMobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType() ?? '');
  return { number: number.number, isMobile, hasExtension: number.ext !== undefined };
}

/** Every part of the cell for itself. */
function readCellSlowly(text: string) {
  const parts = splitPhones(text).map(readSlowly);
  const own = parts.flatMap((part) => (part && !NO_PHONE.includes(part.number) ? [part] : []));
  return {
    numbers: [...new Set(own.map(({ number }) => number))],
    mobiles: [...new Set(own.filter(({ isMobile }) => isMobile).map(({ number }) => number))],
    hasInvalid: parts.includes(undefined),
    hasExtension: own.some(({ hasExtension }) => hasExtension),
  };
}

describe(`over ${TEXTS.toLocaleString('en')} texts`, () => {
  it('a number is one as libphonenumber says', () => {
    const { differing, answers } = compareOver(mixedTexts(103, TEXTS, PARTS), readPhone, readSlowly);
    expect(differing).toEqual([]);
    expect(answers.get('yes')).toBeGreaterThan(TEXTS / 50);
    expect(answers.get('no')).toBeGreaterThan(TEXTS / 50);
  }, 3_600_000);

  it('a cell with one number is read as one with several', () => {
    const texts = mixedTexts(104, TEXTS, [...PARTS, ...AROUND, '8888-8877', '2222-2277', '2212-0000']);
    let several = 0;
    const { differing } = compareOver(
      texts,
      (text) => readPhones(text, {}),
      (text) => {
        const cell = readCellSlowly(text);
        several += cell.numbers.length > 1 ? 1 : 0;
        return cell;
      },
    );
    expect(differing).toEqual([]);
    expect(several).toBeGreaterThan(TEXTS / 200);
  }, 3_600_000);
});
