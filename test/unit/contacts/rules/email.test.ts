import { expect, it } from 'vitest';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const MEASURED = 'Measured with validator 13.15.35 and tldts 7.5.4';
const HUBSPOT = 'HubSpot, How does HubSpot validate email addresses';
const FILLER = 'Policy: HubSpot would merge all who have it';
const AROUND = 'RFC 5322 and 6068, policy: what stands around an address is no part of it';
const SLIP = 'Policy: may exist, so it goes with a warning';

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
  [MEASURED, 'ana.@example.com', '!EMAIL_INVALID'],
  ...[
    'gmail.com',
    'anagmail.com',
    '@example.com',
    'ana@',
    '@',
    'ana.mora.cr',
    'mailto:',
    '<>',
    'correo: example.com',
  ].map((cell): RuleCase => ['RFC 5322, 3.4.1: a user, @, a domain', cell, '!EMAIL_INVALID']),
  ...[
    '<ana@example.com>',
    ' ana@example.com',
    'mailto:ana@example.com',
    'MAILTO:ana@example.com?subject=Hola',
  ]
    .concat([
      'Ana Mora <ana@example.com>',
      '"Mora, Ana" <ana@example.com>',
      'ana@example.com <ana@example.com>',
    ])
    .concat([
      'ana@example.com<mailto:ana@example.com>',
      'ana@example.com;',
      'ana@example.com.',
      'ana@example.com>',
      '<ana@example.com',
      'correo ana@example.com',
      ';ana@example.com,',
      '(ana@example.com)',
    ])
    .concat([
      "'ana@example.com'",
      '“ana@example.com”',
      '"ana@example.com',
      '«ana@example.com»',
      '[ana@example.com]',
    ])
    .concat([
      'ana＠example.com',
      'ａｎａ@example．com',
      'ana@exaℳple.com',
      'Correo: ana@example.com',
      'E-mail:ana@example.com',
    ])
    .concat([
      'ana@example.com; ANA@example.com',
      'ana@example.com, ana@example.com',
      '<mailto:ana@example.com>;',
    ])
    .map((cell): RuleCase => [AROUND, cell, 'ana@example.com']),
  ["An apostrophe is somebody's", "o'connor@example.com", "o'connor@example.com"],
  ["An apostrophe is somebody's", "<o'connor@example.com>", "o'connor@example.com"],
  ...[
    'ana@example.com; luz@example.com',
    'luz@example.com <ana@example.com>',
    '<ana@example.com> <luz@example.com>',
  ]
    .concat(['ana luz@example.com', 'Ana <luz>', 'ana@example.com o luz@example.com'])
    .map((cell): RuleCase => ['Two addresses, or half of one', cell, '!EMAIL_INVALID']),
  [MEASURED, 'ana@192.0.2.1', '!EMAIL_INVALID'],
  [MEASURED, 'no tiene', '!EMAIL_INVALID'],
  [MEASURED, `${'a'.repeat(65)}@example.com`, '!EMAIL_INVALID'],
  ...['notiene@example.com', 'no_tiene@example.com', 'sincorreo@example.com', 'SinCorreo2@example.com']
    .concat(['noaplica@example.com', 'sin.email@example.com', 'ninguno@example.com', 'xxx@example.com'])
    .concat(['notiene@notiene.com', 'ana@sincorreo.com', 'correo@correo.com', 'na@na.com'])
    .concat([
      'nd@nd.com',
      'no@tiene.com',
      'sin@correo.com',
      'ana@dominio.com',
      '1@1.com',
      '123@123.com',
      'a@a.com',
      'aaa@aaa.com',
      'cliente@cliente.com',
      'usuario1@usuario.com',
    ])
    .concat([
      'pendiente@example.com',
      'undefined@example.com',
      'sn@sn.com',
      'no.registra@example.com',
      '<notiene@example.com>',
    ])
    .map((cell): RuleCase => [FILLER, cell, '!EMAIL_FILLER']),
  ['Policy: may be an address', 'correo@example.com', 'correo@example.com'],
  ['Policy: may be an address', 'na@example.com', 'na@example.com'],
  ['Policy: may be an address', 'nohemy@example.com', 'nohemy@example.com'],
  ['Policy: may be an address', 'nd@example.com', 'nd@example.com'],
  ['Policy: may be an address', 'luna@luna.com', 'luna@luna.com'],
  ['Policy: may be an address', '123@example.com', '123@example.com'],
  ...[
    'gmial.com',
    'gamil.com',
    'gmail.cm',
    'gmail.co',
    'gmai.com',
    'gmaill.com',
    'gnail.com',
    'gmail.es',
    'hotmal.com',
  ]
    .concat([
      'hotmial.com',
      'hotmail.co',
      'homail.es',
      'yaho.com',
      'yahooo.com',
      'yahoo.cm',
      'outlok.com',
      'outloock.es',
    ])
    .concat(['iclod.com', 'icloud.net'])
    .map((domain): RuleCase => [SLIP, `ana.mora9@${domain}`, `ana.mora9@${domain} ~EMAIL_MISTYPED`]),
  ...[
    'gmail.com',
    'mail.com',
    'ymail.com',
    'email.com',
    'hotmail.es',
    'hotmail.se',
    'yahoo.com.mx',
    'yahoo.es',
    'cloud.com',
  ]
    .concat(['outlook.com', 'outlook.cl', 'live.com', 'example.com', 'tamil.com', 'racsa.co.cr'])
    .map((domain): RuleCase => ['A domain of its own', `ana.mora9@${domain}`, `ana.mora9@${domain}`]),
];

it.each(CASES)('%s: %j → %s', (_source, cell, verdict) => {
  expect(ruleVerdict('email', cell)).toBe(verdict);
});
