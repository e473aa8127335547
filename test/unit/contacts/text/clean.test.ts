import { describe, expect, it } from 'vitest';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { CODE_PAGES } from '../../../../shared/contacts/text/codePages.ts';

describe('mojibake is repaired', () => {
  it.each([
    ['windows-1252', 'JosÃ©', 'José'],
    ['windows-1252', 'MUÃ‘OZ', 'MUÑOZ'],
    ['windows-1252', 'Ã‰DGAR', 'ÉDGAR'],
    ['windows-1252, undefined byte 81', 'Ã\u0081LVARO', 'ÁLVARO'],
    ['windows-1252, undefined byte 8D', 'MARÃ\u008dA', 'MARÍA'],
    ['ISO 8859-1', 'PEÃ\u0091A', 'PEÑA'],
    ['windows-1252, soft hyphen', 'MarÃ\u00ada', 'María'],
    ['windows-1252, no-break space', 'Ã\u00a0', 'à'],
    ['windows-1252, twice', 'JosÃƒÂ©', 'José'],
    ['windows-1252, three times', 'JosÃƒÆ’Ã‚Â©', 'José'],
    ['Mac Roman', 'Jos√©', 'José'],
    ['Mac Roman', 'N√∫√±ez', 'Núñez'],
    ['Mac Roman', 'M√≥dulo', 'Módulo'],
    ['Mac Roman, twice', 'Jos‚àö¬©', 'José'],
    ['cp850', 'Jos├®', 'José'],
    ['cp437', 'Jos├⌐', 'José'],
    ['cp437, twice', 'JosΓö£ΓîÉ', 'José'],
    ['cp850', 'N├║├▒ez', 'Núñez'],
    ['windows-1252, punctuation', 'Dâ€™Avanzo', 'D’Avanzo'],
    ['windows-1252, a byte order mark', 'ï»¿JosÃ©', 'José'],
    ['one word of a cell', 'José NÃºÃ±ez', 'José Núñez'],
    ['hidden by a zero-width space', 'JosÃ\u200b©', 'José'],
    ['HTML entities', 'MU&Ntilde;OZ', 'MUÑOZ'],
    ['HTML entities', 'Jos&eacute; N&uacute;&ntilde;ez', 'José Núñez'],
    ['HTML entities', 'Mu&#241;oz', 'Muñoz'],
    ['HTML entities', 'Mu&#xF1;oz', 'Muñoz'],
    ['HTML entities, in capitals since', 'MU&NTILDE;OZ', 'MUÑOZ'],
    ['HTML entities, twice', 'Mu&amp;ntilde;oz', 'Muñoz'],
    ['HTML entities', 'D&rsquo;Avanzo &amp; hijos', 'D’Avanzo & hijos'],
    ['HTML entities of misread text', 'Jos&Atilde;&#169;', 'José'],
  ])('%s: %j → %j', (_page, cell, text) => {
    expect(clean(cell)).toEqual({ text, repaired: true, lost: false });
  });

  it.each(
    [
      'MAGALHÃES',
      'Galvão',
      'Zoë',
      'Müller',
      'NÚÑEZ',
      'ZÚÑIGA',
      'Íñigo',
      'CÔTÉ',
      'São',
      'JOÃO',
      'Ana «Ñata» Mora',
    ].concat(['CAFÉ®', 'L’École', '“Élida”', '…Ñ']),
  )('%j is sound and stays', (cell) => {
    expect(clean(cell)).toMatchObject({ text: cell, repaired: false });
  });

  it('a no-break space before É is not taken for Mac Roman', () => {
    expect(clean('Ana\u00a0Élida')).toEqual({ text: 'Ana Élida', repaired: false, lost: false });
  });

  it.each(['R&D; Ana', '&foo;', '&', '&#0;', '&#9999999;', 'AT&T;', "'t Hooft", '=1+1', '="a', "''1"])(
    '%j holds no entity and nothing of Excel’s, and stays',
    (cell) => {
      expect(clean(cell)).toEqual({ text: cell, repaired: false, lost: false });
    },
  );

  it('U+FFFD behind the damage is found', () => {
    expect(clean('Muï¿½oz')).toEqual({ text: 'Mu\ufffdoz', repaired: true, lost: true });
  });
});

describe('the code pages', () => {
  it('of the Mac is the one WHATWG describes', () => {
    const decoded = new TextDecoder('macintosh').decode(
      Uint8Array.from({ length: 128 }, (_, index) => 128 + index),
    );
    expect([...(CODE_PAGES[1]?.bytes.keys() ?? [])].join('')).toBe(decoded);
  });

  it('are complete', () => {
    for (const { bytes } of CODE_PAGES) {
      expect([...new Set(bytes.values())].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 128 }, (_, index) => 128 + index),
      );
    }
    for (const page of CODE_PAGES.filter(({ name }) => name.startsWith('cp'))) {
      expect(['á', 'é', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'É'].map((letter) => page.bytes.get(letter))).toEqual([
        0xa0, 0x82, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0x90,
      ]);
    }
  });
});

describe('text is', () => {
  it.each([
    ['in NFC', 'Pen\u0303a', 'Peña'],
    ['in NFC, with what is invisible between', 'n\u200b\u0303', 'ñ'],
    ['without a byte order mark', '\ufeffAna', 'Ana'],
    ['without zero-width spaces, soft hyphens, directions', 'A\u200bn\u00ad\u202ea\u2060', 'Ana'],
    ['without controls', 'A\u0000n\u0007a', 'Ana'],
    ['with single spaces', 'Ana  Luz', 'Ana Luz'],
    ['with plain spaces', 'Ana\u00a0\u2003Luz', 'Ana Luz'],
    ['on one line', 'Ana\r\nLuz\t', 'Ana Luz'],
    ['trimmed', '  Ana ', 'Ana'],
    ['trimmed of what is invisible', '\u200b Ana \u200b', 'Ana'],
    ['nothing when there is nothing', ' \u3000\u2800\u3164 ', ''],
    ['without what Excel puts in front', '="00123"', '00123'],
    ['without what Excel puts in front', ' ="1-9902-0567" ', '1-9902-0567'],
    ['without what Excel puts in front', '="di ""sí"""', 'di "sí"'],
    ['without what Excel puts in front', "'199020567", '199020567'],
    ['without what Excel puts in front', "'+506 8888-8877", '+506 8888-8877'],
    ['without what Excel puts in front, twice', `="'199020567"`, '199020567'],
  ])('%s: %j → %j', (_what, cell, text) => {
    expect(clean(cell)).toEqual({ text, repaired: false, lost: false });
  });

  it('well-formed: half a surrogate pair is a lost character', () => {
    expect(clean('An\ud800a')).toEqual({ text: 'An\ufffda', repaired: false, lost: true });
  });
});

describe('letters are known to be lost', () => {
  it.each([
    'S\xa0nchez',
    'Gonz\xa0lez Mora',
    '\xa0lvarez',
    'Garc\xada',
    'MU?OZ',
    'Mu¿oz',
    'MU¥OZ',
    'Mu¤oz',
    'Jos‚s',
    'Mu\u0090oz',
    'Ana MU?OZ',
    '(MU?OZ)',
    'PE??A',
  ])('in %j', (cell) => {
    expect(clean(cell).lost).toBe(true);
  });

  it.each([
    'Ana\xa0Luz',
    'ana\xa0luz',
    'María\xa0de\xa0la\xa0O',
    'erick\xa0vargas',
    '5\xa0km',
    'Fer\xadnan\xaddo',
    '¿Sí?',
    'Sí? No',
    'https://example.com/a?b',
    '5¢',
    '¥500',
    '8888\u00968888',
  ])('not in %j', (cell) => {
    expect(clean(cell).lost).toBe(false);
  });
});
