import { describe, expect, it } from 'vitest';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { cleanThoroughly } from '../../../../shared/contacts/text/cleanThoroughly.ts';
import { CODE_PAGES } from '../../../../shared/contacts/text/codePages.ts';
import { isPlaceholder, PLACEHOLDERS } from '../../../../shared/contacts/text/placeholder.ts';
import { misread } from '../../../support/anyText.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver, mixedTexts } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const WORDS = 'José|MUÑOZ|Núñez|Güell|áéíóúñ|D’Avanzo|Müller|MAGALHÃES|Zoë|Ana|8888-8877|€|a'.split('|');
const GARBLED = WORDS.flatMap((word) => CODE_PAGES.map((_, page) => misread(word, page)));
const DEBRIS = [
  ...' |  |\u00a0|\u00ad|\u200b|\u0301|\ufeff|\t|\u0090|\u0085|\ud800|\ufffd|\u2800|?'.split('|'),
  ...'¿|&|&ntilde;|&amp;|&#241;|\'|\'1|="|"|=|Ã|¤|√|├|Â|n\u0303|🇨🇷|-'.split('|'),
];

/** Letter by letter, without a look at how the text begins. */
function isPlaceholderSlowly(text: string): boolean {
  if (text === '' || text.length > 30) return false;
  const letters = [...text.normalize('NFD')]
    .filter((one) => /[\p{L}\p{N}]/u.test(one))
    .join('')
    .toLowerCase();
  const isOnlyX = text.length > 1 && [...text.toLowerCase()].every((one) => one === 'x');
  return letters === '' || isOnlyX || PLACEHOLDERS.has(letters);
}

describe(`over ${TEXTS.toLocaleString('en')} texts`, () => {
  it('a text that looks clean is one that every step leaves as it is', () => {
    const texts = mixedTexts(106, TEXTS, [...WORDS, ...GARBLED, ...DEBRIS]);
    let untouched = 0;
    const { differing } = compareOver(texts, clean, (text) => {
      const cleaned = cleanThoroughly(text);
      untouched += cleaned.text === text ? 1 : 0;
      return cleaned;
    });
    expect(differing).toEqual([]);
    expect(untouched).toBeGreaterThan(TEXTS / 100);
    expect(untouched).toBeLessThan(TEXTS * 0.99);
  }, 3_600_000);

  it('a text says that there is nothing, whatever it begins with', () => {
    const parts = [
      ...PLACEHOLDERS,
      ...['n', 'a', 'x', 'X', 'N', 'S', 'no', 'NO', 'tiene', 'Nadia', '0', ' ', '/', '.', '-', '(', '#'],
    ];
    const texts = mixedTexts(107, TEXTS, [...parts, ...parts.slice(-17)]);
    const { differing, answers } = compareOver(texts, isPlaceholder, isPlaceholderSlowly);
    expect(differing).toEqual([]);
    expect(answers.get('yes')).toBeGreaterThan(TEXTS / 50);
    expect(answers.get('no')).toBeGreaterThan(TEXTS / 50);
  }, 3_600_000);
});
