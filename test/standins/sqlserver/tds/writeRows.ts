import { bytesOf } from '../engine/binaryConversion.ts';
import { DAYS_TO_1900, splitDatetime, TICKS_PER_DAY, toMoment } from '../engine/calendar.ts';
import { guidToWire } from '../engine/guid.ts';
import { overflow } from '../errors.ts';
import type { SqlType, Value } from '../types.ts';
import type { ByteWriter } from './ByteWriter.ts';
import { encodeCp1252, isLatin1 } from './cp1252.ts';
import { decimalBytes, INTEGER_BYTES, type ResultColumn } from './writeColumns.ts';

/** ROW, [MS-TDS] 2.2.7.19. */

type WriteValue = (out: ByteWriter, value: Value) => void;

/** Compiles the writer of one row: the choice by type is made once for each column, not for each value. */
export function rowWriter(
  columns: readonly ResultColumn[],
): (out: ByteWriter, row: Readonly<Record<number, Value>>) => void {
  const writers = columns.map(({ type }) => valueWriter(type));
  return (out, row) => {
    out.u8(0xd1);
    for (let i = 0; i < writers.length; i += 1) writers[i]?.(out, row[i] ?? null);
  };
}

function valueWriter(type: SqlType): WriteValue {
  switch (type.kind) {
    case 'null':
      return (out) => out.u8(0);
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return integerWriter(type);
    case 'real':
      return orNull((out, value) => {
        out.u8(4);
        out.float(Number(value));
      });
    case 'float':
      return orNull((out, value) => {
        out.u8(8);
        out.double(Number(value));
      });
    case 'smallmoney':
    case 'money':
      return orNull((out, value) => writeMoney(out, BigInt(value), type.kind === 'money'));
    case 'decimal':
    case 'numeric':
      return decimalWriter(type);
    case 'uniqueidentifier':
      return (out, value) => {
        if (!(value instanceof Uint8Array)) return out.u8(0);
        out.u8(16);
        out.bytes(guidToWire(value));
      };
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
      return textWriter(type);
    case 'binary':
    case 'varbinary':
      return binaryWriter(type);
    case 'timestamp':
      return writeRowversion;
    default:
      return temporalWriter(type);
  }
}

/** Null is a length of zero for every type with one byte of length. */
function orNull(write: (out: ByteWriter, value: bigint | number) => void): WriteValue {
  return (out, value) => {
    if (typeof value === 'bigint' || typeof value === 'number') write(out, value);
    else out.u8(0);
  };
}

const INTEGER_RANGE: Readonly<Record<keyof typeof INTEGER_BYTES, readonly [number, number]>> = {
  bit: [0, 1],
  tinyint: [0, 255],
  smallint: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
  bigint: [0, 0],
};

function integerWriter(type: SqlType): WriteValue {
  if (type.kind === 'bigint') {
    return orNull((out, value) => {
      out.u8(8);
      out.i64(BigInt(value));
    });
  }
  const kind = type.kind === 'bit' || type.kind === 'tinyint' || type.kind === 'smallint' ? type.kind : 'int';
  const bytes = INTEGER_BYTES[kind];
  const [low, high] = INTEGER_RANGE[kind];
  return orNull((out, value) => {
    const plain = Number(value);
    if (plain < low || plain > high) throw overflow(kind);
    out.u8(bytes);
    if (bytes === 1) out.u8(plain);
    else if (bytes === 2) out.i16(plain);
    else out.i32(plain);
  });
}

/** money is its high half first, then the low half. */
function writeMoney(out: ByteWriter, value: bigint, big: boolean): void {
  if (!big) {
    out.u8(4);
    out.i32(Number(value));
    return;
  }
  out.u8(8);
  out.i32(Number(value >> 32n));
  out.u32(Number(value & 0xffff_ffffn));
}

function decimalWriter(type: SqlType): WriteValue {
  const bytes = decimalBytes(type.precision);
  return orNull((out, value) => {
    const scaled = BigInt(value);
    const magnitude = scaled < 0n ? -scaled : scaled;
    if (bytes === 4 && magnitude > 0xffff_ffffn) throw overflow(type.kind);
    out.u8(bytes + 1);
    out.u8(scaled < 0n ? 0 : 1);
    if (bytes === 4) out.u32(Number(magnitude));
    else out.u64(magnitude);
    for (let i = 8; i < bytes; i += 4) out.u32(0);
  });
}

function textWriter(type: SqlType): WriteValue {
  const wide = type.kind === 'nchar' || type.kind === 'nvarchar';
  const max = type.length === -1;
  return (out, value) => {
    if (typeof value !== 'string') {
      if (max) out.u64(0xffff_ffff_ffff_ffffn);
      else out.u16(0xffff);
      return;
    }
    const plain = wide || isLatin1(value);
    const bytes = wide ? value.length * 2 : value.length;
    if (max) writePlpHead(out, bytes);
    else out.u16(bytes);
    if (wide) out.utf16(value);
    else if (plain) out.latin1(value);
    else out.bytes(encodeCp1252(value));
    if (max) out.u32(0);
  };
}

/** Total length, and the one chunk's length unless there is none. */
function writePlpHead(out: ByteWriter, bytes: number): void {
  out.u64(BigInt(bytes));
  if (bytes > 0) out.u32(bytes);
}

function binaryWriter(type: SqlType): WriteValue {
  const max = type.length === -1;
  return (out, value) => {
    if (!(value instanceof Uint8Array)) {
      if (max) out.u64(0xffff_ffff_ffff_ffffn);
      else out.u16(0xffff);
      return;
    }
    if (max) writePlpHead(out, value.length);
    else out.u16(value.length);
    out.bytes(value);
    if (max) out.u32(0);
  };
}

function writeRowversion(out: ByteWriter, value: Value): void {
  const isNull = typeof value !== 'bigint';
  out.u16(isNull ? 0xffff : 8);
  if (!isNull) out.bytes(bytesOf(value, 8));
}

function timeBytes(scale: number): number {
  if (scale <= 2) return 3;
  return scale <= 4 ? 4 : 5;
}

function temporalWriter(type: SqlType): WriteValue {
  switch (type.kind) {
    case 'date':
      return orNull((out, value) => {
        out.u8(3);
        out.unsigned(Number(value), 3);
      });
    case 'smalldatetime':
      return orNull((out, value) => {
        const minutes = Number(value) - Number(DAYS_TO_1900) * 1440;
        out.u8(4);
        out.u16(Math.floor(minutes / 1440));
        out.u16(minutes % 1440);
      });
    case 'datetime':
      return orNull((out, value) => {
        const { days, rest } = splitDatetime(BigInt(value));
        out.u8(8);
        out.i32(days);
        out.i32(rest);
      });
    default:
      return scaledWriter(type);
  }
}

/** time, datetime2 and datetimeoffset: the time first, in units of its scale, then the day, then the offset. */
function scaledWriter(type: SqlType): WriteValue {
  const bytes = timeBytes(type.scale);
  const unit = 10n ** BigInt(7 - type.scale);
  const withDate = type.kind !== 'time';
  const withOffset = type.kind === 'datetimeoffset';
  const length = bytes + (withDate ? 3 : 0) + (withOffset ? 2 : 0);
  return (out, value) => {
    if (typeof value !== 'bigint' && typeof value !== 'string') return out.u8(0);
    const { ticks, offset } =
      type.kind === 'time' ? { ticks: BigInt(value), offset: 0 } : toMoment(value, type);
    out.u8(length);
    out.unsigned(Number((ticks % TICKS_PER_DAY) / unit), bytes);
    if (withDate) out.unsigned(Number(ticks / TICKS_PER_DAY), 3);
    if (withOffset) out.i16(offset);
  };
}
