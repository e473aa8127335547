import { rowForm } from '../contacts/associateKey.ts';
import type { Column } from './tableDescription.ts';

/** Least and largest value of each whole-number type. */
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};
const WHOLE_NUMBER = /^\s*([+-]?)0*(\d{1,19})\s*$/;
const UNIQUE_IDENTIFIER = /^\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?\s*$/i;

/**
 * A text as the key column's type spells it, whatever row there is; undefined where it cannot be such a key: no statement need
 * ask for it, and OPENJSON would cut it to the column's length and so find somebody else.
 */
export function spellKey(text: string, { baseType, declaredType, collation }: Column): string | undefined {
  if (baseType === 'uniqueidentifier') return UNIQUE_IDENTIFIER.exec(text)?.[1]?.toUpperCase();
  const range = RANGES[baseType];
  if (range) return spellNumber(text, range);
  const key = rowForm(text);
  const [, length] = /\((\d+)\)$/.exec(declaredType) ?? [];
  const size = /_UTF8$/i.test(collation ?? '') ? Buffer.byteLength(key) : key.length;
  return length === undefined || size <= Number(length) ? key : undefined;
}

function spellNumber(text: string, [least, largest]: readonly [bigint, bigint]): string | undefined {
  const [, sign = '', digits] = WHOLE_NUMBER.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(`${sign === '-' ? '-' : ''}${digits}`);
  return value >= least && value <= largest ? String(value) : undefined;
}
