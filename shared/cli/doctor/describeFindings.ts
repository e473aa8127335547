import type { Language } from '../../outcomes/language.ts';
import { AREAS, type Finding } from './finding.ts';

const SIGNS = { well: '✓', warning: '!', ill: '✗', unseen: '?' } as const;
const WORDS = {
  en: { expected: 'expected', actual: 'actual', mend: 'mend it' },
  es: { expected: 'se espera', actual: 'hay', mend: 'se corrige' },
} as const;
const SUMMARY = {
  en: { well: 'well', warning: 'warnings', ill: 'wrong', unseen: 'could not be looked at' },
  es: { well: 'bien', warning: 'advertencias', ill: 'mal', unseen: 'no se pudo mirar' },
} as const;

/** The findings by area, those that are not well in full; then how many there are of each. */
export function describeFindings(
  findings: readonly Finding[],
  { all, language }: { readonly all: boolean; readonly language: Language },
): string {
  const sections = AREAS.flatMap((area) => {
    const ofArea = findings.filter((finding) => finding.area === area);
    if (ofArea.length === 0) return [];
    const isWell = ofArea.every(({ state }) => state === 'well');
    const told = ofArea.filter(({ state }) => all || state !== 'well').map((one) => describe(one, language));
    return [[`${isWell ? SIGNS.well : ' '} ${area}`, ...told].join('\n')];
  });
  const words = SUMMARY[language];
  const counts = (['ill', 'unseen', 'warning', 'well'] as const).map((state) => {
    return `${findings.filter((one) => one.state === state).length} ${words[state]}`;
  });
  return [...sections, '', `${counts.join(' · ')}.`].join('\n');
}

function describe({ check, state, expected, actual, mend }: Finding, language: Language): string {
  const words = WORDS[language];
  const width = Math.max(...Object.values(words).map(({ length }) => length));
  const line = (word: string, text: string) => `      ${word.padEnd(width)}  ${text}`;
  if (state === 'well') return `  ${SIGNS.well} ${check}: ${actual[language]}`;
  return [
    `  ${SIGNS[state]} ${check}`,
    line(words.expected, expected[language]),
    line(words.actual, actual[language]),
    ...(mend === undefined ? [] : [line(words.mend, mend)]),
  ].join('\n');
}
