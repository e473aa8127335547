import { elements, literalsOf, part, type QueryNode } from '../queryTree.ts';
import { BINARY, FUNCTIONS, literalValue, type Row, type Value } from './values.ts';

/** What an expression may look at. */
export interface Scope {
  readonly text: string;
  /** Epoch milliseconds that `ago` counts from. */
  readonly now: number;
  readonly variables: ReadonlyMap<string, Value | readonly Row[]>;
  /** The rows of the table, and which of them is meant. */
  readonly rows: readonly Row[];
  readonly index: number;
  readonly scalarOf: (table: QueryNode) => Value;
}

/** The value of an expression for a row. Throws for whatever this interpreter does not know. */
export function evaluate(node: QueryNode, scope: Scope): Value {
  const binary = BINARY[node.kind];
  if (binary) return binary(evaluate(need(node, 'Left'), scope), evaluate(need(node, 'Right'), scope));
  switch (node.kind) {
    case 'NameReference':
      return nameValue(node.name, scope);
    case 'StringLiteralExpression':
      return node.literal ?? '';
    case 'BooleanLiteralExpression':
    case 'LongLiteralExpression':
    case 'RealLiteralExpression':
    case 'TimespanLiteralExpression':
      return literalValue(scope.text.slice(node.start, node.end));
    case 'ParenthesizedExpression':
      return evaluate(need(node, 'Expression'), scope);
    case 'ElementExpression':
      return elementValue(node, scope);
    case 'InExpression': {
      const literals = literalsOf(part(node, 'Right'));
      if (!literals) throw new Error('The interpreter knows `in` with literals only.');
      return literals.includes(String(evaluate(need(node, 'Left'), scope)));
    }
    case 'ToScalarExpression':
      return scope.scalarOf(need(node, 'Expression'));
    case 'FunctionCallExpression':
      return callValue(node, scope);
    default:
      throw new Error(`The interpreter knows no ${node.kind}.`);
  }
}

/** A name that Kusto vouched for and the row lacks is a column of another side of a union, and null. */
function nameValue(name: string, { rows, index, variables }: Scope): Value {
  const value = rows[index]?.[name] ?? variables.get(name) ?? null;
  if (Array.isArray(value)) throw new Error(`"${name}" is a table where a value is needed.`);
  return value as Value;
}

function elementValue(node: QueryNode, scope: Scope): Value {
  const bag = evaluate(need(node, 'Expression'), scope);
  const key = part(need(node, 'Selector'), 'Expression')?.literal ?? '';
  if (bag === null || typeof bag !== 'object') return null;
  return (bag[key] as Value | undefined) ?? null;
}

function callValue(node: QueryNode, scope: Scope): Value {
  const { name } = need(node, 'Name');
  const parts = elements(part(node, 'ArgumentList'));
  const [first] = parts;
  if (name === 'next' && first) return evaluateAt(first, scope, scope.index + 1);
  const values = parts.map((argument) => evaluate(argument, scope));
  if (name === 'ago') return scope.now - Number(values[0]);
  const known = FUNCTIONS[name];
  if (!known) throw new Error(`The interpreter knows no function ${name}().`);
  return known(...values);
}

function evaluateAt(node: QueryNode, scope: Scope, index: number): Value {
  return index < scope.rows.length ? evaluate(node, { ...scope, index }) : null;
}

/** The child that plays this role, which has to be there. */
export function need(node: QueryNode, role: string): QueryNode {
  const child = part(node, role);
  if (!child) throw new Error(`A ${node.kind} has no ${role}.`);
  return child;
}
