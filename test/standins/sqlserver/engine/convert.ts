import { overflow, refuse, SqlError } from '../errors.ts';
import { throughCp1252 } from '../tds/cp1252.ts';
import { familyOf, type SqlType, sameType, typeName, type Value } from '../types.ts';
import { bytesFrom, hexPrinter, integerFromBytes, toRowversion } from './binaryConversion.ts';
import { fromMoment, toMoment } from './calendar.ts';
import { DecimalNumber, parseDecimal } from './decimalNumber.ts';
import { formatGuid, parseGuid } from './guid.ts';
import { formatMoment, parseMoment, TEMPORAL_STYLES } from './temporalText.ts';

/** Conversions between types, with SQL Server's error numbers. */
export type Converter = (value: Value) => Value;

export interface ConvertOptions {
  /** The third argument of CONVERT. */
  readonly style?: number | undefined;
  /** TRY_CAST: an error becomes NULL. */
  readonly lenient?: boolean;
  /** The column that is written: a text too long for it is error 2628 instead of being cut. */
  readonly column?: string;
}

/** Builds the converter between two types once; it then runs for every row. */
export function makeConverter(from: SqlType, to: SqlType, options: ConvertOptions = {}): Converter {
  const convert = chooseConverter(from, to, options);
  return (value) => {
    if (value === null) return null;
    if (options.lenient !== true) return convert(value);
    try {
      return convert(value);
    } catch (error) {
      if (error instanceof SqlError && error.number < 50_000) return null;
      throw error;
    }
  };
}

function chooseConverter(
  from: SqlType,
  to: SqlType,
  options: ConvertOptions,
): (value: NonNullable<Value>) => Value {
  const source = familyOf(from);
  switch (familyOf(to)) {
    case 'string':
      return toText(from, to, options);
    case 'integer':
    case 'decimal':
      return toExact(from, to);
    case 'float':
      if (source === 'temporal' || source === 'binary' || source === 'timestamp' || source === 'guid')
        throw disallowed(from, to);
      return (value) => toFloat(value, from, to);
    case 'temporal':
      if (source !== 'temporal' && source !== 'string' && source !== 'null') throw disallowed(from, to);
      if (source === 'string') checkStyle(from, to, options.style);
      return (value) => toTemporal(value, from, to);
    case 'guid':
      return (value) => toGuid(value, from, to);
    case 'binary':
      return (value) => toBinary(value, from, to, options);
    case 'timestamp':
      return (value) => toRowversion(value, from);
    default:
      return (value) => value;
  }
}

/** True when a value of one type may be stored as the other just as it is. */
export function needsNoConversion(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'null' || sameType(from, to)) return true;
  if (from.kind === to.kind && (to.kind === 'varchar' || to.kind === 'nvarchar' || to.kind === 'varbinary')) {
    return to.length === -1 || (from.length !== -1 && from.length <= to.length);
  }
  if (from.kind === 'varchar' && to.kind === 'nvarchar')
    return to.length === -1 || (from.length !== -1 && from.length <= to.length);
  const integers = ['bit', 'tinyint', 'smallint', 'int', 'bigint'];
  const rank = integers.indexOf(from.kind);
  return rank > 0 && rank < integers.indexOf(to.kind);
}

function disallowed(from: SqlType, to: SqlType): SqlError {
  return new SqlError(529, `Explicit conversion from data type ${from.kind} to ${to.kind} is not allowed.`, {
    state: 2,
  });
}

// Numbers

const INTEGER_RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  bit: [0n, 1n],
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
  money: [-(2n ** 63n), 2n ** 63n - 1n],
  smallmoney: [-(2n ** 31n), 2n ** 31n - 1n],
};

function toExact(from: SqlType, to: SqlType): (value: NonNullable<Value>) => Value {
  const family = familyOf(from);
  if (family === 'temporal' || family === 'guid') throw disallowed(from, to);
  if (family === 'binary' || family === 'timestamp')
    return (value) =>
      value instanceof Uint8Array || typeof value === 'bigint' ? integerFromBytes(value, to) : null;
  const check = rangeOf(to);
  const integer = familyOf(to) === 'integer';
  return (value) => {
    const number = readExact(value, from, to);
    if (to.kind === 'bit') return number.unscaled === 0n ? 0n : 1n;
    // To an integer SQL Server cuts, to a decimal it rounds.
    const scaled = integer ? number.truncate() : number.rescale(to.scale);
    if (scaled < check[0] || scaled > check[1]) throw outOfRange(value, from, to);
    return scaled;
  };
}

function rangeOf(to: SqlType): readonly [bigint, bigint] {
  const fixed = INTEGER_RANGES[to.kind];
  if (fixed !== undefined) return fixed;
  const limit = 10n ** BigInt(to.precision) - 1n;
  return [-limit, limit];
}

function readExact(value: NonNullable<Value>, from: SqlType, to: SqlType): DecimalNumber {
  if (typeof value === 'bigint') return new DecimalNumber(value, from.scale);
  if (typeof value === 'number') return DecimalNumber.fromFloat(value);
  if (typeof value !== 'string') throw disallowed(from, to);
  return readNumber(value, from, to);
}

function readNumber(text: string, from: SqlType, to: SqlType): DecimalNumber {
  const trimmed = text.trim();
  if (to.kind === 'bit' && /^(true|false)$/i.test(trimmed))
    return new DecimalNumber(trimmed.length === 4 ? 1n : 0n, 0);
  const integer = familyOf(to) === 'integer';
  // An empty text is zero for the integers; a decimal does not accept it.
  if (integer && trimmed === '') return new DecimalNumber(0n, 0);
  const money = to.kind === 'money' || to.kind === 'smallmoney';
  const number = parseDecimal(money ? trimmed.replace(/^([+-]?)[$]/, '$1').replaceAll(',', '') : trimmed);
  if (number === undefined || (integer && number.scale > 0)) throw conversionFailed(text, from, to);
  return number;
}

/** 245 names the value; 8114 names only the types. Which one comes depends on the target. */
function conversionFailed(text: string, from: SqlType, to: SqlType): SqlError {
  if (to.kind === 'money' || to.kind === 'smallmoney') {
    return new SqlError(235, 'Cannot convert a char value to money. The char value has incorrect syntax.');
  }
  if (to.kind === 'bigint' || familyOf(to) !== 'integer') {
    return new SqlError(8114, `Error converting data type ${from.kind} to ${to.kind}.`, { state: 5 });
  }
  return new SqlError(
    245,
    `Conversion failed when converting the ${from.kind} value '${text}' to data type ${to.kind}.`,
  );
}

function outOfRange(value: NonNullable<Value>, from: SqlType, to: SqlType): SqlError {
  if (typeof value === 'string' && to.kind === 'int') {
    return new SqlError(248, `The conversion of the ${from.kind} value '${value}' overflowed an int column.`);
  }
  if (to.kind === 'tinyint' || to.kind === 'smallint') {
    return new SqlError(220, `Arithmetic overflow error for data type ${to.kind}, value = ${String(value)}.`);
  }
  if (familyOf(to) === 'decimal') {
    const number = to.kind === 'numeric' || to.kind === 'decimal' ? 'numeric' : to.kind;
    return new SqlError(8115, `Arithmetic overflow error converting ${from.kind} to data type ${number}.`, {
      state: 8,
    });
  }
  return overflow(to.kind);
}

function toFloat(value: NonNullable<Value>, from: SqlType, to: SqlType): number {
  let number: number;
  if (typeof value === 'number') number = value;
  else if (typeof value === 'bigint') number = new DecimalNumber(value, from.scale).toFloat();
  else {
    const text = String(value).trim();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw conversionFailed(text, from, to);
    number = Number(text);
  }
  if (!Number.isFinite(number)) throw overflow(to.kind);
  return to.kind === 'real' ? Math.fround(number) : number;
}

// Dates

function checkStyle(from: SqlType, to: SqlType, style: number | undefined): void {
  if (style !== undefined && !TEMPORAL_STYLES.includes(style)) {
    throw refuse(`CONVERT(${typeName(to)}, ${from.kind}, ${style})`);
  }
}

function toTemporal(value: NonNullable<Value>, from: SqlType, to: SqlType): Value {
  const isText = familyOf(from) === 'string';
  const moment = isText
    ? parseMoment(String(value), to)
    : toMoment(typeof value === 'bigint' ? value : String(value), from);
  if (moment === undefined) {
    throw new SqlError(241, 'Conversion failed when converting date and/or time from character string.');
  }
  // A datetimeoffset gives its local time to the types that have no zone.
  const held = fromMoment(moment, to);
  if (held === undefined) {
    const message = `The conversion of a ${from.kind} data type to a ${to.kind} data type resulted in an out-of-range value.`;
    throw new SqlError(242, message, { state: 3 });
  }
  return held;
}

// Text

function toText(from: SqlType, to: SqlType, options: ConvertOptions): (value: NonNullable<Value>) => Value {
  const print = printer(from, to, options.style);
  const narrow = to.kind === 'char' || to.kind === 'varchar';
  const padded = to.kind === 'char' || to.kind === 'nchar';
  const family = familyOf(from);
  const isText = family === 'string';
  const isCut = isText || family === 'binary' || family === 'timestamp';
  return (value) => {
    const printed = print(value);
    const text = narrow && isText ? throughCp1252(printed) : printed;
    if (to.length === -1 || text.length <= to.length) return padded ? text.padEnd(to.length) : text;
    if (!isCut) throw tooShortForNumber(from, to);
    // Blanks at the end are cut without a word, also when a column is written.
    if (options.column !== undefined && text.slice(to.length).trim() !== '')
      throw truncated(text, to, options.column);
    return text.slice(0, to.length);
  };
}

function printer(
  from: SqlType,
  to: SqlType,
  style: number | undefined,
): (value: NonNullable<Value>) => string {
  switch (familyOf(from)) {
    case 'string':
      return String;
    case 'integer':
      return String;
    case 'decimal':
      return decimalPrinter(from, to, style);
    case 'temporal': {
      const used = style ?? (from.kind === 'datetime' || from.kind === 'smalldatetime' ? 0 : 121);
      if (!TEMPORAL_STYLES.includes(used)) throw refuse(`CONVERT(${typeName(to)}, ${from.kind}, ${used})`);
      return (value) => formatMoment(typeof value === 'bigint' ? value : String(value), from, used);
    }
    case 'guid':
      return (value) => (value instanceof Uint8Array ? formatGuid(value) : '');
    case 'null':
      return String;
    case 'binary':
    case 'timestamp':
      return hexPrinter(from, to, style);
    default:
      throw refuse(`${from.kind} to ${to.kind}`);
  }
}

/** money has two digits unless style 2 asks for four. */
function decimalPrinter(
  from: SqlType,
  to: SqlType,
  style: number | undefined,
): (value: NonNullable<Value>) => string {
  const isMoney = from.kind === 'money' || from.kind === 'smallmoney';
  if (isMoney && style !== undefined && style !== 0 && style !== 2)
    throw refuse(`CONVERT(${typeName(to)}, ${from.kind}, ${style})`);
  const digits = isMoney && style !== 2 ? 2 : from.scale;
  return (value) => {
    const number = new DecimalNumber(BigInt(typeof value === 'bigint' ? value : String(value)), from.scale);
    return new DecimalNumber(number.rescale(digits), digits).toString();
  };
}

function tooShortForNumber(from: SqlType, to: SqlType): SqlError {
  if (familyOf(from) === 'guid') {
    return new SqlError(8170, 'Insufficient result space to convert uniqueidentifier value to char.', {
      state: 2,
    });
  }
  return new SqlError(8115, `Arithmetic overflow error converting ${from.kind} to data type ${to.kind}.`, {
    state: 5,
  });
}

function truncated(text: string, to: SqlType, column: string): SqlError {
  const [table = '', name = ''] = column.split('\n');
  const cut = text.slice(0, to.length);
  const message = `String or binary data would be truncated in table '${table}', column '${name}'. Truncated value: '${cut}'.`;
  return new SqlError(2628, message);
}

// Bytes

function toGuid(value: NonNullable<Value>, from: SqlType, to: SqlType): Value {
  if (value instanceof Uint8Array && familyOf(from) === 'guid') return value;
  if (typeof value !== 'string') throw disallowed(from, to);
  const guid = parseGuid(value);
  if (guid === undefined) {
    throw new SqlError(
      8169,
      'Conversion failed when converting from a character string to uniqueidentifier.',
      { state: 2 },
    );
  }
  return guid;
}

function toBinary(written: NonNullable<Value>, from: SqlType, to: SqlType, options: ConvertOptions): Value {
  const value = bytesFrom(written, from, to, options.style);
  if (to.length !== -1 && value.length > to.length) {
    if (options.column !== undefined) throw truncated(Buffer.from(value).toString('hex'), to, options.column);
    return value.slice(0, to.length);
  }
  if (to.kind !== 'binary' || value.length === to.length) return value;
  const padded = new Uint8Array(to.length);
  padded.set(value);
  return padded;
}
