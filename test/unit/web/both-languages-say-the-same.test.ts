import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../../shared/web/speech/language.ts';
import { nameOfCode, nameOfField } from '../../../shared/web/speech/names.ts';
import { number, percent } from '../../../shared/web/speech/numbers.ts';
import { say } from '../../../shared/web/speech/say.ts';
import { moment, roughly, span } from '../../../shared/web/speech/times.ts';
import { TEXTS as ENGLISH } from '../../../shared/web/texts/en.ts';
import { TEXTS as SPANISH } from '../../../shared/web/texts/es.ts';
import type { Text } from '../../../shared/web/texts/text.ts';

const WEB = fileURLToPath(new URL('../../../shared/web', import.meta.url));
const spanish: Readonly<Record<string, Text>> = SPANISH;
const english: Readonly<Record<string, Text>> = ENGLISH;

const formsOf = (text: Text | undefined) =>
  typeof text === 'object' ? [text.one, text.other] : [text ?? ''];
const namesIn = (text: Text | undefined) =>
  [...new Set(formsOf(text).flatMap((sentence) => sentence.match(/\{\w+\}/g) ?? []))].sort().join(' ');

describe('the texts', () => {
  it('are told the same figures in both languages', () => {
    const different = Object.keys(spanish).filter((key) => namesIn(spanish[key]) !== namesIn(english[key]));
    expect(different).toEqual([]);
    expect(Object.keys(english).sort()).toEqual(Object.keys(spanish).sort());
  });

  it('say usted, and raise no voice', () => {
    const all = [...Object.values(spanish), ...Object.values(english)].flatMap(formsOf);
    expect(all.filter((sentence) => /[!¡]/.test(sentence))).toEqual([]);
    const familiar = Object.values(spanish)
      .flatMap(formsOf)
      .filter((sentence) => /\b(tú|tus?|ti|puedes|tienes|quieres|haz|vos|podés|tenés)\b/iu.test(sentence));
    expect(familiar).toEqual([]);
  });
});

/** What the page says: keys as they stand, and those that are put together of a part that is fixed and one that is not. */
function keysInUse(): (key: string) => boolean {
  const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('texts'))
    .map((path) => readFileSync(`${WEB}/${path}`, 'utf8'))
    .join('\n');
  const plain = new Set([...sources.matchAll(/['"`]([\w.]+)['"`]/g)].map(([, key]) => key));
  const built = [...sources.matchAll(/`([\w.]*\$\{[^`}]*\}[\w.]*)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`),
  );
  return (key) => plain.has(key) || built.some((pattern) => pattern.test(key));
}

it('every text is said somewhere', () => {
  const isInUse = keysInUse();
  expect(Object.keys(spanish).filter((key) => !/^(code|field)\./.test(key) && !isInUse(key))).toEqual([]);
});

describe('Spanish of Costa Rica', () => {
  beforeEach(() => speak('es', SPANISH));

  it('writes numbers and shares as there, and never rounds up to all', () => {
    expect(number(48_210)).toBe('48\u00a0210');
    expect(percent(99.93, 2)).toBe('99,93\u00a0%');
    expect(percent(99.999, 1)).toBe('99,9\u00a0%');
    expect(percent(100, 1)).toBe('100\u00a0%');
    expect(percent(0.01, 1)).toBe('<\u00a00,1\u00a0%');
    expect(percent(0, 1)).toBe('0,0\u00a0%');
    expect(percent(0.03, 2)).toBe('0,03\u00a0%');
  });

  it('tells times by the clock of Costa Rica, whatever the browser is set to', () => {
    expect(moment('2026-11-23T12:12:00Z', 'time')).toBe('06:12');
    expect(moment('2026-11-23T12:12:00Z', 'longDay')).toBe('lunes 23 de noviembre');
    expect(moment('2026-11-24T03:00:00Z', 'dayTime')).toBe('23 nov, 21:00');
  });

  it('tells how long something takes by its two largest units', () => {
    expect([8, 250, 19_320, 374_400, 3_600].map(span)).toEqual([
      '8 s',
      '4 min 10 s',
      '5 h 22 min',
      '4 días 8 h',
      '1 h',
    ]);
    expect([3, 184, 7_000, 1_036_800].map(roughly)).toEqual(['3 s', '3 min', '2 h', '12 días']);
  });

  it('counts one and several', () => {
    expect(say('wait.reviews', { n: 1 })).toBe('1 revisión');
    expect(say('wait.reviews', { n: 1_214 })).toBe('1\u00a0214 revisiones');
  });

  it('fills in what it is told as it stands, whatever signs it holds', () => {
    expect(say('as.none.h', { k: '$& {k} <b>' })).toBe('No se conoce $& {k} <b>');
  });

  it('calls codes and properties by their names, and others by themselves', () => {
    expect(nameOfCode('EMAIL_INVALID')).toBe('Correo no válido');
    expect(nameOfCode('TO_COME')).toBe('TO_COME');
    expect(nameOfField('porcentaje__beneficiario_2_')).toBe('Porcentaje del beneficiario 2');
    expect(nameOfField('toString')).toBe('toString');
  });
});

describe('English', () => {
  beforeEach(() => speak('en', ENGLISH));

  it('writes numbers and dates its own way', () => {
    expect(number(48_210)).toBe('48,210');
    expect(percent(99.93, 2)).toBe('99.93%');
    expect(moment('2026-11-23T12:12:00Z', 'longDay')).toBe('Monday 23 November');
  });
});
