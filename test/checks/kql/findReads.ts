import { type Events, eventsAt } from './eventsOf.ts';
import { descendants, literalsOf, part, type QueryNode } from './queryTree.ts';

export const BAGS = { customDimensions: 'dimensions', customMeasurements: 'measurements' } as const;
export type Bag = (typeof BAGS)[keyof typeof BAGS];

/** A query reads `key` of these events: `customDimensions["key"]`. */
export interface FieldRead {
  readonly bag: Bag;
  readonly key: string;
  readonly events: Events;
  readonly start: number;
}

/** A query reads `line["key"]`, `line` being one of our log lines. */
export interface LogRead {
  readonly key: string;
  readonly start: number;
}

/** A query compares the name of an event; `literals` is undefined when it is compared with anything but literals. */
export interface NameComparison {
  readonly literals: readonly string[] | undefined;
  readonly start: number;
}

/** A query compares a field, or a column made of nothing but it, with literals. */
export interface ValueComparison {
  readonly of: readonly FieldRead[];
  readonly literals: readonly string[];
  readonly start: number;
}

export interface Reads {
  readonly fields: readonly FieldRead[];
  readonly logFields: readonly LogRead[];
  readonly names: readonly NameComparison[];
  readonly values: readonly ValueComparison[];
  /** Where a bag is read in a way that hides what is read: as a whole, with a dot, by a computed key. */
  readonly hidden: readonly QueryNode[];
}

/** The variable that queries keep a parsed log line in. */
const LOG_LINE = 'line';

/** Everything that a query reads of events and log lines, found in its syntax tree. */
export function findReads(root: QueryNode): Reads {
  const all = descendants(root);
  const fields = all.flatMap((node) => fieldRead(node, root) ?? []);
  const logFields = all.flatMap((node) => {
    const key = elementOf(node, (name) => name === LOG_LINE);
    return key === undefined ? [] : [{ key, start: node.start }];
  });
  const hidden = all.filter((node) => isHidden(node));
  const comparisons = all.filter((node) => part(node, 'Left') && !/^(And|Or)Expression$/.test(node.kind));
  const names = comparisons.flatMap((node) => nameComparison(node, root) ?? []);
  const columns = columnsOfFields(all, root);
  const values = comparisons.flatMap((node) => valueComparison(node, columns, root) ?? []);
  return { fields, logFields, names, values, hidden };
}

function fieldRead(node: QueryNode, root: QueryNode): FieldRead | undefined {
  const bag = part(node, 'Expression')?.name;
  const key = elementOf(node, (name) => name in BAGS);
  if (key === undefined || (bag !== 'customDimensions' && bag !== 'customMeasurements')) return undefined;
  return { bag: BAGS[bag], key, events: eventsAt(node, root), start: node.start };
}

/** The key of `bag["key"]`, for a bag of that name. */
function elementOf(node: QueryNode, isBag: (name: string) => boolean): string | undefined {
  const bag = part(node, 'Expression');
  const selector = part(node, 'Selector');
  if (node.kind !== 'ElementExpression' || bag?.kind !== 'NameReference' || !isBag(bag.name))
    return undefined;
  return selector && part(selector, 'Expression')?.literal;
}

/** A bag that is not read by a literal key; also the bags of a join's right side, which Kusto numbers. */
function isHidden(node: QueryNode): boolean {
  if (node.kind !== 'NameReference') return false;
  if (/^custom(Dimensions|Measurements)\d+$/.test(node.name)) return true;
  const isRead = node.name in BAGS || node.name === LOG_LINE;
  return isRead && (!node.parent || elementOf(node.parent, (name) => name === node.name) === undefined);
}

function nameComparison(node: QueryNode, root: QueryNode): NameComparison | undefined {
  const left = part(node, 'Left');
  if (left?.kind !== 'NameReference' || left.name !== 'name' || eventsAt(node, root) === undefined) {
    return undefined;
  }
  const isPlain = node.kind === 'EqualExpression' || node.kind === 'InExpression';
  return { literals: isPlain ? literalsOf(part(node, 'Right')) : undefined, start: node.start };
}

/** Columns that are nothing but a field, by their name: `state = tostring(customDimensions["state"])`. */
function columnsOfFields(
  all: readonly QueryNode[],
  root: QueryNode,
): ReadonlyMap<string, readonly FieldRead[]> {
  const columns = new Map<string, readonly FieldRead[]>();
  for (const node of all) {
    if (node.kind !== 'SimpleNamedExpression') continue;
    const name = part(node, 'Name')?.name ?? '';
    const read = readWithin(part(node, 'Expression'), root);
    if (read) columns.set(name, [...(columns.get(name) ?? []), read]);
  }
  return columns;
}

function valueComparison(
  node: QueryNode,
  columns: ReadonlyMap<string, readonly FieldRead[]>,
  root: QueryNode,
): ValueComparison | undefined {
  const left = part(node, 'Left');
  const literals = literalsOf(part(node, 'Right'));
  if (!left || !literals) return undefined;
  const read = readWithin(left, root);
  const of = read ? [read] : left.kind === 'NameReference' ? columns.get(left.name) : undefined;
  return of && { of, literals, start: node.start };
}

/** The field that an expression is, if only through `tostring`. */
function readWithin(node: QueryNode | undefined, root: QueryNode): FieldRead | undefined {
  if (!node) return undefined;
  const isToString = node.kind === 'FunctionCallExpression' && part(node, 'Name')?.name === 'tostring';
  const inner = isToString ? descendants(node).find(({ kind }) => kind === 'ElementExpression') : node;
  return inner && fieldRead(inner, root);
}
