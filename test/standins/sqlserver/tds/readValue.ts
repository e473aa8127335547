import { DAYS_TO_1900, fromMoment, joinDatetime, TICKS_PER_DAY } from '../engine/calendar.ts';
import { guidFromWire } from '../engine/guid.ts';
import { refuse } from '../errors.ts';
import {
  type Kind,
  NULL_TYPE,
  type SqlType,
  scaledType,
  simpleType,
  textType,
  type Value,
} from '../types.ts';
import type { ByteReader } from './ByteReader.ts';
import { decodeCp1252 } from './cp1252.ts';

/** A parameter's TYPE_INFO and value, [MS-TDS] 2.2.5.4 to 2.2.5.6, into the engine's own representation. */
export interface TypedValue {
  readonly type: SqlType;
  readonly value: Value;
}

type Read = (reader: ByteReader) => TypedValue;

const BY_LENGTH: Readonly<Record<number, Readonly<Record<number, Kind>>>> = {
  0x26: { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' },
  0x68: { 1: 'bit' },
  0x6d: { 4: 'real', 8: 'float' },
  0x6e: { 4: 'smallmoney', 8: 'money' },
  0x6f: { 4: 'smalldatetime', 8: 'datetime' },
};

const FIXED: Readonly<Record<number, Kind>> = {
  0x30: 'tinyint',
  0x32: 'bit',
  0x34: 'smallint',
  0x38: 'int',
  0x3a: 'smalldatetime',
  0x3b: 'real',
  0x3c: 'money',
  0x3d: 'datetime',
  0x3e: 'float',
  0x7a: 'smallmoney',
  0x7f: 'bigint',
};

const TEXTS: Readonly<Record<number, 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary'>> = {
  0xa5: 'varbinary',
  0xa7: 'varchar',
  0xad: 'binary',
  0xaf: 'char',
  0xe7: 'nvarchar',
  0xef: 'nchar',
};

const OTHERS: Readonly<Record<number, Read>> = {
  0x1f: () => ({ type: NULL_TYPE, value: null }),
  0x24: readGuid,
  0x28: readDate,
  0x29: (reader) => readScaled(reader, 'time'),
  0x2a: (reader) => readScaled(reader, 'datetime2'),
  0x2b: (reader) => readScaled(reader, 'datetimeoffset'),
  0x6a: (reader) => readDecimal(reader, 'decimal'),
  0x6c: (reader) => readDecimal(reader, 'numeric'),
};

export function readTypedValue(reader: ByteReader): TypedValue {
  const id = reader.u8();
  const fixed = FIXED[id];
  if (fixed !== undefined) return { type: simpleType(fixed), value: readSimple(reader, fixed) };
  const text = TEXTS[id];
  if (text !== undefined) return readText(reader, text);
  const lengths = BY_LENGTH[id];
  if (lengths !== undefined) return readNullable(reader, lengths);
  const other = OTHERS[id];
  if (other === undefined) throw refuse(`a parameter of TDS type 0x${id.toString(16)}`);
  return other(reader);
}

function readNullable(reader: ByteReader, lengths: Readonly<Record<number, Kind>>): TypedValue {
  const kind = lengths[reader.u8()];
  if (kind === undefined) throw refuse('a parameter of an unknown length');
  const empty = reader.u8() === 0;
  return { type: simpleType(kind), value: empty ? null : readSimple(reader, kind) };
}

function readSimple(reader: ByteReader, kind: Kind): Value {
  switch (kind) {
    case 'bit':
      return reader.u8() === 0 ? 0n : 1n;
    case 'tinyint':
      return BigInt(reader.u8());
    case 'smallint':
      return BigInt(reader.i16());
    case 'int':
    case 'smallmoney':
      return BigInt(reader.i32());
    case 'bigint':
      return reader.i64();
    case 'money':
      return (BigInt(reader.i32()) << 32n) | BigInt(reader.u32());
    case 'real':
      return reader.float();
    case 'float':
      return reader.double();
    case 'smalldatetime': {
      const days = BigInt(reader.u16());
      return (days + DAYS_TO_1900) * 1440n + BigInt(reader.u16());
    }
    case 'datetime': {
      const days = reader.i32();
      return joinDatetime(days, reader.i32());
    }
    default:
      throw refuse(`a parameter of type ${kind}`);
  }
}

function readText(
  reader: ByteReader,
  kind: 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary',
): TypedValue {
  const declared = reader.u16();
  const isBinary = kind === 'binary' || kind === 'varbinary';
  if (!isBinary) reader.skip(5);
  const wide = kind === 'nchar' || kind === 'nvarchar';
  const length = declared === 0xffff ? -1 : wide ? declared / 2 : declared;
  const type = textType(kind, length);
  const bytes = length === -1 ? readPlp(reader) : readShort(reader);
  if (bytes === null) return { type, value: null };
  if (isBinary) return { type, value: padBytes(bytes, kind === 'binary' ? length : 0) };
  const text = wide ? bytes.toString('utf16le') : decodeCp1252(bytes);
  return { type, value: kind === 'char' || kind === 'nchar' ? text.padEnd(length) : text };
}

/** A fixed-length type has its full length also when the driver sends less. */
function padBytes(bytes: Buffer, length: number): Uint8Array {
  const padded = new Uint8Array(Math.max(bytes.length, length));
  padded.set(bytes);
  return padded;
}

function readShort(reader: ByteReader): Buffer | null {
  const length = reader.u16();
  return length === 0xffff ? null : reader.bytes(length);
}

/** PLP: total length (or NULL, or unknown), then chunks until an empty one. */
function readPlp(reader: ByteReader): Buffer | null {
  if (reader.u64() === 0xffff_ffff_ffff_ffffn) return null;
  const chunks: Buffer[] = [];
  for (let size = reader.u32(); size !== 0; size = reader.u32()) chunks.push(reader.bytes(size));
  return Buffer.concat(chunks);
}

function readGuid(reader: ByteReader): TypedValue {
  reader.skip(1);
  const type = simpleType('uniqueidentifier');
  return { type, value: reader.u8() === 0 ? null : guidFromWire(reader.bytes(16)) };
}

function readDate(reader: ByteReader): TypedValue {
  const type = simpleType('date');
  return { type, value: reader.u8() === 0 ? null : reader.unsigned(3) };
}

function readScaled(reader: ByteReader, kind: 'time' | 'datetime2' | 'datetimeoffset'): TypedValue {
  const scale = reader.u8();
  const type = scaledType(kind, scale);
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  const dateBytes = { time: 0, datetime2: 3, datetimeoffset: 5 }[kind];
  const time = reader.unsigned(length - dateBytes) * 10n ** BigInt(7 - scale);
  if (kind === 'time') return { type, value: time };
  const ticks = reader.unsigned(3) * TICKS_PER_DAY + time;
  if (kind === 'datetime2') return { type, value: ticks };
  return { type, value: fromMoment({ ticks, offset: reader.i16() }, type) ?? null };
}

function readDecimal(reader: ByteReader, kind: 'decimal' | 'numeric'): TypedValue {
  reader.skip(1);
  const type: SqlType = { kind, length: 0, precision: reader.u8(), scale: reader.u8() };
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  const positive = reader.u8() === 1;
  const magnitude = reader.unsigned(length - 1);
  const value = positive ? magnitude : -magnitude;
  if (BigInt.asIntN(64, value) !== value) throw refuse('a decimal beyond 64 bits (about 18 digits)');
  return { type, value };
}
