import { describe, expect, it } from 'vitest';
import { findMarks } from '../../../../shared/contacts/rules/findMarks.ts';
import { judgeName } from '../../../../shared/contacts/rules/judgeName.ts';
import { marksInName } from '../../../../shared/contacts/rules/marksInName.ts';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { isPlaceholder, PLACEHOLDERS } from '../../../../shared/contacts/text/placeholder.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver, mixedTexts } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const PARTS = [
  ...'Ana|MARÍA|josé|Núñez|PÉREZ|de|LA|del|O|Mc|Donald|Ú|é|ü|Ñ|Müller|ë|Zoë| | | | |-'.split('|'),
  ..."'|’|.|J.C.|II|RL|S.A.|(|)|1|?|Ã|Ð|¤".split('|'),
];
const MARKED = [
  ...PLACEHOLDERS,
  ...'NULL|null|undefined|NO INDICA|no|tiene|SIN|APELLIDO|N/A|n.a.|xx|Na|Nan|none|-|.'.split('|'),
  ...'FALLECIDO|(fallecida)|Q.E.P.D.|qepd|†|+|PRUEBA|test|NO USAR|demo|Norma|Sindy'.split('|'),
  ...'Noel'.split('|'),
];

/** As the rule gets them: cleaned, and not nothing. */
function* names(seed: number, parts: readonly string[]): Generator<string> {
  for (const cell of mixedTexts(seed, TEXTS, parts)) {
    const { text } = clean(cell);
    if (text !== '' && !isPlaceholder(text)) yield text;
  }
}

describe(`over ${TEXTS.toLocaleString('en')} texts`, () => {
  it('a Spanish name is judged as any name', () => {
    let sent = 0;
    const { differing, answers } = compareOver(
      names(108, [...PARTS, ...MARKED]),
      (text) => RULES.name(text, {}),
      (text) => {
        const judged = judgeName(text);
        sent += 'value' in judged && !judged.warnings ? 1 : 0;
        return judged;
      },
    );
    expect(differing).toEqual([]);
    expect(sent).toBeGreaterThan(TEXTS / 50);
    expect(sent).toBeLessThan((answers.get('yes') ?? 0) * 0.98);
  }, 3_600_000);

  it('a name that can hold no mark holds none', () => {
    let marked = 0;
    const { differing } = compareOver(names(109, [...PARTS, ...MARKED]), marksInName, (text) => {
      const marks = findMarks(text);
      marked += marks.length > 0 ? 1 : 0;
      return marks;
    });
    expect(differing).toEqual([]);
    expect(marked).toBeGreaterThan(TEXTS / 50);
  }, 3_600_000);
});
