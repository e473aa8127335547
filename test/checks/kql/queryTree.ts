/** A node of Kusto's syntax tree, as far as we read it. */
export interface KustoNode {
  readonly Kind: number;
  readonly NameInParent?: string | null;
  readonly SimpleName?: string | null;
  readonly LiteralValue?: unknown;
  readonly ResultType?: { readonly Name: string } | null;
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  GetChild(index: number): KustoNode | null;
}

export interface QueryNode {
  /** As Kusto calls it, e.g. `FilterOperator`. */
  readonly kind: string;
  /** What it is to its parent, e.g. `Condition`; empty for the elements of a list. */
  readonly role: string;
  /** The name, of a name's declaration or use. */
  readonly name: string;
  /** The text of a string literal. */
  readonly literal: string | undefined;
  /** KQL type of an expression, e.g. `long`. */
  readonly type: string;
  /** Offsets in the query's text. */
  readonly start: number;
  readonly end: number;
  readonly parent: QueryNode | undefined;
  readonly children: readonly QueryNode[];
}

export function toQueryNode(
  node: KustoNode,
  kinds: ReadonlyMap<unknown, string>,
  parent?: QueryNode,
): QueryNode {
  const children: QueryNode[] = [];
  const made: QueryNode = {
    kind: kinds.get(node.Kind) ?? '',
    role: node.NameInParent ?? '',
    name: node.SimpleName ?? '',
    literal: typeof node.LiteralValue === 'string' ? node.LiteralValue : undefined,
    type: node.ResultType?.Name ?? '',
    start: node.TextStart,
    end: node.End,
    parent,
    children,
  };
  for (let index = 0; index < node.ChildCount; index += 1) {
    const child = node.GetChild(index);
    if (child) children.push(toQueryNode(child, kinds, made));
  }
  return made;
}

/** The child that plays this role. */
export function part(node: QueryNode, role: string): QueryNode | undefined {
  return node.children.find((child) => child.role === role);
}

export function descendants(node: QueryNode): readonly QueryNode[] {
  return node.children.flatMap((child) => [child, ...descendants(child)]);
}

/** The elements of a list (`a, b, c`), whatever wraps them. */
export function elements(list: QueryNode | undefined): readonly QueryNode[] {
  if (!list) return [];
  const inner = part(list, 'Expressions') ?? list;
  return inner.children.flatMap((child) =>
    child.kind === 'SeparatedElement' ? child.children.slice(0, 1) : [child],
  );
}

/** String literals of a literal, or of a list in parentheses; undefined when anything else is among them. */
export function literalsOf(node: QueryNode | undefined): readonly string[] | undefined {
  if (!node) return undefined;
  if (node.literal !== undefined) return [node.literal];
  if (node.kind !== 'ExpressionList') return undefined;
  const literals = elements(node).map(({ literal }) => literal);
  return literals.every((literal) => literal !== undefined) ? literals : undefined;
}
