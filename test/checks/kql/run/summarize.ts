import { elements, part, type QueryNode } from '../queryTree.ts';
import { evaluate, need, type Scope } from './scalars.ts';
import { isTrue, type Row, toNumber, type Value } from './values.ts';

/** Names and expression of one column: `x = f(y)`, or `y` alone. */
export function column(node: QueryNode): { readonly name: string; readonly expression: QueryNode } {
  if (node.kind === 'SimpleNamedExpression') {
    return { name: need(node, 'Name').name, expression: need(node, 'Expression') };
  }
  return { name: node.name, expression: node };
}

/** `summarize … by …`; without `by` one row comes out even when none goes in. */
export function summarize(operator: QueryNode, scope: Scope): readonly Row[] {
  const by = elements(part(part(operator, 'ByClause') ?? operator, 'Expressions')).map(column);
  const groups = new Map<string, { readonly keys: Row; readonly rows: Row[] }>();
  if (by.length === 0) groups.set('', { keys: {}, rows: [...scope.rows] });
  for (const [index, row] of by.length === 0 ? [] : scope.rows.entries()) {
    const keys = Object.fromEntries(
      by.map(({ name, expression }) => [name, evaluate(expression, { ...scope, index })]),
    );
    const group = groups.get(JSON.stringify(keys)) ?? { keys, rows: [] };
    groups.set(JSON.stringify(keys), group);
    group.rows.push(row);
  }
  const aggregates = elements(part(operator, 'Aggregates')).map(column);
  return [...groups.values()].map(({ keys, rows }) => ({
    ...keys,
    ...Object.assign({}, ...aggregates.map((aggregate) => aggregateOf(aggregate, { ...scope, rows }))),
  }));
}

function aggregateOf({ name, expression }: ReturnType<typeof column>, scope: Scope): Row {
  const aggregate = need(expression, 'Name').name;
  const [first, ...rest] = elements(part(expression, 'ArgumentList'));
  const each = (node: QueryNode | undefined, rows = scope.rows) =>
    node ? rows.map((_, index) => evaluate(node, { ...scope, rows, index })) : [];
  if (aggregate === 'arg_max' && first) return argMax(first, rest, scope);
  const values = each(first);
  const numbers = values.map(toNumber).filter((value) => value !== null);
  // Defaults for no rows: count and sum 0, min and max null ("summarize operator", "Aggregates default values").
  const results: Readonly<Record<string, () => Value>> = {
    count: () => scope.rows.length,
    countif: () => values.filter(isTrue).length,
    sum: () => total(numbers),
    sumif: () => {
      const chosen = each(rest[0]);
      return total(values.map((value, at) => (isTrue(chosen[at] ?? null) ? (toNumber(value) ?? 0) : 0)));
    },
    min: () => (numbers.length > 0 ? Math.min(...numbers) : null),
    max: () => (numbers.length > 0 ? Math.max(...numbers) : greatestText(values)),
  };
  const result = results[aggregate];
  if (!result) throw new Error(`The interpreter knows no aggregate ${aggregate}().`);
  return { [name || `${aggregate}_`]: result() };
}

function argMax(of: QueryNode, returned: readonly QueryNode[], scope: Scope): Row {
  const ranks = scope.rows.map((_, index) => toNumber(evaluate(of, { ...scope, index })) ?? -Infinity);
  const index = ranks.indexOf(Math.max(...ranks));
  const cells = [of, ...returned].map(column).map(({ name, expression }) => {
    return [name, index < 0 ? null : evaluate(expression, { ...scope, index })] as const;
  });
  return Object.fromEntries(cells);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function greatestText(values: readonly Value[]): Value {
  return (
    values
      .filter((value) => typeof value === 'string')
      .sort()
      .at(-1) ?? null
  );
}
