/** The SQL Server types of the subset, and the rules that combine them. */

export type Kind =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'real'
  | 'float'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'binary'
  | 'varbinary'
  /** rowversion, under the name that sys.types gives it. */
  | 'timestamp'
  | 'date'
  | 'time'
  | 'smalldatetime'
  | 'datetime'
  | 'datetime2'
  | 'datetimeoffset'
  | 'uniqueidentifier'
  /** The bare literal NULL. */
  | 'null'
  /** A condition; never a column. */
  | 'boolean';

export interface SqlType {
  readonly kind: Kind;
  /** Characters (bytes for binary); -1 is `max`, 0 where it means nothing. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

/**
 * How a value is held inside the engine and in SQLite:
 * integers, money and decimals as integers scaled by 10^scale; float and real as numbers; text as text; date as days,
 * time and datetime2 as 100 ns ticks, datetime as 1/300 s, smalldatetime as minutes, all since 0001-01-01;
 * datetimeoffset as 19 digits of UTC ticks and 4 of offset + 840 minutes; uniqueidentifier as its 16 bytes in the order
 * in which SQL Server compares them; rowversion as the integer that its eight bytes are.
 */
export type Value = null | number | bigint | string | Uint8Array;

export type Family =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'string'
  | 'binary'
  | 'timestamp'
  | 'temporal'
  | 'guid'
  | 'null'
  | 'boolean';

const FAMILIES: Readonly<Record<Kind, Family>> = {
  bit: 'integer',
  tinyint: 'integer',
  smallint: 'integer',
  int: 'integer',
  bigint: 'integer',
  decimal: 'decimal',
  numeric: 'decimal',
  money: 'decimal',
  smallmoney: 'decimal',
  real: 'float',
  float: 'float',
  char: 'string',
  varchar: 'string',
  nchar: 'string',
  nvarchar: 'string',
  binary: 'binary',
  varbinary: 'binary',
  timestamp: 'timestamp',
  date: 'temporal',
  time: 'temporal',
  smalldatetime: 'temporal',
  datetime: 'temporal',
  datetime2: 'temporal',
  datetimeoffset: 'temporal',
  uniqueidentifier: 'guid',
  null: 'null',
  boolean: 'boolean',
};

/** From high to low; an operator converts its weaker operand. "Data type precedence (Transact-SQL)". */
const PRECEDENCE: readonly Kind[] = [
  'datetimeoffset',
  'datetime2',
  'datetime',
  'smalldatetime',
  'date',
  'time',
  'float',
  'real',
  'decimal',
  'numeric',
  'money',
  'smallmoney',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'timestamp',
  'uniqueidentifier',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
  'varbinary',
  'binary',
  'null',
];

/** Precision and scale of a number as a decimal, where they are fixed by its kind. */
const AS_DECIMAL: Partial<Record<Kind, readonly [number, number]>> = {
  bit: [1, 0],
  tinyint: [3, 0],
  smallint: [5, 0],
  int: [10, 0],
  bigint: [19, 0],
  smallmoney: [10, 4],
  money: [19, 4],
};

export function familyOf(type: SqlType): Family {
  return FAMILIES[type.kind];
}

/** A type of a kind that needs no further numbers. */
export function simpleType(kind: Kind): SqlType {
  const [precision, scale] = AS_DECIMAL[kind] ?? [0, 0];
  return { kind, length: 0, precision, scale };
}

export function textType(
  kind: 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary',
  length: number,
): SqlType {
  return { kind, length, precision: 0, scale: 0 };
}

export function decimalType(precision: number, scale: number): SqlType {
  return { kind: 'decimal', length: 0, precision, scale };
}

/** time, datetime2 and datetimeoffset carry a scale of 0 to 7 digits. */
export function scaledType(kind: 'time' | 'datetime2' | 'datetimeoffset', scale: number): SqlType {
  return { kind, length: 0, precision: 0, scale };
}

export const INT = simpleType('int');
export const BIGINT = simpleType('bigint');
export const ROWVERSION = simpleType('timestamp');
export const BOOLEAN = simpleType('boolean');
export const NULL_TYPE = simpleType('null');

/** The type as T-SQL writes it: `decimal(18,2)`, `nvarchar(max)`. */
export function typeName(type: SqlType): string {
  const length = type.length === -1 ? 'max' : String(type.length);
  switch (type.kind) {
    case 'decimal':
    case 'numeric':
      return `${type.kind}(${type.precision},${type.scale})`;
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary':
      return `${type.kind}(${length})`;
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${type.kind}(${type.scale})`;
    default:
      return type.kind;
  }
}

/** Precision and scale an integer or decimal has when it takes part in decimal arithmetic. */
export function decimalShape(type: SqlType): { precision: number; scale: number } {
  return { precision: type.precision === 0 ? 38 : type.precision, scale: type.scale };
}

function stronger(a: SqlType, b: SqlType): SqlType {
  return PRECEDENCE.indexOf(a.kind) <= PRECEDENCE.indexOf(b.kind) ? a : b;
}

function commonText(winner: SqlType, a: SqlType, b: SqlType): SqlType {
  const length = a.length === -1 || b.length === -1 ? -1 : Math.max(a.length, b.length);
  const wide = a.kind.startsWith('n') || b.kind.startsWith('n');
  if (a.kind === b.kind) return { ...winner, length };
  if (familyOf(winner) === 'binary') return textType('varbinary', length);
  return textType(wide ? 'nvarchar' : 'varchar', length);
}

/** The type in which two values are compared, or that a CASE of both has. */
export function commonType(a: SqlType, b: SqlType): SqlType {
  const winner = stronger(a, b);
  const other = winner === a ? b : a;
  if (other.kind === 'null') return winner;
  const family = familyOf(winner);
  if (family === familyOf(other) && (family === 'string' || family === 'binary'))
    return commonText(winner, a, b);
  if (winner.kind === 'decimal' || winner.kind === 'numeric') {
    if (familyOf(other) === 'string') return winner;
    const x = decimalShape(a);
    const y = decimalShape(b);
    const scale = Math.max(x.scale, y.scale);
    const precision = Math.min(38, Math.max(x.precision - x.scale, y.precision - y.scale) + scale);
    return { ...winner, precision, scale };
  }
  if (winner.kind === 'time' || winner.kind === 'datetime2' || winner.kind === 'datetimeoffset') {
    // A datetime keeps its third of a millisecond only at scale 7; text may carry up to seven digits.
    const scale = other.kind === winner.kind ? Math.max(a.scale, b.scale) : 7;
    return { ...winner, scale };
  }
  return winner;
}

export function sameType(a: SqlType, b: SqlType): boolean {
  return a.kind === b.kind && a.length === b.length && a.precision === b.precision && a.scale === b.scale;
}
