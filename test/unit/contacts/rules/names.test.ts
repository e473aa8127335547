import { describe, expect, it } from 'vitest';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const RAE = 'RAE, Ortografía 2010, IV 4.2.4.1.1';
const POLICY = 'Policy';

const CASE: readonly RuleCase[] = [
  ['The cooperative', "MARIA DEL CARMEN D'AVANZO", "Maria del Carmen D'Avanzo"],
  [RAE, 'MARÍA DE LOS ÁNGELES', 'María de los Ángeles'],
  [RAE, 'juan de dios', 'Juan de Dios'],
  [RAE, 'JUAN LA FUENTE', 'Juan La Fuente'],
  ['RAE, a surname of one letter', 'ANA DE LA O', 'Ana de la O'],
  ['Policy: capital after - and D’, O’', 'MARIA-JOSE', 'Maria-Jose'],
  ['Policy: capital after - and D’, O’', 'o’connor', 'O’Connor'],
  ['Policy: Mc, with three letters or more', 'MCDONALD', 'McDonald'],
  ['Policy: Mc, with three letters or more', 'MCOY', 'Mcoy'],
  ['Policy: never Mac', 'MACHADO', 'Machado'],
  [POLICY, 'ORTEGA Y GASSET', 'Ortega y Gasset'],
  [POLICY, 'LUDWIG VAN DER HORST', 'Ludwig van der Horst'],
  [POLICY, 'JUAN PABLO II', 'Juan Pablo II'],
  [POLICY, 'ÍÑIGO', 'Íñigo'],
  ['Policy: mixed case stays', 'María de Los Ángeles', 'María de Los Ángeles'],
  ['Policy: mixed case stays', 'MacArthur', 'MacArthur'],
  ['Policy: mixed case stays', 'de la Torre', 'de la Torre'],
  ['Policy: no accent is added', 'JOSE MARIA', 'Jose Maria'],
  [POLICY, 'J', 'J'],
];

const SURNAME: readonly RuleCase[] = [
  ['RAE: without the given name, De', 'DE LA O BRENES', 'De la O Brenes'],
  ['RAE: without the given name, De', 'de la Torre Mora', 'De la Torre Mora'],
  ['RAE, a surname of one letter', 'MORA DE LA O', 'Mora de la O'],
  [RAE, 'LA FUENTE', 'La Fuente'],
  [POLICY, 'NÚÑEZ PEÑA', 'Núñez Peña'],
];

const LOST: readonly RuleCase[] = [
  ...['MU?OZ', 'Jos?', '¿lvaro', 'Mu¿oz', 'Mu\ufffdoz'].map(
    (cell): RuleCase => ['Lost bytes are never guessed', cell, '!NAME_DAMAGED'],
  ),
  ...['MU¥OZ', 'Mu¤oz', 'Jos‚', 'L¢pez', 'Mu±oz'].map(
    (cell): RuleCase => ['cp850 read as windows-1252, or the reverse', cell, '!NAME_DAMAGED'],
  ),
  ['The second half of í dropped', 'MarÃa', '!NAME_DAMAGED'],
  ['Misread, and put in upper case since', 'ÔÉÍ MORA', '!NAME_DAMAGED'],
  ['What no code page explains', 'Jos√', '!NAME_DAMAGED'],
  ['Portuguese', 'MAGALHÃES', 'Magalhães'],
  ['Portuguese', 'Galvão', 'Galvão'],
  ['German', 'Müller', 'Müller'],
  [POLICY, '12345', '!NAME_INVALID'],
  [POLICY, 'Juan 2', 'Juan 2 ~NAME_UNUSUAL'],
  [POLICY, 'Juan_Mora', 'Juan_Mora ~NAME_UNUSUAL'],
  ['HubSpot: at most 65,536 characters', 'a'.repeat(65_537), '!TEXT_TOO_LONG'],
];

describe('the case of a name', () => {
  it.each(CASE)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('name', cell)).toBe(verdict);
  });
});

describe('surnames', () => {
  it.each(SURNAME)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('surname', cell)).toBe(verdict);
  });
});

describe('a name that is damaged or odd', () => {
  it.each(LOST)('%s: %.20j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('name', cell)).toBe(verdict);
    expect(ruleVerdict('surname', cell)).toBe(verdict);
  });
});

it.each([
  ['Lost bytes are never guessed', 'MU?OZ', '!TEXT_DAMAGED'],
  ['Lost bytes are never guessed', 'San Jos\ufffd', '!TEXT_DAMAGED'],
  ['A question is none', '¿Vive en Heredia?', '¿Vive en Heredia?'],
  ['An address of the web is none', 'https://example.com/a?b', 'https://example.com/a?b'],
  ['HubSpot: at most 65,536 characters', 'a'.repeat(65_537), '!TEXT_TOO_LONG'],
])('free text: %s: %.20j → %s', (_source, cell, verdict) => {
  expect(ruleVerdict('text', cell)).toBe(verdict);
});
