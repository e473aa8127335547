import { refuse, SqlError } from '../errors.ts';
import type { CompareOperator, Expr } from '../tsql/ast.ts';
import { containsAggregate } from '../tsql/containsAggregate.ts';
import { BOOLEAN, commonType, familyOf, type SqlType, type Value } from '../types.ts';
import { compileAggregate } from './compileAggregate.ts';
import { compileArithmetic, compileNegation } from './compileArithmetic.ts';
import { compileConversion, compileForComparison } from './compileConversion.ts';
import { compileCall, compileGlobal } from './compileFunction.ts';
import { compileSubquery } from './compileSelect.ts';
import { likeRoutine } from './like.ts';
import type { CompileContext, Compiled, Scope } from './scope.ts';
import { keyForm, quoteText } from './sqlText.ts';
import { compileAtTimeZone } from './timeZone.ts';

/** Compiles a value; a condition in its place is a syntax error, as in T-SQL. */
export function compileValue(context: CompileContext, scope: Scope, expr: Expr): Compiled {
  const compiled = compileGroupedBy(context, scope, expr) ?? compileExpression(context, scope, expr);
  if (compiled.type.kind === 'boolean')
    throw new SqlError(102, 'Incorrect syntax near a condition: a value is expected.', { severity: 15 });
  return compiled;
}

/** The expression when the query is grouped by exactly it: its columns need not be in GROUP BY by themselves then. */
function compileGroupedBy(context: CompileContext, scope: Scope, expr: Expr): Compiled | undefined {
  const { groups } = scope;
  const isLeaf = expr.kind === 'column' || expr.kind === 'literal' || expr.kind === 'variable';
  if (groups === undefined || groups.size === 0 || isLeaf || containsAggregate(expr)) return undefined;
  const compiled = compileExpression(context, { ...scope, groups: undefined }, expr);
  return groups.has(compiled.sql) ? compiled : undefined;
}

/** Compiles a condition to SQLite's three-valued logic. */
export function compileCondition(context: CompileContext, scope: Scope, expr: Expr): string {
  const compiled = compileExpression(context, scope, expr);
  if (compiled.type.kind === 'boolean') return compiled.sql;
  throw new SqlError(
    4145,
    'An expression of non-boolean type specified in a context where a condition is expected.',
    {
      severity: 15,
    },
  );
}

function condition(sql: string): Compiled {
  return { sql, type: BOOLEAN };
}

function compileExpression(context: CompileContext, scope: Scope, expr: Expr): Compiled {
  switch (expr.kind) {
    case 'literal':
      return { sql: literalSql(expr.value), type: expr.type };
    case 'column':
      return compileColumn(scope, expr);
    case 'variable':
      return context.parameter(expr.name, expr.line);
    case 'global':
      return compileGlobal(context, expr.name, expr.line);
    case 'negate':
      return compileNegation(compileValue(context, scope, expr.operand));
    case 'arithmetic':
      return compileArithmetic(
        context,
        expr.op,
        compileValue(context, scope, expr.left),
        compileValue(context, scope, expr.right),
      );
    case 'call':
      return compileCall(context, scope, expr);
    case 'aggregate':
      return compileAggregate(context, scope, expr);
    case 'cast': {
      const operand = compileValue(context, scope, expr.operand);
      return compileConversion(context, operand, expr.type, { style: expr.style, lenient: expr.lenient });
    }
    case 'case':
      return compileCase(context, scope, expr);
    case 'byLetter':
      throw refuse('COLLATE Latin1_General_BIN2 elsewhere than beside a comparison', expr.line);
    case 'atTimeZone':
      return compileAtTimeZone(context, expr, compileValue(context, scope, expr.operand));
    case 'subquery':
      return compileSubquery(context, scope, expr.query);
    default:
      return condition(compilePredicate(context, scope, expr));
  }
}

function literalSql(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value.toFixed(1)}` : String(value);
  return typeof value === 'bigint' ? String(value) : `x'${Buffer.from(value).toString('hex')}'`;
}

type Predicate = Extract<
  Expr,
  { kind: 'compare' | 'logic' | 'not' | 'isNull' | 'inList' | 'inQuery' | 'like' | 'between' | 'exists' }
>;

function compilePredicate(context: CompileContext, scope: Scope, expr: Predicate): string {
  const not = 'negated' in expr && expr.negated ? 'NOT ' : '';
  switch (expr.kind) {
    case 'compare': {
      const sides = [expr.left, expr.right].map((side) => (side.kind === 'byLetter' ? side.operand : side));
      const [left, right] = sides.map((side) => compileValue(context, scope, side));
      if (!left || !right) throw new Error('A comparison has two sides.');
      return expr.left.kind === 'byLetter' || expr.right.kind === 'byLetter'
        ? compareByLetter(expr.op, left, right)
        : compileComparison(context, expr.op, left, right);
    }
    case 'logic':
      return `(${compileCondition(context, scope, expr.left)} ${expr.op} ${compileCondition(context, scope, expr.right)})`;
    case 'not':
      return `(NOT ${compileCondition(context, scope, expr.operand)})`;
    case 'isNull':
      return `(${compileValue(context, scope, expr.operand).sql} IS ${not}NULL)`;
    case 'inList':
      return compileIn(context, scope, expr);
    case 'inQuery': {
      const operand = compileValue(context, scope, expr.operand);
      const query = compileSubquery(context, scope, expr.query);
      const common = commonType(operand.type, query.type);
      const left = compileForComparison(context, operand, common);
      const right = compileForComparison(context, { sql: 'c0', type: query.type }, common);
      const list = `SELECT ${keyForm(right.sql, common)} FROM ${query.sql}`;
      return `(${keyForm(left.sql, common)} ${not}IN (${list}))`;
    }
    case 'like':
      return compileLike(context, scope, expr);
    case 'between': {
      const operand = compileValue(context, scope, expr.operand);
      const low = compileComparison(context, '>=', operand, compileValue(context, scope, expr.low));
      const high = compileComparison(context, '<=', operand, compileValue(context, scope, expr.high));
      return `(${not}(${low} AND ${high}))`;
    }
    case 'exists':
      return `EXISTS ${compileSubquery(context, scope, expr.query, 'exists').sql}`;
  }
}

/** Converts the weaker side to the stronger type and compares in the form that indexes are made over. */
export function compileComparison(
  context: CompileContext,
  op: CompareOperator,
  left: Compiled,
  right: Compiled,
): string {
  const common = commonType(left.type, right.type);
  if (familyOf(common) === 'guid' && familyOf(left.type) !== familyOf(right.type))
    checkGuidPartner(left, right);
  const a = compileForComparison(context, left, common);
  const b = compileForComparison(context, right, common);
  return `(${keyForm(a.sql, common)} ${op} ${keyForm(b.sql, common)})`;
}

/** Under a binary collation; blanks at the end do not count there either. */
function compareByLetter(op: CompareOperator, left: Compiled, right: Compiled): string {
  for (const { type } of [left, right])
    if (familyOf(type) !== 'string') throw refuse(`COLLATE on ${type.kind}`);
  return `(rtrim(${left.sql}) ${op} rtrim(${right.sql}))`;
}

function checkGuidPartner(left: Compiled, right: Compiled): void {
  const other = familyOf(left.type) === 'guid' ? right : left;
  if (familyOf(other.type) !== 'string' && other.type.kind !== 'null') {
    throw new SqlError(206, `Operand type clash: uniqueidentifier is incompatible with ${other.type.kind}`, {
      state: 2,
    });
  }
}

function compileIn(context: CompileContext, scope: Scope, expr: Extract<Expr, { kind: 'inList' }>): string {
  const operand = compileValue(context, scope, expr.operand);
  const list = expr.list.map((item) => compileValue(context, scope, item));
  const common = list.reduce<SqlType>((type, item) => commonType(type, item.type), operand.type);
  const form = (item: Compiled): string => keyForm(compileForComparison(context, item, common).sql, common);
  return `(${form(operand)} ${expr.negated ? 'NOT ' : ''}IN (${list.map(form).join(', ')}))`;
}

function compileLike(context: CompileContext, scope: Scope, expr: Extract<Expr, { kind: 'like' }>): string {
  const text = (part: Expr): string => {
    const compiled = compileValue(context, scope, part);
    if (familyOf(compiled.type) !== 'string' && compiled.type.kind !== 'null')
      throw refuse(`LIKE on ${compiled.type.kind}`);
    return compiled.sql;
  };
  const escapeChar = expr.escapeChar === undefined ? "''" : text(expr.escapeChar);
  const call = `t3(${context.routine('like', likeRoutine)}, ${text(expr.operand)}, ${text(expr.pattern)}, ${escapeChar})`;
  return expr.negated ? `(NOT ${call})` : call;
}

function compileCase(context: CompileContext, scope: Scope, expr: Extract<Expr, { kind: 'case' }>): Compiled {
  const values = expr.branches.map((branch) => compileValue(context, scope, branch.result));
  const otherwise = expr.otherwise === undefined ? undefined : compileValue(context, scope, expr.otherwise);
  const all = otherwise === undefined ? values : [...values, otherwise];
  const type = all.map((value) => value.type).reduce(commonType);
  const result = (value: Compiled): string => compileConversion(context, value, type).sql;
  const branches = expr.branches.map((branch, i) => {
    const value = values[i];
    return value === undefined
      ? ''
      : `WHEN ${compileCondition(context, scope, branch.when)} THEN ${result(value)}`;
  });
  const last = otherwise === undefined ? '' : ` ELSE ${result(otherwise)}`;
  return { sql: `CASE ${branches.join(' ')}${last} END`, type };
}

function compileColumn(scope: Scope, expr: Extract<Expr, { kind: 'column' }>): Compiled {
  const name = expr.name.toLowerCase();
  const table = expr.table?.toLowerCase();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const sources = at.sources.filter(
      (source) => table === undefined || source.alias.toLowerCase() === table,
    );
    const found = sources.flatMap((source) =>
      source.columns.filter((column) => column.name.toLowerCase() === name),
    );
    if (found.length > 1)
      throw new SqlError(209, `Ambiguous column name '${expr.name}'.`, { line: expr.line });
    const column = found[0];
    if (column !== undefined) {
      column.check?.();
      checkGrouped(at, column, expr);
      return column;
    }
    if (table !== undefined && sources.length > 0) break;
  }
  throw unknownColumn(scope, expr);
}

function checkGrouped(scope: Scope, column: Compiled, expr: Extract<Expr, { kind: 'column' }>): void {
  if (scope.groups === undefined || scope.groups.has(column.sql)) return;
  const message = `Column '${expr.name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`;
  throw new SqlError(8120, message, { line: expr.line });
}

function unknownColumn(scope: Scope, expr: Extract<Expr, { kind: 'column' }>): SqlError {
  for (let at: Scope | undefined = scope; at !== undefined && expr.table !== undefined; at = at.parent) {
    if (at.sources.some((source) => source.alias.toLowerCase() === expr.table?.toLowerCase())) {
      return new SqlError(207, `Invalid column name '${expr.name}'.`, { line: expr.line });
    }
  }
  if (expr.table === undefined)
    return new SqlError(207, `Invalid column name '${expr.name}'.`, { line: expr.line });
  return new SqlError(4104, `The multi-part identifier "${expr.table}.${expr.name}" could not be bound.`, {
    line: expr.line,
  });
}
