import { refuse, SqlError } from '../errors.ts';
import { familyOf, type SqlType, typeName, type Value } from '../types.ts';

/** What binary(n), varbinary(n) and rowversion convert to and from ("CAST and CONVERT", binary styles). */

/** The last `length` bytes of an integer, big-endian: filled or cut on the left. */
export function bytesOf(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i -= 1) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** The integer that the last eight bytes are. */
function integerOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.subarray(-8)) value = (value << 8n) | BigInt(byte);
  return value;
}

/** A column keeps rowversions below 2^63: SQLite's integers, by which they compare, end there. */
export function toRowversion(value: NonNullable<Value>, from: SqlType): bigint {
  let number: bigint;
  if (value instanceof Uint8Array && familyOf(from) === 'binary') {
    const padded = new Uint8Array(8);
    padded.set(value.subarray(0, 8));
    number = integerOf(padded);
  } else if (typeof value === 'bigint' && familyOf(from) === 'integer') number = BigInt.asUintN(64, value);
  else throw refuse(`${from.kind} to timestamp`);
  if (number >= 2n ** 63n) throw refuse('a rowversion of 0x8000000000000000 or more');
  return number;
}

/** Bytes as an integer: the last ones, as many as the type has. */
export function integerFromBytes(value: Uint8Array | bigint, to: SqlType): bigint {
  const number = typeof value === 'bigint' ? value : integerOf(value);
  switch (to.kind) {
    case 'bigint':
      return BigInt.asIntN(64, number);
    case 'int':
      return BigInt.asIntN(32, number);
    case 'smallint':
      return BigInt.asIntN(16, number);
    case 'tinyint':
      return BigInt.asUintN(8, number);
    default:
      throw refuse(`binary to ${typeName(to)}`);
  }
}

/** Style 1 is `0x` and hexadecimal digits, style 2 the digits alone; style 0 would be the bytes as characters. */
export function hexPrinter(
  from: SqlType,
  to: SqlType,
  style: number | undefined,
): (value: NonNullable<Value>) => string {
  if (style !== 1 && style !== 2) throw refuse(`CONVERT(${typeName(to)}, ${typeName(from)}, ${style ?? 0})`);
  return (value) => {
    const bytes = typeof value === 'bigint' ? bytesOf(value, 8) : value;
    const digits = bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex').toUpperCase() : '';
    return style === 1 ? `0x${digits}` : digits;
  };
}

const BYTES: Partial<Record<SqlType['kind'], number>> = { tinyint: 1, smallint: 2, int: 4, bigint: 8 };

/** The bytes of a value before they are fitted to the length of the target. */
export function bytesFrom(
  value: NonNullable<Value>,
  from: SqlType,
  to: SqlType,
  style: number | undefined,
): Uint8Array {
  if (typeof value === 'string' && (style === 1 || style === 2)) return parseHex(value, from, to, style);
  if (style !== undefined && style !== 0)
    throw refuse(`CONVERT(${typeName(to)}, ${typeName(from)}, ${style})`);
  if (value instanceof Uint8Array && familyOf(from) === 'binary') return value;
  if (typeof value !== 'bigint') throw refuse(`${from.kind} to ${typeName(to)}`);
  if (from.kind === 'timestamp') return bytesOf(value, 8);
  const size = BYTES[from.kind];
  if (size === undefined) throw refuse(`${from.kind} to ${typeName(to)}`);
  // An integer is filled and cut on the left, bytes are on the right.
  const plain = bytesOf(value, size);
  if (to.kind === 'varbinary') return to.length === -1 || size <= to.length ? plain : plain.slice(-to.length);
  const filled = new Uint8Array(to.length);
  filled.set(plain.slice(-to.length), Math.max(0, to.length - size));
  return filled;
}

function parseHex(text: string, from: SqlType, to: SqlType, style: 1 | 2): Uint8Array {
  const digits =
    style === 1 ? /^0x((?:[0-9a-f]{2})*)$/i.exec(text)?.[1] : /^(?:[0-9a-f]{2})*$/i.exec(text)?.[0];
  if (digits === undefined)
    throw new SqlError(8114, `Error converting data type ${from.kind} to ${to.kind}.`, { state: 5 });
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}
