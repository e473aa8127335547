import { describe, expect, it } from 'vitest';
import { testMapping } from '../../../support/mappingFile.ts';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

/** What the mapping file says to the field `phone`. */
function fieldOf(contacts: object) {
  const field = testMapping([[['contacts'], contacts]]).fields.find(({ rule }) => rule === 'phone');
  if (!field) throw new Error('The mapping file that ships has telephones.');
  return field;
}

describe('noPhone', () => {
  const own = fieldOf({ noPhone: ['2222-2277', '+1 305 555 0123'] });
  const CASES: readonly RuleCase[] = [
    ['a number of the list', '22222277', ''],
    ['a number of the list, in another writing', '(506) 2222 2277', ''],
    ['a number of the list, with what it is for', 'Tel. 2222.2277 ext. 5', ''],
    ['a foreign one', '+1 (305) 555-0123', ''],
    ['beside another number', '2222-2277 / 8888-8877', '+50688888877'],
    ['the switchboard, which the list does not name', '2212-0000', '+50622120000'],
    ['any other', '2222-2278', '+50622222278'],
  ];
  it.each(CASES)('%s: %j → %s', (_what, cell, verdict) => {
    expect(ruleVerdict('phone', cell, own)).toBe(verdict);
  });

  it('may be empty: every number is somebody’s', () => {
    const everyone = fieldOf({ noPhone: [] });
    expect(ruleVerdict('phone', '2212-0000', everyone)).toBe('+50622120000');
    expect(ruleVerdict('whatsapp', '2212-0000', everyone)).toBe(' ~WHATSAPP_NOT_MOBILE');
  });
});

describe('phoneFormat: international', () => {
  const abroad = fieldOf({ phoneFormat: 'international' });
  const CASES: readonly RuleCase[] = [
    ['with + and the country code', '+506 8888-8877', '+50688888877'],
    ['its own output', '+50688888877', '+50688888877'],
    ['with what it is for', 'cel. +506 8888 8877', '+50688888877'],
    ['of any country', '+1 305 555 0123', '+13055550123'],
    ['eight digits, which may be of any country', '8888-8877', '!PHONE_INVALID'],
    ['a country code without +', '506 8888 8877', '!PHONE_INVALID'],
    ['a country code behind 00', '0050688888877', '!PHONE_INVALID'],
    ['one of two', '8888-8877 / +506 2222 2277', '+50622222277 ~PHONE_PART_INVALID'],
    ['the switchboard, in the national writing too', '2212-0000', ''],
    ['the switchboard with its +', '+506 2212 0000', ''],
    ['nothing', '0000-0000', ''],
  ];
  it.each(CASES)('%s: %j → %s', (_what, cell, verdict) => {
    expect(ruleVerdict('phone', cell, abroad)).toBe(verdict);
  });

  it('holds for WhatsApp too', () => {
    expect(ruleVerdict('whatsapp', '8888-8877', abroad)).toBe('!PHONE_INVALID');
    expect(ruleVerdict('whatsapp', '+506 8888-8877', abroad)).toBe('+50688888877');
  });
});
