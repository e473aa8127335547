import { refuse, SqlError } from '../errors.ts';
import { BIGINT, decimalType, INT, NULL_TYPE, simpleType, textType } from '../types.ts';
import type { AggregateName, ArithmeticOperator, CaseBranch, CompareOperator, Expr } from './ast.ts';
import type { Cursor, Token } from './lexer.ts';
import { parseSelect } from './parseSelect.ts';
import { parseType } from './parseType.ts';

/**
 * Expressions and conditions share one grammar, by precedence: OR, AND, NOT, comparison, + and -, * and /, unary, primary.
 * Whether a condition stands where a value belongs is the compiler's business: it knows the types.
 */
export function parseExpression(cursor: Cursor): Expr {
  let left = parseAnd(cursor);
  while (cursor.acceptWord('OR')) left = { kind: 'logic', op: 'OR', left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Expr {
  let left = parseNot(cursor);
  while (cursor.acceptWord('AND')) left = { kind: 'logic', op: 'AND', left, right: parseNot(cursor) };
  return left;
}

function parseNot(cursor: Cursor): Expr {
  return cursor.acceptWord('NOT') ? { kind: 'not', operand: parseNot(cursor) } : parsePredicate(cursor);
}

const COMPARISONS: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '>=',
  '!>': '<=',
};

function parsePredicate(cursor: Cursor): Expr {
  const operand = parseSum(cursor);
  const token = cursor.peek();
  const op = token.kind === 'op' ? COMPARISONS[token.text] : undefined;
  if (op !== undefined) {
    cursor.next();
    for (const word of ['ANY', 'ALL', 'SOME']) cursor.refuseWord(word);
    return { kind: 'compare', op, left: operand, right: parseSum(cursor) };
  }
  if (cursor.acceptWord('IS')) {
    const negated = cursor.acceptWord('NOT');
    cursor.expectWord('NULL');
    return { kind: 'isNull', operand, negated };
  }
  const negated = cursor.acceptWord('NOT');
  if (cursor.acceptWord('IN')) return parseIn(cursor, operand, negated);
  if (cursor.acceptWord('LIKE')) {
    const pattern = parseSum(cursor);
    const escapeChar = cursor.acceptWord('ESCAPE') ? parseSum(cursor) : undefined;
    return { kind: 'like', operand, pattern, escapeChar, negated };
  }
  if (cursor.acceptWord('BETWEEN')) {
    const low = parseSum(cursor);
    cursor.expectWord('AND');
    return { kind: 'between', operand, low, high: parseSum(cursor), negated };
  }
  if (negated) throw cursor.unexpected();
  return operand;
}

function parseIn(cursor: Cursor, operand: Expr, negated: boolean): Expr {
  if (cursor.isOp('(') && cursor.peek(1).text.toUpperCase() === 'SELECT') {
    return { kind: 'inQuery', operand, query: parseParenthesizedQuery(cursor), negated };
  }
  return { kind: 'inList', operand, list: cursor.parenthesized(() => parseExpression(cursor)), negated };
}

function parseParenthesizedQuery(cursor: Cursor): ReturnType<typeof parseSelect> {
  cursor.expectOp('(');
  const query = parseSelect(cursor);
  cursor.expectOp(')');
  return query;
}

function parseSum(cursor: Cursor): Expr {
  let left = parseProduct(cursor);
  for (;;) {
    const op = acceptArithmetic(cursor, ['+', '-']);
    if (op === undefined) return left;
    left = { kind: 'arithmetic', op, left, right: parseProduct(cursor) };
  }
}

function parseProduct(cursor: Cursor): Expr {
  let left = parseUnary(cursor);
  for (;;) {
    const op = acceptArithmetic(cursor, ['*', '/', '%']);
    if (op === undefined) return left;
    left = { kind: 'arithmetic', op, left, right: parseUnary(cursor) };
  }
}

function acceptArithmetic(
  cursor: Cursor,
  ops: readonly ArithmeticOperator[],
): ArithmeticOperator | undefined {
  for (const op of ['&', '|', '^']) if (cursor.isOp(op)) throw refuse(`the operator ${op}`, cursor.line);
  return ops.find((op) => cursor.acceptOp(op));
}

function parseUnary(cursor: Cursor): Expr {
  if (cursor.acceptOp('+')) return parseUnary(cursor);
  if (cursor.acceptOp('-')) {
    const operand = parseUnary(cursor);
    const numeric =
      operand.kind === 'literal' && (typeof operand.value === 'bigint' || typeof operand.value === 'number');
    return numeric ? { ...operand, value: -operand.value } : { kind: 'negate', operand };
  }
  return parseCollate(cursor);
}

const COLLATIONS: ReadonlySet<string> = new Set(['DATABASE_DEFAULT', 'SQL_LATIN1_GENERAL_CP1_CI_AS']);
/** Under which a text is compared letter by letter. */
const BY_LETTER = 'LATIN1_GENERAL_BIN2';

function parseCollate(cursor: Cursor): Expr {
  let expr = parsePrimary(cursor);
  for (let { line } = cursor; cursor.acceptWord('AT', 'TIME', 'ZONE'); line = cursor.line)
    expr = { kind: 'atTimeZone', operand: expr, zone: parsePrimary(cursor), line };
  if (cursor.acceptWord('COLLATE')) {
    const line = cursor.line;
    const collation = cursor.name();
    if (collation.toUpperCase() === BY_LETTER) expr = { kind: 'byLetter', operand: expr, line };
    else if (!COLLATIONS.has(collation.toUpperCase())) throw refuse(`the collation ${collation}`, line);
  }
  return expr;
}

function parsePrimary(cursor: Cursor): Expr {
  const token = cursor.peek();
  switch (token.kind) {
    case 'number':
      return numberLiteral(cursor.next());
    case 'string': {
      cursor.next();
      const length = Math.max(1, token.text.length);
      const kind = token.national ? 'nvarchar' : 'varchar';
      return {
        kind: 'literal',
        type: textType(kind, length > (token.national ? 4000 : 8000) ? -1 : length),
        value: token.text,
      };
    }
    case 'hex': {
      cursor.next();
      const bytes = Uint8Array.from(
        Buffer.from(token.text.length % 2 === 0 ? token.text : `0${token.text}`, 'hex'),
      );
      return { kind: 'literal', type: textType('varbinary', Math.max(1, bytes.length)), value: bytes };
    }
    case 'variable':
      cursor.next();
      return { kind: 'variable', name: token.text.toLowerCase(), line: token.line };
    case 'global':
      cursor.next();
      return { kind: 'global', name: token.text.toUpperCase(), line: token.line };
    case 'op':
      return parseParentheses(cursor);
    default:
      return parseWord(cursor, token);
  }
}

function parseParentheses(cursor: Cursor): Expr {
  if (cursor.isOp('(') && cursor.peek(1).text.toUpperCase() === 'SELECT' && cursor.peek(1).kind === 'word') {
    return { kind: 'subquery', query: parseParenthesizedQuery(cursor) };
  }
  cursor.expectOp('(');
  const expr = parseExpression(cursor);
  cursor.expectOp(')');
  return expr;
}

/** `1` is int, `3000000000` and `1.5` are decimals, `1e3` is float. */
function numberLiteral(token: Token): Expr {
  const text = token.text;
  if (/[eE]/.test(text)) return { kind: 'literal', type: simpleType('float'), value: Number(text) };
  const [whole = '', fraction = ''] = text.split('.');
  const value = BigInt(`${whole}${fraction}`);
  if (!text.includes('.') && value <= 2_147_483_647n) return { kind: 'literal', type: INT, value };
  const digits = `${whole}${fraction}`.replace(/^0+/, '').length;
  if (digits > 18) {
    if (fraction === '' && BigInt.asIntN(64, value) === value)
      return { kind: 'literal', type: BIGINT, value };
    throw refuse(`a number of ${digits} digits`, token.line);
  }
  return { kind: 'literal', type: decimalType(Math.max(digits, fraction.length, 1), fraction.length), value };
}

function parseWord(cursor: Cursor, token: Token): Expr {
  if (token.kind === 'word') {
    const special = SPECIAL[token.text.toUpperCase()];
    if (special !== undefined) {
      cursor.next();
      return special(cursor, token);
    }
  }
  const callable = cursor.isOp('(', 1);
  const name = callable ? cursor.next().text : cursor.name();
  if (callable) return parseCall(cursor, name, token.line);
  if (!cursor.acceptOp('.')) return { kind: 'column', table: undefined, name, line: token.line };
  const second = cursor.name();
  if (!cursor.acceptOp('.')) return { kind: 'column', table: name, name: second, line: token.line };
  return { kind: 'column', table: second, name: cursor.name(), line: token.line };
}

type Special = (cursor: Cursor, token: Token) => Expr;

const SPECIAL: Readonly<Record<string, Special>> = {
  NULL: () => ({ kind: 'literal', type: NULL_TYPE, value: null }),
  CASE: parseCase,
  EXISTS: (cursor) => ({ kind: 'exists', query: parseParenthesizedQuery(cursor) }),
  CAST: (cursor) => parseCast(cursor, false),
  TRY_CAST: (cursor) => parseCast(cursor, true),
  CONVERT: (cursor) => parseConvert(cursor, false),
  TRY_CONVERT: (cursor) => parseConvert(cursor, true),
  CURRENT_TIMESTAMP: (_, token) => ({ kind: 'call', name: 'GETDATE', args: [], line: token.line }),
};

function parseCase(cursor: Cursor): Expr {
  const subject = cursor.isWord('WHEN') ? undefined : parseExpression(cursor);
  const branches: CaseBranch[] = [];
  while (cursor.acceptWord('WHEN')) {
    const test = parseExpression(cursor);
    cursor.expectWord('THEN');
    const when: Expr =
      subject === undefined ? test : { kind: 'compare', op: '=', left: subject, right: test };
    branches.push({ when, result: parseExpression(cursor) });
  }
  if (branches.length === 0) throw cursor.unexpected();
  const otherwise = cursor.acceptWord('ELSE') ? parseExpression(cursor) : undefined;
  cursor.expectWord('END');
  return { kind: 'case', branches, otherwise };
}

function parseCast(cursor: Cursor, lenient: boolean): Expr {
  cursor.expectOp('(');
  const operand = parseExpression(cursor);
  cursor.expectWord('AS');
  const type = parseType(cursor, 30);
  cursor.expectOp(')');
  return { kind: 'cast', operand, type, style: undefined, lenient };
}

function parseConvert(cursor: Cursor, lenient: boolean): Expr {
  cursor.expectOp('(');
  const type = parseType(cursor, 30);
  cursor.expectOp(',');
  const operand = parseExpression(cursor);
  const style = cursor.acceptOp(',') ? cursor.integer() : undefined;
  cursor.expectOp(')');
  return { kind: 'cast', operand, type, style, lenient };
}

const AGGREGATES: Readonly<Record<string, AggregateName>> = {
  COUNT: 'COUNT',
  COUNT_BIG: 'COUNT_BIG',
  MIN: 'MIN',
  MAX: 'MAX',
  SUM: 'SUM',
};

function parseCall(cursor: Cursor, name: string, line: number): Expr {
  const upper = name.toUpperCase();
  cursor.expectOp('(');
  const aggregate = AGGREGATES[upper];
  const expr =
    aggregate === undefined ? parseArguments(cursor, upper, line) : parseAggregate(cursor, aggregate);
  if (cursor.isWord('OVER')) throw refuse(`the window function ${upper} OVER`, line);
  return expr;
}

function parseArguments(cursor: Cursor, name: string, line: number): Expr {
  const args = cursor.isOp(')') ? [] : cursor.list(() => parseExpression(cursor));
  cursor.expectOp(')');
  return { kind: 'call', name, args, line };
}

function parseAggregate(cursor: Cursor, name: AggregateName): Expr {
  const distinct = cursor.acceptWord('DISTINCT');
  if (cursor.acceptOp('*')) {
    if (!name.startsWith('COUNT'))
      throw new SqlError(102, "Incorrect syntax near '*'.", { severity: 15, line: cursor.line });
    cursor.expectOp(')');
    return { kind: 'aggregate', name, operand: '*', distinct: false };
  }
  const operand = parseExpression(cursor);
  cursor.expectOp(')');
  return { kind: 'aggregate', name, operand, distinct };
}
