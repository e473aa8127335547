import { describe, expect, it } from 'vitest';
import { keyFormsOf, PLAIN_FORMS, rowForm } from '../../../shared/contacts/associateKey.ts';
import { keyField } from '../../../shared/contacts/mapping.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { anyTexts } from '../../support/anyText.ts';
import { testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
const withPattern = testMapping([[['fields', 0, 'pattern'], 'A-\\d{3}']]);

/** Rows of these keys are one number in HubSpot. */
const SAME: readonly (readonly [string, string])[] = [
  ['a leading blank', ' A-001'],
  ['a trailing blank', 'A-001 '],
  ['a trailing tab', 'A-001\t'],
  ['a trailing line end', 'A-001\r\n'],
  ['a zero-width space', 'A-\u200b001'],
  ['NUL', 'A-001\u0000'],
  ['DEL', 'A-001\u007f'],
  ['a no-break space', '\u00a0A-001'],
  ['the blanks of char(20)', 'A-001'.padEnd(20)],
];

describe.each([
  ['of the mapping that ships', keyFormsOf(mapping)],
  ['of a number with a pattern', keyFormsOf(withPattern)],
  ['without a mapping', PLAIN_FORMS],
])('the forms of a key %s', (_, forms) => {
  it.each(SAME)('are the same with %s', (_, key) => {
    expect([forms.sent(key), forms.ledger(key)]).toEqual(['A-001', 'A-001']);
  });

  it('give one entry to both cases, each of which is sent as it is', () => {
    expect([forms.ledger('a-001'), forms.ledger('A-001')]).toEqual(['A-001', 'A-001']);
    expect(PLAIN_FORMS.sent('a-001')).toBe('a-001');
  });

  it('are found by all of a key that is too long, whatever its spelling, in a place that tables have', () => {
    const long = [
      'x'.repeat(401),
      `${'x'.repeat(401)}y`,
      '%/'.repeat(300),
      'ß'.repeat(4_000),
      'ñ'.repeat(401),
    ];
    const places = long.map(forms.ledger);
    expect(new Set(places).size).toBe(long.length);
    for (const [at, place] of places.entries()) {
      expect(place.length).toBeLessThan(120);
      expect(place).toMatch(/^[A-Z0-9-]+$/);
      expect(forms.ledger(place)).toBe(place);
      expect(forms.ledger(` ${long[at]}\t`)).toBe(place);
      expect(forms.ledger((long[at] ?? '').toUpperCase())).toBe(place);
    }
    expect(forms.ledger('X'.repeat(400))).toBe('X'.repeat(400));
  });

  it('keep apart what HubSpot keeps apart', () => {
    expect(new Set(['A-001', 'A-002', 'A001', 'A-01', 'A 001'].map(forms.ledger)).size).toBe(5);
  });
});

describe('the forms of any text', () => {
  const texts = anyTexts(17, 4_000);
  const forms = keyFormsOf(mapping);

  it('are those of a row with that key', () => {
    const { property } = keyField(mapping);
    for (const text of texts) {
      const { properties } = mapRow({ [mapping.source.key]: text }, mapping);
      expect(forms.sent(text), JSON.stringify(text)).toBe(properties[property] || undefined);
    }
  });

  it('say of the sent key and of the ledger’s what they say of the row’s', () => {
    for (const text of texts) {
      const name = JSON.stringify(text);
      const sent = forms.sent(text);
      const ledger = forms.ledger(text);
      expect(forms.ledger(ledger), name).toBe(ledger);
      expect(forms.ledger(rowForm(text)), name).toBe(ledger);
      if (sent === undefined) continue;
      expect(forms.sent(sent), name).toBe(sent);
      expect(forms.ledger(sent), name).toBe(ledger);
    }
  });
});
