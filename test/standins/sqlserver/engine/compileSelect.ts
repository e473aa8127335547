import { refuse, SqlError } from '../errors.ts';
import type { ResultColumn } from '../tds/writeColumns.ts';
import type { Expr, OrderItem, Select } from '../tsql/ast.ts';
import { containsAggregate } from '../tsql/containsAggregate.ts';
import { BIGINT } from '../types.ts';
import { compileConversion } from './compileConversion.ts';
import { compileCondition, compileValue } from './compileExpression.ts';
import { compileFrom } from './compileSource.ts';
import type { CompileContext, Compiled, Scope } from './scope.ts';
import { keyForm } from './sqlText.ts';

export interface CompiledSelect {
  /** The result columns are called c0, c1, … */
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
}

interface Item extends Compiled {
  readonly name: string;
}

/** Where the query stands: only a result that is seen in order, or cut by TOP, is shuffled. */
export type Position = 'result' | 'derived' | 'exists' | 'insert';

export function compileSelect(
  context: CompileContext,
  parent: Scope | undefined,
  select: Select,
  position: Position,
): CompiledSelect {
  const from = compileFrom(context, parent, select.from);
  const where =
    select.where === undefined ? '' : ` WHERE ${compileCondition(context, from.scope, select.where)}`;
  const groups = select.groupBy.map((expr) => compileValue(context, from.scope, expr));
  const grouped = groups.length > 0 || select.having !== undefined || select.items.some(hasAggregate);
  const scope: Scope = grouped
    ? { ...from.scope, groups: new Set(groups.map((group) => group.sql)) }
    : from.scope;
  const items = select.items.flatMap((item) => compileItem(context, scope, item));
  if (grouped && select.distinct) throw refuse('DISTINCT together with GROUP BY', select.line);
  const keys = (select.distinct ? items : groups).map(({ sql, type }) => keyForm(sql, type));
  const groupBy = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  const having =
    select.having === undefined ? '' : ` HAVING ${compileCondition(context, scope, select.having)}`;
  const orderBy = compileOrder(context, scope, select, items, {
    grouped: grouped || select.distinct,
    position,
  });
  const list = items.map((item, i) => `${item.sql} AS c${i}`).join(', ');
  const source = from.sql === '' ? '' : ` FROM ${from.sql}`;
  return {
    sql: `SELECT ${list}${source}${where}${groupBy}${having}${orderBy}${compileLimit(context, select)}`,
    columns: items.map(({ name, type }) => ({ name, type })),
  };
}

/** A subquery in an expression: one column, or none that matters under EXISTS. */
export function compileSubquery(
  context: CompileContext,
  scope: Scope,
  select: Select,
  position: Position = 'derived',
): Compiled {
  const query = compileSelect(context, scope, select, position);
  const [first] = query.columns;
  if (first === undefined || (position !== 'exists' && query.columns.length > 1)) {
    const message =
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.';
    throw new SqlError(116, message, { line: select.line });
  }
  return { sql: `(${query.sql})`, type: first.type };
}

function compileItem(context: CompileContext, scope: Scope, item: Select['items'][number]): Item[] {
  if (item.kind === 'expr') {
    const compiled = compileValue(context, scope, item.expr);
    return [{ ...compiled, name: item.alias ?? (item.expr.kind === 'column' ? item.expr.name : '') }];
  }
  const wanted = item.table?.toLowerCase();
  const sources = scope.sources.filter(
    (source) => wanted === undefined || source.alias.toLowerCase() === wanted,
  );
  if (sources.length === 0)
    throw new SqlError(107, `The column prefix '${item.table ?? '*'}' does not match with a table name.`);
  return sources.flatMap((source) =>
    source.columns.map(({ name, sql, type, check }) => {
      check?.();
      return { name, sql, type };
    }),
  );
}

function hasAggregate(item: Select['items'][number]): boolean {
  return item.kind === 'expr' && containsAggregate(item.expr);
}

interface OrderSetting {
  readonly grouped: boolean;
  readonly position: Position;
}

/**
 * ORDER BY, and what SQL Server leaves open made visible: without one the rows are shuffled, and rows that tie under it come in
 * a random order, so that code which relies on an accident fails here.
 */
function compileOrder(
  context: CompileContext,
  scope: Scope,
  select: Select,
  items: readonly Item[],
  setting: OrderSetting,
): string {
  const cut = select.top !== undefined || select.offset !== undefined;
  if (select.offset !== undefined && select.orderBy.length === 0)
    throw new SqlError(102, "Incorrect syntax near 'OFFSET'.", { severity: 15 });
  if (setting.position === 'derived' && select.orderBy.length > 0 && !cut) {
    const message =
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.';
    throw new SqlError(1033, message, { severity: 15, line: select.line });
  }
  const terms = select.orderBy.map((item) => compileOrderItem(context, scope, item, items));
  const ordered = terms.map(({ key, descending }) => `${key}${descending ? ' DESC' : ''}`);
  const visible = setting.position === 'result' || cut;
  const shuffle =
    visible && select.from.length > 0
      ? shuffleBy(
          context,
          scope,
          setting.grouped,
          terms.map(({ key }) => key),
        )
      : undefined;
  if (shuffle !== undefined) ordered.push(shuffle);
  return ordered.length === 0 ? '' : ` ORDER BY ${ordered.join(', ')}`;
}

function compileOrderItem(
  context: CompileContext,
  scope: Scope,
  { expr, descending }: OrderItem,
  items: readonly Item[],
): { key: string; descending: boolean } {
  const { sql, type } = orderTarget(context, scope, expr, items);
  return { key: keyForm(sql, type), descending };
}

/** An alias or a position of the select list, or else any expression. */
function orderTarget(context: CompileContext, scope: Scope, expr: Expr, items: readonly Item[]): Compiled {
  if (expr.kind === 'literal' && typeof expr.value === 'bigint') {
    const item = items[Number(expr.value) - 1];
    if (item === undefined)
      throw new SqlError(
        108,
        `The ORDER BY position number ${expr.value} is out of range of the number of items in the select list.`,
      );
    return item;
  }
  if (expr.kind === 'column' && expr.table === undefined) {
    const item = items.find(({ name }) => name.toLowerCase() === expr.name.toLowerCase());
    if (item !== undefined) return item;
  }
  return compileValue(context, scope, expr);
}

function shuffleBy(
  context: CompileContext,
  scope: Scope,
  grouped: boolean,
  keys: readonly string[],
): string | undefined {
  const [only, ...others] = scope.sources;
  const unique = only?.uniqueKeys.some((key) => key.length > 0 && key.every((part) => keys.includes(part)));
  if (unique === true && others.length === 0 && !grouped) return undefined;
  const rowIds = scope.sources.map((source) => source.rowId);
  if (grouped || rowIds.includes(undefined)) return 'tsql_random()';
  // Arithmetic on the row's number is far cheaper than a call for each row; the factor is new for every execution.
  const factor = context.session('shuffle');
  const sum = rowIds.map((rowId, i) => `coalesce(${rowId}, 0) * (${factor} + ${i * 7_919})`).join(' + ');
  return `((${sum}) % 1000003)`;
}

function compileLimit(context: CompileContext, select: Select): string {
  const count = (expr: Expr): string =>
    compileConversion(
      context,
      compileValue(context, { sources: [], parent: undefined, groups: undefined }, expr),
      BIGINT,
    ).sql;
  if (select.offset !== undefined) {
    const limit = select.fetch === undefined ? '-1' : `max(0, ${count(select.fetch)})`;
    return ` LIMIT ${limit} OFFSET ${count(select.offset)}`;
  }
  return select.top === undefined ? '' : ` LIMIT max(0, ${count(select.top)})`;
}
