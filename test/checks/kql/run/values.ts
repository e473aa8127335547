/** A scalar of KQL; points in time and spans of it are milliseconds. */
export type Value = string | number | boolean | null | Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, Value>>;

export function toNumber(value: Value): number | null {
  if (value === null || value === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** What a comparison, a condition or `coalesce` takes for true: null never is. */
export const isTrue = (value: Value) => value === true;

const SPANS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A literal as it is written: `1h`, `0.5`, `true`. */
export function literalValue(text: string): Value {
  const span = /^(\d+)([smhd])$/.exec(text);
  if (span) return Number(span[1]) * SPANS[span[2] as keyof typeof SPANS];
  if (text === 'true' || text === 'false') return text === 'true';
  const number = toNumber(text);
  if (number === null) throw new Error(`The interpreter knows no literal ${text}.`);
  return number;
}

type Binary = (left: Value, right: Value) => Value;

/** Null in, null out, as in KQL. */
const onNumbers =
  (calculate: (left: number, right: number) => Value): Binary =>
  (left, right) => {
    const [a, b] = [toNumber(left), toNumber(right)];
    return a === null || b === null ? null : calculate(a, b);
  };

export const BINARY: Readonly<Record<string, Binary>> = {
  AddExpression: onNumbers((a, b) => a + b),
  SubtractExpression: onNumbers((a, b) => a - b),
  MultiplyExpression: onNumbers((a, b) => a * b),
  DivideExpression: onNumbers((a, b) => a / b),
  GreaterThanExpression: onNumbers((a, b) => a > b),
  GreaterThanOrEqualExpression: onNumbers((a, b) => a >= b),
  LessThanExpression: onNumbers((a, b) => a < b),
  LessThanOrEqualExpression: onNumbers((a, b) => a <= b),
  EqualExpression: (a, b) => (a === null || b === null ? null : a === b),
  NotEqualExpression: (a, b) => (a === null || b === null ? null : a !== b),
  AndExpression: (a, b) => isTrue(a) && isTrue(b),
  OrExpression: (a, b) => isTrue(a) || isTrue(b),
};

export const FUNCTIONS: Readonly<Record<string, (...values: readonly Value[]) => Value>> = {
  tostring: (value = null) => (value === null ? '' : String(value)),
  toint: (value = null) => whole(toNumber(value)),
  tolong: (value = null) => whole(toNumber(value)),
  toreal: (value = null) => toNumber(value),
  round: (value = null, digits = 0) => {
    const factor = 10 ** (toNumber(digits) ?? 0);
    return onNumbers((a) => Math.round(a * factor) / factor)(value, 0);
  },
  abs: (value = null) => onNumbers((a) => Math.abs(a))(value, 0),
  not: (value = null) => (value === null ? null : !isTrue(value)),
  coalesce: (...values) => values.find((value) => value !== null) ?? null,
  max_of: (...values) => Math.max(...values.map((value) => toNumber(value) ?? -Infinity)),
  isnotempty: (value = null) => value !== null && value !== '',
};

function whole(number: number | null): number | null {
  return number === null ? null : Math.trunc(number);
}
