import { expect, it } from 'vitest';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { CODE_PAGES } from '../../../../shared/contacts/text/codePages.ts';
import { anyTexts, misread, pick } from '../../../support/anyText.ts';
import { randomFrom } from '../../../support/associates.ts';
import { isCanonical } from '../../../support/isCanonical.ts';

it('what is cleaned is clean: NFC, well-formed, nothing invisible, and the same when cleaned again', () => {
  const faults = anyTexts(1, 20_000).filter((cell) => !isCanonical(clean(cell).text));
  expect(faults).toEqual([]);
});

it('any misreading of Spanish text is undone, up to three of them in any code pages', () => {
  const random = randomFrom(3);
  const words = [
    'José',
    'MUÑOZ',
    'Núñez',
    'Álvaro',
    'MARÍA',
    'Íñigo',
    'Güell',
    'Zoë',
    'D’Avanzo',
    'áéíóúüñÁÉÍÓÚÜÑ',
  ];
  for (let round = 0; round < 3000; round++) {
    const word = pick(random, words) ?? '';
    let garbled = word;
    for (let times = Math.ceil(random() * 3); times > 0; times--) {
      garbled = misread(garbled, Math.floor(random() * CODE_PAGES.length));
    }
    expect({ garbled, ...clean(garbled) }).toEqual({ garbled, text: word, repaired: true, lost: false });
  }
});
