import { parse } from 'tldts';
import validator from 'validator/lib/isEmail.js';
import { describe, expect, it } from 'vitest';
import { isAddress } from '../../../../shared/contacts/rules/isAddress.ts';
import { readAddress } from '../../../../shared/contacts/rules/readAddress.ts';
import { unwrapAddress } from '../../../../shared/contacts/rules/unwrapAddress.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver, mixedTexts } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const PARTS = [
  ...'ana|luz|a|1|ana.mora|_|-|+|.|..|o\'connor|"|"ana luz"|begoña|{}|!|=| |@|@|@'.split('|'),
  ...'@gmail.com|@example.com|@example.co.cr|@münchen.de|@xn--mnchen-3ya.de|@127.0.0.1'.split('|'),
  ...'gmail|example|.com|.cr|.con|.local|.c|.museum|co|-'.split('|'),
  'x'.repeat(63),
  ...'[1.2.3.4]|\ud800|＠'.split('|'),
];
const WRAPPINGS = '<|>|mailto:|; |, |Ana Mora <|“|”|\'|"|(|)|Correo: |?subject=x| |['.split('|');

/** The libraries, asked about the whole text. */
function isAddressSlowly(text: string): boolean {
  // HubSpot refuses quoted users; the library throws on half a surrogate pair, and takes longer addresses.
  if (text.startsWith('"') || !text.isWellFormed() || text.length > 254) return false;
  if (!validator.default(text, { allow_utf8_local_part: false })) return false;
  return parse(text.slice(text.lastIndexOf('@') + 1)).isIcann === true;
}

describe(`over ${TEXTS.toLocaleString('en')} texts`, () => {
  it('an address is one as validator and tldts say', () => {
    const texts = mixedTexts(101, TEXTS, PARTS);
    const { differing, answers } = compareOver(texts, isAddress, isAddressSlowly);
    expect(differing).toEqual([]);
    expect(answers.get('yes')).toBeGreaterThan(TEXTS / 100);
    expect(answers.get('no')).toBeGreaterThan(TEXTS / 50);
  }, 3_600_000);

  it('a bare address is read as one is that stands in something', () => {
    const texts = mixedTexts(102, TEXTS, [...PARTS, ...WRAPPINGS, 'ana@example.com', 'luz@example.com']);
    const slow = (text: string) => {
      const inner = unwrapAddress(text);
      return inner !== undefined && isAddressSlowly(inner) ? inner : undefined;
    };
    const { differing, answers } = compareOver(texts, readAddress, slow);
    expect(differing).toEqual([]);
    expect(answers.get('yes')).toBeGreaterThan(TEXTS / 100);
  }, 3_600_000);
});
