import { describe, expect, it } from 'vitest';
import { spellKey } from '../../../shared/source/spellKey.ts';
import type { Column } from '../../../shared/source/tableDescription.ts';

function columnOf(declaredType: string, collation: string | null = null): Column {
  const baseType = declaredType.replace(/\(.*/, '');
  return { name: 'id', declaredType, baseType, isNullable: false, collation, canSelect: true };
}

const GUID = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';

describe('a text, as the key’s column spells it', () => {
  it.each([
    ['int', '42', '42'],
    ['int', '007', '7'],
    ['int', ' +7 ', '7'],
    ['int', '-0', '0'],
    ['int', '2147483647', '2147483647'],
    ['int', '-2147483648', '-2147483648'],
    ['bigint', '9223372036854775807', '9223372036854775807'],
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['tinyint', '255', '255'],
    ['uniqueidentifier', GUID.toLowerCase(), GUID],
    ['uniqueidentifier', `{${GUID}}`, GUID],
    ['varchar(20)', 'a-1', 'a-1'],
    ['char(20)', 'A-1'.padEnd(20), 'A-1'],
    ['varchar(3)', 'A-1  ', 'A-1'],
    ['varchar(20)', ' A-1', ' A-1'],
    ['nvarchar(max)', 'x'.repeat(9_000), 'x'.repeat(9_000)],
  ])('of type %s: %s is %s', (type, text, spelled) => {
    expect(spellKey(text, columnOf(type))).toBe(spelled);
  });

  it.each([
    ['int', 'x'],
    ['int', ''],
    ['int', '1e3'],
    ['int', '1.5'],
    ['int', '2147483648'],
    ['int', '-2147483649'],
    ['smallint', '32768'],
    ['tinyint', '-1'],
    ['bigint', '9223372036854775808'],
    ['uniqueidentifier', '42'],
    ['uniqueidentifier', GUID.slice(1)],
    ['varchar(3)', 'A-12'],
    ['char(20)', 'A'.repeat(21)],
    ['nvarchar(20)', 'A'.repeat(21)],
  ])('of type %s: %s can be none', (type, text) => {
    expect(spellKey(text, columnOf(type))).toBeUndefined();
  });

  it('counts bytes where the collation is UTF-8, and characters elsewhere', () => {
    const utf8 = columnOf('varchar(6)', 'Latin1_General_100_CI_AS_SC_UTF8');
    expect([spellKey('ñandú', utf8), spellKey('ñandñ', columnOf('varchar(5)'))]).toEqual([
      undefined,
      'ñandñ',
    ]);
    expect(spellKey('ñand', utf8)).toBe('ñand');
  });
});
