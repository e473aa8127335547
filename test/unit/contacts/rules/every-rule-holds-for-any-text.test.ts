import { describe, expect, it } from 'vitest';
import type { RuleField } from '../../../../shared/contacts/rules/rule.ts';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { isPlaceholder } from '../../../../shared/contacts/text/placeholder.ts';
import { anyTexts, SEEDS } from '../../../support/anyText.ts';
import { isCanonical } from '../../../support/isCanonical.ts';

const FIELD: RuleField = {
  options: { 1: 'Soltero', 5: 'Unión Libre', semanal: 'semanal', catorcenal: 'bisemanal' },
  today: '2026-11-22',
};
/** As the section `contacts` of a mapping file may have it. */
const TOLD: RuleField = { ...FIELD, noPhone: [], phoneFormat: 'international', checkCedula: false };

const CELLS = anyTexts(2, 4000);
const TEXTS = CELLS.map((cell) => clean(cell).text).filter((text) => text !== '' && !isPlaceholder(text));

/** What makes careless expressions slow. */
const REPEATED = [
  '1',
  'a',
  'A',
  '@',
  'a@',
  '.a',
  'a?',
  '/1',
  '0',
  ' 0',
  '-1',
  '1.',
  ',111',
  'É',
  'a ',
  '\u0301',
];
const LONG_TEXTS = [...SEEDS, ...REPEATED]
  .map((part) => part.repeat(Math.ceil(60_000 / part.length)))
  .flatMap((long) => [long, `${long}x`, `x${long.repeat(2)}!`]);

const CASES = Object.entries(RULES).flatMap(([name, rule]) => [
  [name, rule, FIELD] as const,
  ...(['cedula', 'phone', 'whatsapp'].includes(name)
    ? [[`${name}, told otherwise`, rule, TOLD] as const]
    : []),
]);

describe.each(CASES)('rule %s', (_, rule, field) => {
  it('takes its own values as they are, and they are clean', () => {
    const faults = TEXTS.flatMap((text) => {
      const result = rule(text, field);
      if ('code' in result || result.value === '') return [];
      const again = rule(result.value, field);
      const isSame = 'value' in again && again.value === result.value;
      return isSame && isCanonical(result.value) ? [] : [{ text, result, again }];
    });
    expect(faults).toEqual([]);
  });

  it('never throws, uncleaned and at any length either', () => {
    for (const text of [...CELLS, ...LONG_TEXTS]) rule(text, field);
  });
});

/** What a column of any type may hold, as it prints. */
it.each([0, -0, 1.5, 1e21, Number.NaN, true, null, undefined, 12n, new Date(0), [], {}, Symbol.iterator])(
  'a %o is judged like any text',
  (value) => {
    const { text } = clean(String(value));
    for (const rule of Object.values(RULES)) expect(() => rule(text, FIELD)).not.toThrow();
  },
);
