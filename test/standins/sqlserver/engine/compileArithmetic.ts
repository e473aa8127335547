import { overflow, refuse, SqlError } from '../errors.ts';
import type { ArithmeticOperator } from '../tsql/ast.ts';
import {
  commonType,
  decimalShape,
  decimalType,
  familyOf,
  type SqlType,
  simpleType,
  textType,
  type Value,
} from '../types.ts';
import { compileConversion } from './compileConversion.ts';
import type { Routine } from './routines.ts';
import type { CompileContext, Compiled } from './scope.ts';

/** + - * / and %, by the family of the stronger operand. */
export function compileArithmetic(
  context: CompileContext,
  op: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
): Compiled {
  const common = commonType(left.type, right.type);
  switch (familyOf(common)) {
    case 'string':
      if (op === '+') return concatenate(left, right);
      throw new SqlError(8117, `Operand data type ${common.kind} is invalid for the operator ${op}.`);
    case 'integer':
      return compileIntegers(context, op, left, right, common);
    case 'decimal':
      return compileDecimals(context, op, left, right, common);
    case 'float':
      return compileFloats(context, op, left, right);
    case 'null':
      return { sql: 'NULL', type: simpleType('int') };
    default:
      throw refuse(`${op} on ${common.kind}`);
  }
}

export function compileNegation(operand: Compiled): Compiled {
  const family = familyOf(operand.type);
  if (family !== 'integer' && family !== 'decimal' && family !== 'float')
    throw refuse(`- on ${operand.type.kind}`);
  return { sql: `(- ${operand.sql})`, type: operand.type };
}

function concatenate(left: Compiled, right: Compiled): Compiled {
  const wide = left.type.kind.startsWith('n') || right.type.kind.startsWith('n');
  const max = left.type.length === -1 || right.type.length === -1;
  const length = max ? -1 : Math.min(left.type.length + right.type.length, wide ? 4000 : 8000);
  return { sql: `(${left.sql} || ${right.sql})`, type: textType(wide ? 'nvarchar' : 'varchar', length) };
}

const LIMITS: Readonly<Record<string, bigint>> = {
  tinyint: 255n,
  smallint: 32_767n,
  int: 2_147_483_647n,
  bigint: 2n ** 63n - 1n,
};

function compileIntegers(
  context: CompileContext,
  op: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
  common: SqlType,
): Compiled {
  const type = common.kind === 'bit' ? simpleType('int') : common;
  const a = compileConversion(context, left, type);
  const b = compileConversion(context, right, type);
  const limit = LIMITS[type.kind] ?? 0n;
  const low = type.kind === 'tinyint' ? 0n : -limit - 1n;
  const id = context.routine(`integer ${op} ${type.kind}`, () =>
    onIntegers((x, y) => {
      const result = calculate(op, x, y);
      if (result < low || result > limit) throw overflow(type.kind);
      return result;
    }),
  );
  return { sql: `t2(${id}, ${a.sql}, ${b.sql})`, type };
}

function calculate(op: ArithmeticOperator, x: bigint, y: bigint): bigint {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    default:
      if (y === 0n) throw new SqlError(8134, 'Divide by zero error encountered.');
      return op === '/' ? x / y : x % y;
  }
}

function onIntegers(calculation: (x: bigint, y: bigint) => bigint): Routine {
  return (a: Value = null, b: Value = null) =>
    typeof a === 'bigint' && typeof b === 'bigint' ? calculation(a, b) : null;
}

/** Precision and scale of the result: "Precision, scale, and length (Transact-SQL)". */
function compileDecimals(
  context: CompileContext,
  op: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
  common: SqlType,
): Compiled {
  if (op === '/' || op === '%') throw refuse(`${op} on ${common.kind}`);
  if (op === '*' && common.kind.endsWith('money')) throw refuse('* on money');
  const a = familyOf(left.type) === 'string' ? compileConversion(context, left, common) : left;
  const b = familyOf(right.type) === 'string' ? compileConversion(context, right, common) : right;
  const type = common.kind.endsWith('money') ? common : decimalResult(op, a.type, b.type);
  const [growA, growB] = op === '*' ? [0, 0] : [type.scale - a.type.scale, type.scale - b.type.scale];
  const id = context.routine(`decimal ${op} ${growA} ${growB}`, () =>
    onIntegers((x, y) => {
      const result = calculate(op, x * 10n ** BigInt(growA), y * 10n ** BigInt(growB));
      if (BigInt.asIntN(64, result) !== result) throw refuse('a decimal beyond 64 bits (about 18 digits)');
      return result;
    }),
  );
  return { sql: `t2(${id}, ${a.sql}, ${b.sql})`, type };
}

function decimalResult(op: ArithmeticOperator, left: SqlType, right: SqlType): SqlType {
  const a = decimalShape(left);
  const b = decimalShape(right);
  const scale = op === '*' ? a.scale + b.scale : Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  const precision = op === '*' ? a.precision + b.precision + 1 : whole + scale + 1;
  if (op === '*' && precision > 38) throw refuse('a product of more than 38 digits');
  return decimalType(Math.min(38, precision), scale);
}

function compileFloats(
  context: CompileContext,
  op: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
): Compiled {
  if (op === '%') throw refuse('% on float');
  const type = simpleType('float');
  const a = compileConversion(context, left, type);
  const b = compileConversion(context, right, type);
  if (op !== '/') return { sql: `(${a.sql} ${op} ${b.sql})`, type };
  const id = context.routine('float /', () => (x = null, y = null) => {
    if (x === null || y === null) return null;
    if (Number(y) === 0) throw new SqlError(8134, 'Divide by zero error encountered.');
    return Number(x) / Number(y);
  });
  return { sql: `t2(${id}, ${a.sql}, ${b.sql})`, type };
}
