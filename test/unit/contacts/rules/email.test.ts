import { expect, it } from 'vitest';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const MEASURED = 'Measured with validator 13.15.35 and tldts 7.5.4';
const HUBSPOT = 'HubSpot, How does HubSpot validate email addresses';
const FILLER = 'Policy: HubSpot would merge all who have it';

const CASES: readonly RuleCase[] = [
  ['HubSpot stores lower case; plus tags stay', 'Ana.Lucia+casa@Example.COM', 'ana.lucia+casa@example.com'],
  [MEASURED, 'ana@münchen.example.de', 'ana@münchen.example.de'],
  [`${HUBSPOT}: IANA’s top-level domains; isEmail takes it`, 'ana@example.con', '!EMAIL_INVALID'],
  [HUBSPOT, 'ana@example.test', '!EMAIL_INVALID'],
  [HUBSPOT, 'ana@example.local', '!EMAIL_INVALID'],
  [HUBSPOT, 'ana@localhost', '!EMAIL_INVALID'],
  [`${HUBSPOT}: no quoted user`, '"ana luz"@example.com', '!EMAIL_INVALID'],
  [`${HUBSPOT}: RFC 2822, ASCII before the @`, 'begoña@example.com', '!EMAIL_INVALID'],
  [MEASURED, 'ana..luz@example.com', '!EMAIL_INVALID'],
  [MEASURED, 'ana@example.com.', '!EMAIL_INVALID'],
  [MEASURED, 'ana.@example.com', '!EMAIL_INVALID'],
  [MEASURED, '<ana@example.com>', '!EMAIL_INVALID'],
  [MEASURED, ' ana@example.com', '!EMAIL_INVALID'],
  [MEASURED, 'ana@example.com; luz@example.com', '!EMAIL_INVALID'],
  [MEASURED, 'ana@192.0.2.1', '!EMAIL_INVALID'],
  [MEASURED, 'no tiene', '!EMAIL_INVALID'],
  [MEASURED, `${'a'.repeat(65)}@example.com`, '!EMAIL_INVALID'],
  ...['notiene@example.com', 'no_tiene@example.com', 'sincorreo@example.com', 'SinCorreo2@example.com']
    .concat(['noaplica@example.com', 'sin.email@example.com', 'ninguno@example.com', 'xxx@example.com'])
    .concat(['notiene@notiene.com', 'ana@sincorreo.com', 'correo@correo.com', 'na@na.com'])
    .map((cell): RuleCase => [FILLER, cell, '!EMAIL_FILLER']),
  ['Policy: may be an address', 'correo@example.com', 'correo@example.com'],
  ['Policy: may be an address', 'na@example.com', 'na@example.com'],
  ['Policy: may be an address', 'nohemy@example.com', 'nohemy@example.com'],
];

it.each(CASES)('%s: %j → %s', (_source, cell, verdict) => {
  expect(ruleVerdict('email', cell)).toBe(verdict);
});
