import { descendants, elements, literalsOf, part, type QueryNode } from './queryTree.ts';

/** Which events' rows an expression may hold: `all` where nothing says, undefined where it is no table of events. */
export type Events = ReadonlySet<string> | 'all' | undefined;

/** Follows tables, `let`, `union` and pipes back to `customEvents`, and reads from each `where` which events are left. */
export function eventsOf(node: QueryNode, root: QueryNode): Events {
  switch (node.kind) {
    case 'NameReference':
      return node.name === 'customEvents' ? 'all' : eventsOfVariable(node.name, root);
    case 'PipeExpression':
      return eventsOfPipe(node, root);
    case 'ParenthesizedExpression':
      return eventsOf(theExpression(node), root);
    case 'UnionOperator':
      return together(elements(listOfUnion(node)).map((member) => eventsOf(member, root)));
    default:
      return undefined;
  }
}

/** The events that rows may be of where this node reads them: those that come in, less what its own `where` excludes. */
export function eventsAt(node: QueryNode, root: QueryNode): Events {
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.kind !== 'PipeExpression' || at.role !== 'Operator') continue;
    const input = eventsOf(theExpression(at.parent), root);
    return at.kind === 'FilterOperator' ? narrowed(input, at) : input;
  }
  return undefined;
}

function eventsOfPipe(pipe: QueryNode, root: QueryNode): Events {
  const input = eventsOf(theExpression(pipe), root);
  const operator = part(pipe, 'Operator');
  if (operator?.kind === 'FilterOperator') return narrowed(input, operator);
  if (operator?.kind === 'UnionOperator') {
    return together([input, ...elements(listOfUnion(operator)).map((member) => eventsOf(member, root))]);
  }
  return input;
}

function eventsOfVariable(name: string, root: QueryNode): Events {
  const declared = descendants(root).find(
    (node) => node.kind === 'LetStatement' && part(node, 'Name')?.name === name,
  );
  return declared && eventsOf(theExpression(declared), root);
}

function together(members: readonly Events[]): Events {
  const known = members.filter((member) => member !== undefined);
  if (known.length === 0) return undefined;
  return known.includes('all') ? 'all' : new Set(known.flatMap((events) => [...events]));
}

function narrowed(input: Events, filter: QueryNode): Events {
  const condition = part(filter, 'Condition');
  if (input === undefined || !condition) return input;
  return conjuncts(condition)
    .map(namedEvents)
    .filter((named) => named !== undefined)
    .reduce<ReadonlySet<string> | 'all'>(
      (left, named) => new Set(named.filter((name) => left === 'all' || left.has(name))),
      input,
    );
}

function conjuncts(condition: QueryNode): readonly QueryNode[] {
  if (condition.kind !== 'AndExpression') return [condition];
  return [part(condition, 'Left'), part(condition, 'Right')].flatMap((side) => (side ? conjuncts(side) : []));
}

/** The events of `name == "…"` or `name in ("…", "…")`; undefined for any other condition. */
function namedEvents(condition: QueryNode): readonly string[] | undefined {
  if (condition.kind !== 'EqualExpression' && condition.kind !== 'InExpression') return undefined;
  const left = part(condition, 'Left');
  if (left?.kind !== 'NameReference' || left.name !== 'name') return undefined;
  return literalsOf(part(condition, 'Right'));
}

const listOfUnion = (union: QueryNode) => part(union, 'Expressions');

function theExpression(node: QueryNode): QueryNode {
  const expression = part(node, 'Expression');
  if (!expression) throw new Error(`A ${node.kind} has no expression.`);
  return expression;
}
