import { parseQuery } from '../kusto.ts';
import { descendants, elements, part, type QueryNode } from '../queryTree.ts';
import { evaluate, need, type Scope } from './scalars.ts';
import { column, summarize } from './summarize.ts';
import { isTrue, type Row, toNumber, type Value } from './values.ts';

/**
 * Runs a query over rows, on Kusto's syntax tree. A small interpreter, written after Kusto's documentation, of no more than
 * what the alerts use; anything else throws. It shows what a query's logic does with data, not that Kusto agrees.
 */
export function runQuery(
  text: string,
  tables: Readonly<Record<string, readonly Row[]>>,
  now: number,
): readonly Row[] {
  const { root, complaints } = parseQuery(text);
  if (complaints[0]) throw new Error(complaints[0].message);
  const variables = new Map<string, Value | readonly Row[]>(Object.entries(tables));
  const scope: Scope = {
    text,
    now,
    variables,
    rows: [],
    index: 0,
    scalarOf: (table) => Object.values(tableOf(table, scope)[0] ?? {})[0] ?? null,
  };
  for (const node of descendants(root)) {
    if (node.kind !== 'LetStatement') continue;
    const expression = need(node, 'Expression');
    const isScalar = expression.kind === 'ToScalarExpression';
    variables.set(
      need(node, 'Name').name,
      isScalar ? evaluate(expression, scope) : tableOf(expression, scope),
    );
  }
  const statement = descendants(root).find(({ kind }) => kind === 'ExpressionStatement');
  if (!statement) throw new Error('The query says nothing.');
  return tableOf(need(statement, 'Expression'), scope);
}

function tableOf(node: QueryNode, scope: Scope): readonly Row[] {
  switch (node.kind) {
    case 'NameReference': {
      const table = scope.variables.get(node.name);
      if (!Array.isArray(table)) throw new Error(`There is no table "${node.name}".`);
      return table;
    }
    case 'ParenthesizedExpression':
      return tableOf(need(node, 'Expression'), scope);
    case 'PipeExpression': {
      const rows = tableOf(need(node, 'Expression'), scope);
      return apply(need(node, 'Operator'), { ...scope, rows });
    }
    case 'UnionOperator':
      return union(node, scope);
    default:
      throw new Error(`The interpreter knows no table ${node.kind}.`);
  }
}

function apply(operator: QueryNode, scope: Scope): readonly Row[] {
  const { rows } = scope;
  switch (operator.kind) {
    case 'FilterOperator':
      return rows.filter((_, index) => isTrue(evaluate(need(operator, 'Condition'), { ...scope, index })));
    case 'ProjectOperator':
      return rows.map((_, index) => columnsOf(operator, { ...scope, index }));
    case 'ExtendOperator':
      return rows.map((row, index) => ({ ...row, ...columnsOf(operator, { ...scope, index }) }));
    case 'SummarizeOperator':
      return summarize(operator, scope);
    case 'CountOperator':
      return [{ Count: rows.length }];
    case 'TopOperator':
      return newest(operator, scope);
    default:
      throw new Error(`The interpreter knows no ${operator.kind}.`);
  }
}

function columnsOf(operator: QueryNode, scope: Scope): Row {
  const columns = elements(part(operator, 'Expressions')).map(column);
  return Object.fromEntries(columns.map(({ name, expression }) => [name, evaluate(expression, scope)]));
}

function union(node: QueryNode, scope: Scope): readonly Row[] {
  const tables = elements(part(node, 'Expressions')).map((member) => tableOf(member, scope));
  const names = new Set(tables.flat().flatMap((row) => Object.keys(row)));
  return tables.flat().map((row) => Object.fromEntries([...names].map((name) => [name, row[name] ?? null])));
}

/** `top n by timestamp desc`, the only `top` there is. */
function newest(operator: QueryNode, { rows, text }: Scope): readonly Row[] {
  const written = /^top (\d+) by timestamp desc/.exec(text.slice(operator.start));
  if (!written) throw new Error('The interpreter knows `top n by timestamp desc` only.');
  const at = (row: Row) => toNumber(row['timestamp'] ?? null) ?? 0;
  return rows.toSorted((a, b) => at(b) - at(a)).slice(0, Number(written[1]));
}
