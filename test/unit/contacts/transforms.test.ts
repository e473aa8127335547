import { describe, expect, it } from 'vitest';
import { clean } from '../../../shared/contacts/text/clean.ts';
import { TRANSFORMS } from '../../../shared/contacts/transforms.ts';
import { anyTexts } from '../../support/anyText.ts';

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  upper: [
    ['a-00123ñ', 'A-00123Ñ'],
    // Upper case of ΐ is three characters, two of which have a composed form.
    ['\u0390', '\u03aa\u0301'],
  ],
  lower: [['A-00123Ñ', 'a-00123ñ']],
  digits: [
    ['A-00123', '00123'],
    ['abc', ''],
  ],
  noLeadingZeros: [
    ['00123', '123'],
    ['000', '0'],
    ['A01', 'A01'],
  ],
};

describe.each(Object.entries(TRANSFORMS))('transform %s', (name, transform) => {
  it.each(CASES[name] ?? [])('makes of %j %j', (text, expected) => {
    expect(transform(text)).toBe(expected);
  });

  it('has cases, and done twice changes nothing more', () => {
    expect(CASES[name]?.length).toBeGreaterThan(0);
    for (const raw of anyTexts(3, 2_000)) {
      const once = transform(clean(raw).text);
      expect(transform(once)).toBe(once);
      expect(once.normalize('NFC')).toBe(once);
    }
  });
});
