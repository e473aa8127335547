import { familyOf, type SqlType, sameType, typeName } from '../types.ts';
import { TICKS_PER_DAY } from './calendar.ts';
import { type ConvertOptions, makeConverter, needsNoConversion } from './convert.ts';
import type { CompileContext, Compiled } from './scope.ts';

/** Converts a compiled expression to a type: in SQLite's arithmetic where that is exact, else by a routine. */
export function compileConversion(
  context: CompileContext,
  from: Compiled,
  to: SqlType,
  options: ConvertOptions = {},
): Compiled {
  if (from.type.kind === 'null') return { sql: from.sql, type: to };
  const plain = options.style === undefined ? arithmeticConversion(from, to) : undefined;
  if (plain !== undefined) return { sql: plain, type: to };
  const key = `convert ${typeName(from.type)}>${typeName(to)} ${JSON.stringify(options)}`;
  const id = context.routine(key, () => {
    const convert = makeConverter(from.type, to, options);
    return (value = null) => convert(value);
  });
  return { sql: `t1(${id}, ${from.sql})`, type: to };
}

function arithmeticConversion({ sql, type }: Compiled, to: SqlType): string | undefined {
  if (needsNoConversion(type, to)) return sql;
  const family = familyOf(type);
  if (familyOf(to) === 'decimal' && (family === 'integer' || family === 'decimal')) {
    const growth = to.scale - type.scale;
    const fits = growth >= 0 && to.precision - to.scale >= type.precision - type.scale;
    // Beyond 18 digits the product might leave 64 bits; the routine notices, SQLite would go over to floats.
    if (fits && (growth === 0 || to.precision <= 18))
      return growth === 0 ? sql : `(${sql} * ${10n ** BigInt(growth)})`;
  }
  if (to.kind === 'float' && (family === 'integer' || type.kind === 'real')) return `CAST(${sql} AS REAL)`;
  if (to.kind !== 'datetime2') return undefined;
  if (type.kind === 'datetime2' && type.scale <= to.scale) return sql;
  if (type.kind === 'date') return `(${sql} * ${TICKS_PER_DAY})`;
  if (type.kind === 'datetime' && to.scale === 7) return `((${sql} * 100000 + 1) / 3)`;
  return undefined;
}

/** Like compileConversion, for a comparison: texts of any kind compare as they are. */
export function compileForComparison(context: CompileContext, from: Compiled, to: SqlType): Compiled {
  const family = familyOf(to);
  const alike =
    familyOf(from.type) === family && (family === 'string' || family === 'binary' || family === 'integer');
  if (alike || sameType(from.type, to)) return from;
  return compileConversion(context, from, to);
}
