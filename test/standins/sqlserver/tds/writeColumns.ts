import { refuse } from '../errors.ts';
import type { SqlType } from '../types.ts';
import type { ByteWriter } from './ByteWriter.ts';
import { COLLATION } from './tokens.ts';

/** COLMETADATA, [MS-TDS] 2.2.7.4; every column is sent as the nullable form of its type. */

export interface ResultColumn {
  readonly name: string;
  readonly type: SqlType;
}

const FLAG_NULLABLE = 0x0001;

/** The one user type that clients look at: a binary(8) that is a rowversion. */
const USER_TYPE_ROWVERSION = 80;

export function writeColumnMetadata(out: ByteWriter, columns: readonly ResultColumn[]): void {
  out.u8(0x81);
  out.u16(columns.length);
  for (const { name, type } of columns) {
    out.u32(type.kind === 'timestamp' ? USER_TYPE_ROWVERSION : 0);
    out.u16(FLAG_NULLABLE);
    out.bytes(Uint8Array.from(typeInfo(type)));
    out.bVarchar(name);
  }
}

export const INTEGER_BYTES = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8 } as const;

/** Bytes of a decimal's magnitude on the wire. */
export function decimalBytes(precision: number): number {
  if (precision <= 9) return 4;
  if (precision <= 19) return 8;
  return precision <= 28 ? 12 : 16;
}

/** TYPE_INFO: the type's token and what describes it. */
function typeInfo(type: SqlType): readonly number[] {
  switch (type.kind) {
    case 'null':
      return [0x26, 4];
    case 'bit':
      return [0x68, 1];
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return [0x26, INTEGER_BYTES[type.kind]];
    case 'real':
      return [0x6d, 4];
    case 'float':
      return [0x6d, 8];
    case 'smallmoney':
      return [0x6e, 4];
    case 'money':
      return [0x6e, 8];
    case 'decimal':
      return [0x6a, decimalBytes(type.precision) + 1, type.precision, type.scale];
    case 'numeric':
      return [0x6c, decimalBytes(type.precision) + 1, type.precision, type.scale];
    case 'date':
      return [0x28];
    case 'time':
      return [0x29, type.scale];
    case 'datetime2':
      return [0x2a, type.scale];
    case 'datetimeoffset':
      return [0x2b, type.scale];
    case 'smalldatetime':
      return [0x6f, 4];
    case 'datetime':
      return [0x6f, 8];
    case 'uniqueidentifier':
      return [0x24, 16];
    case 'timestamp':
      return [0xad, 8, 0];
    case 'boolean':
      throw refuse('a condition as a result column');
    default:
      return textInfo(type.kind, type.length);
  }
}

const TEXT_IDS = {
  char: 0xaf,
  varchar: 0xa7,
  nchar: 0xef,
  nvarchar: 0xe7,
  binary: 0xad,
  varbinary: 0xa5,
} as const;

/** Length in bytes, 0xFFFF for max, and the collation unless it is binary. */
function textInfo(kind: keyof typeof TEXT_IDS, length: number): readonly number[] {
  const bytes = kind === 'nchar' || kind === 'nvarchar' ? length * 2 : length;
  const declared = length === -1 ? 0xffff : Math.max(1, bytes);
  const collation = kind === 'binary' || kind === 'varbinary' ? [] : COLLATION;
  return [TEXT_IDS[kind], declared & 0xff, declared >> 8, ...collation];
}
