import { describe, expect, it } from 'vitest';
import { readIdentity } from '../../../../shared/contacts/rules/readIdentity.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver, mixedTexts } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const PARTS = [
  ...'1|9|0|3|5|01|1-|3-101-|3101|4-000-|3-120-|3-130|2-100-|5-001-|155|1558|9902|0567'.split('|'),
  ...'-9902-|-0567|567|999999|A00001|199020567|155899999999|15589999999|99|-|-| |.| - '.split('|'),
  ...'\u2011|\u2212|９|DI|DIMEX |CED |C|.0|١'.split('|'),
];

/** What no expression of the code is used for: character by character, as the structure of the documents is told. */
function readSlowly(text: string): string | undefined {
  const groups = groupsOf(text);
  if (!groups) return undefined;
  const all = groups.join('');
  if (isDigits(all)) return readDigits(groups, all);
  return isLegal(groups) ? all : undefined;
}

/** The groups of letters and digits between single separators; undefined when a separator stands where none may. */
function groupsOf(raw: string): string[] | undefined {
  if (raw.length > 40) return undefined;
  let text = raw.normalize('NFKC').trim().toUpperCase();
  for (const label of ['DIMEX', 'DIDI', 'DI']) {
    const behind = withoutFloat(withoutSeparators(text.slice(label.length)));
    if (text.startsWith(label) && isDigits(behind.slice(0, 1)) && isDimexOf(splitGroups(behind) ?? []))
      text = behind;
  }
  return splitGroups(withoutFloat(text));
}

/** Zeros and a point behind nine to twelve digits are a float's. */
function withoutFloat(text: string): string {
  const dot = text.indexOf('.');
  const zeros = text.slice(dot + 1);
  const isFloat = isDigits(text.slice(0, dot)) && zeros !== '' && [...zeros].every((one) => one === '0');
  return isFloat && dot >= 9 && dot <= 12 ? text.slice(0, dot) : text;
}

const DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212.';

function splitGroups(text: string): string[] | undefined {
  const groups: string[] = [''];
  let separators = 0;
  let hasSpace = false;
  for (const one of text) {
    if (DASHES.includes(one) || one.trim() === '') {
      separators += DASHES.includes(one) ? 1 : 0;
      hasSpace ||= one.trim() === '';
      continue;
    }
    if (separators > 1) return undefined;
    if (separators === 1 || hasSpace) groups.push('');
    [separators, hasSpace] = [0, false];
    groups[groups.length - 1] += one;
  }
  return separators > 0 || groups.includes('') ? undefined : groups;
}

function withoutSeparators(text: string): string {
  let rest = text;
  while (
    rest !== '' &&
    (DASHES.includes(rest.charAt(0)) || rest.charAt(0) === ':' || rest.charAt(0).trim() === '')
  )
    rest = rest.slice(1);
  return rest;
}

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((one) => one >= '0' && one <= '9');
}

function readDigits(groups: readonly string[], all: string): string | undefined {
  const [first = '', second = '', third = ''] = groups;
  const partido = first.length === 2 && first.startsWith('0') ? first.slice(1) : first;
  if (
    groups.length === 3 &&
    partido.length === 1 &&
    partido !== '0' &&
    second.length <= 4 &&
    third.length <= 4
  )
    return partido + second.padStart(4, '0') + third.padStart(4, '0');
  const bare = all.length === 10 && all.startsWith('0') ? all.slice(1) : all;
  if (groups.length === 1 && bare.length === 9 && !bare.startsWith('0')) return bare;
  if (isDimexOf(groups)) return all;
  return isLegal(groups) ? all : undefined;
}

function isDimexOf(groups: readonly string[]): boolean {
  const all = groups.join('');
  const [first = '', second = ''] = groups;
  if (!isDigits(all) || all.startsWith('0')) return false;
  const isLikeFisica = groups.length === 3 && first.length === 1 && second.length === 4;
  const isLikeLegal =
    groups.length === 3 && first.length === 1 && '2345'.includes(first) && second.length === 3;
  if (isLikeFisica || isLikeLegal) return false;
  return all.length === 12 || (all.length === 11 && (groups.length === 1 || first.length > 2));
}

const SERIES = ['2100', '2200', '2300', '2400', '4000', '5001', '3110', '3120', '3130'].concat(
  Array.from({ length: 8 }, (_, index) => `300${index + 2}`),
  Array.from({ length: 5 }, (_, index) => `301${index}`),
  Array.from({ length: 9 }, (_, index) => `310${index + 1}`),
);

/** Class, type and consecutive, together or apart. */
function isLegal(groups: readonly string[]): boolean {
  const all = groups.join('');
  const isShaped = groups.length === 1 || groups.map((group) => group.length).join() === '1,3,6';
  const consecutive = all.slice(4);
  const isNite = ['3120', '3130'].includes(all.slice(0, 4));
  const isWritten = [...consecutive].every((one) => isDigits(one) || (!isNite && one >= 'A' && one <= 'Z'));
  return isShaped && all.length === 10 && SERIES.includes(all.slice(0, 4)) && isWritten;
}

describe(`over ${TEXTS.toLocaleString('en')} texts`, () => {
  it('a document is one as its structure says, read character by character', () => {
    const fast = (text: string) => {
      const identity = readIdentity(text);
      return 'code' in identity ? undefined : identity.canonical;
    };
    const { differing, answers } = compareOver(mixedTexts(105, TEXTS, PARTS), fast, readSlowly);
    expect(differing).toEqual([]);
    expect(answers.get('yes')).toBeGreaterThan(TEXTS / 100);
    expect(answers.get('no')).toBeGreaterThan(TEXTS / 100);
  }, 3_600_000);
});
