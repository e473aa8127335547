import { refuse, SqlError } from '../errors.ts';
import type { Expr, Join, JsonColumn, OrderItem, Select, SelectItem, Source, TableName } from './ast.ts';
import { type Cursor, RESERVED } from './lexer.ts';
import { parseExpression } from './parseExpression.ts';
import { parseType } from './parseType.ts';

/** A SELECT with everything that may follow it. */
export function parseSelect(cursor: Cursor): Select {
  const line = cursor.line;
  cursor.expectWord('SELECT');
  const distinct = cursor.acceptWord('DISTINCT');
  const top = cursor.acceptWord('TOP') ? parseTop(cursor) : undefined;
  const items = cursor.list(() => parseItem(cursor));
  cursor.refuseWord('INTO');
  const from = cursor.acceptWord('FROM') ? parseFrom(cursor) : [];
  const where = cursor.acceptWord('WHERE') ? parseExpression(cursor) : undefined;
  const groupBy = cursor.acceptWord('GROUP', 'BY') ? cursor.list(() => parseExpression(cursor)) : [];
  const having = cursor.acceptWord('HAVING') ? parseExpression(cursor) : undefined;
  for (const word of ['UNION', 'EXCEPT', 'INTERSECT', 'WINDOW']) cursor.refuseWord(word);
  const orderBy = cursor.acceptWord('ORDER', 'BY') ? cursor.list(() => parseOrderItem(cursor)) : [];
  const { offset, fetch } = parsePaging(cursor);
  cursor.refuseWord('FOR');
  parseOptions(cursor);
  return { kind: 'select', line, distinct, top, items, from, where, groupBy, having, orderBy, offset, fetch };
}

function parseTop(cursor: Cursor): Expr {
  const inParentheses = cursor.acceptOp('(');
  const top: Expr = inParentheses ? parseExpression(cursor) : parseTopNumber(cursor);
  if (inParentheses) cursor.expectOp(')');
  cursor.refuseWord('PERCENT');
  cursor.refuseWord('WITH', 'TIES');
  return top;
}

function parseTopNumber(cursor: Cursor): Expr {
  const value = BigInt(cursor.integer());
  return { kind: 'literal', type: { kind: 'int', length: 0, precision: 10, scale: 0 }, value };
}

function parseItem(cursor: Cursor): SelectItem {
  if (cursor.acceptOp('*')) return { kind: 'star', table: undefined };
  const first = cursor.peek();
  if (first.kind === 'variable' && cursor.isOp('=', 1)) throw refuse('SELECT @variable =', first.line);
  if (cursor.isOp('.', 1) && cursor.isOp('*', 2)) {
    const table = cursor.name();
    cursor.next();
    cursor.next();
    return { kind: 'star', table };
  }
  if ((first.kind === 'word' || first.kind === 'quoted') && cursor.isOp('=', 1)) {
    const alias = cursor.name();
    cursor.next();
    return { kind: 'expr', expr: parseExpression(cursor), alias };
  }
  const expr = parseExpression(cursor);
  if (cursor.acceptWord('AS')) {
    const token = cursor.peek();
    if (token.kind !== 'string') return { kind: 'expr', expr, alias: cursor.name() };
    cursor.next();
    return { kind: 'expr', expr, alias: token.text };
  }
  return { kind: 'expr', expr, alias: acceptAlias(cursor) };
}

/** A name that follows without AS. */
function acceptAlias(cursor: Cursor): string | undefined {
  const token = cursor.peek();
  const isName =
    token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text.toUpperCase()));
  return isName && !cursor.isWord('OFFSET') ? cursor.name() : undefined;
}

/** FROM with its joins; the comma of old joins is a cross join. */
export function parseFrom(cursor: Cursor): Join[] {
  const joins: Join[] = [{ kind: 'first', source: parseSource(cursor), on: undefined }];
  for (;;) {
    const kind = acceptJoin(cursor);
    if (kind === undefined) return joins;
    const source = parseSource(cursor);
    if (kind === 'cross') {
      joins.push({ kind, source, on: undefined });
      continue;
    }
    cursor.expectWord('ON');
    joins.push({ kind, source, on: parseExpression(cursor) });
  }
}

function acceptJoin(cursor: Cursor): 'inner' | 'left' | 'cross' | undefined {
  for (const words of [['CROSS', 'APPLY'], ['OUTER', 'APPLY'], ['RIGHT'], ['FULL'], ['PIVOT'], ['UNPIVOT']]) {
    cursor.refuseWord(...words);
  }
  if (cursor.acceptOp(',') || cursor.acceptWord('CROSS', 'JOIN')) return 'cross';
  if (cursor.acceptWord('INNER', 'JOIN') || cursor.acceptWord('JOIN')) return 'inner';
  if (cursor.acceptWord('LEFT', 'OUTER', 'JOIN') || cursor.acceptWord('LEFT', 'JOIN')) return 'left';
  for (const side of ['INNER', 'LEFT'])
    if (cursor.isWord(side)) throw refuse(`a join hint after ${side}`, cursor.line);
  return undefined;
}

function parseSource(cursor: Cursor): Source {
  if (cursor.isOp('(')) return parseDerived(cursor);
  if (cursor.isWord('OPENJSON') && cursor.isOp('(', 1)) return parseOpenJson(cursor);
  if (cursor.isWord('CHANGETABLE') && cursor.isOp('(', 1)) return parseChangeTable(cursor);
  const line = cursor.line;
  const table = parseTableName(cursor);
  if (isDescription(table) && cursor.isOp('(')) return parseDescription(cursor, line);
  if (cursor.isOp('(')) throw refuse(`the table function ${table.name.toUpperCase()}`, line);
  const alias = cursor.acceptWord('AS') ? cursor.name() : acceptAlias(cursor);
  if (cursor.isWord('WITH') || (cursor.isOp('(') && cursor.peek(1).kind === 'word')) {
    throw refuse('a table hint', cursor.line);
  }
  cursor.refuseWord('TABLESAMPLE');
  return { kind: 'table', table, alias };
}

function isDescription({ schema, name }: TableName): boolean {
  return schema?.toLowerCase() === 'sys' && name.toLowerCase() === 'dm_exec_describe_first_result_set';
}

/** Of a batch in a variable, without parameters and without browse information. */
function parseDescription(cursor: Cursor, line: number): Source {
  cursor.expectOp('(');
  const batch = parseExpression(cursor);
  cursor.expectOp(',');
  const parameters = parseExpression(cursor);
  cursor.expectOp(',');
  const browse = parseExpression(cursor);
  cursor.expectOp(')');
  const isPlain =
    parameters.kind === 'literal' &&
    parameters.value === null &&
    browse.kind === 'literal' &&
    Number(browse.value) === 0;
  if (batch.kind !== 'variable' || !isPlain)
    throw refuse('sys.dm_exec_describe_first_result_set of anything but (@variable, NULL, 0)', line);
  const alias = cursor.acceptWord('AS') ? cursor.name() : acceptAlias(cursor);
  return {
    kind: 'describedResult',
    variable: batch.name,
    line,
    alias: alias ?? 'dm_exec_describe_first_result_set',
  };
}

function parseChangeTable(cursor: Cursor): Source {
  cursor.next();
  cursor.expectOp('(');
  cursor.refuseWord('VERSION');
  cursor.expectWord('CHANGES');
  const table = parseTableName(cursor);
  cursor.expectOp(',');
  const since = parseSince(cursor);
  cursor.expectOp(')');
  cursor.acceptWord('AS');
  const line = cursor.line;
  const alias = acceptAlias(cursor);
  if (alias === undefined)
    throw new SqlError(22104, 'A table returned by the CHANGETABLE function must be aliased.', { line });
  if (cursor.isOp('(')) throw refuse('a column list after CHANGETABLE', line);
  return { kind: 'changeTable', table, since, alias };
}

/** SQL Server takes a number, NULL or a variable here, and no expression. */
function parseSince(cursor: Cursor): Expr {
  const since = parseExpression(cursor);
  if (since.kind === 'variable' || (since.kind === 'literal' && typeof since.value !== 'string'))
    return since;
  throw cursor.unexpected();
}

function parseDerived(cursor: Cursor): Source {
  cursor.expectOp('(');
  if (cursor.isWord('VALUES')) throw refuse('VALUES as a table', cursor.line);
  const query = parseSelect(cursor);
  cursor.expectOp(')');
  cursor.acceptWord('AS');
  const alias = cursor.name();
  if (cursor.isOp('(')) throw refuse('a column list after a derived table', cursor.line);
  return { kind: 'derived', query, alias };
}

function parseOpenJson(cursor: Cursor): Source {
  cursor.next();
  cursor.expectOp('(');
  const json = parseExpression(cursor);
  if (cursor.isOp(',')) throw refuse('OPENJSON with a path', cursor.line);
  cursor.expectOp(')');
  if (!cursor.acceptWord('WITH')) throw refuse('OPENJSON without WITH', cursor.line);
  const columns = cursor.parenthesized(() => parseJsonColumn(cursor));
  cursor.acceptWord('AS');
  const alias = acceptAlias(cursor) ?? 'OPENJSON';
  return { kind: 'openJson', json, columns, alias };
}

function parseJsonColumn(cursor: Cursor): JsonColumn {
  const name = cursor.name();
  const type = parseType(cursor, 1);
  const token = cursor.peek();
  if (token.kind !== 'string') {
    refuseAsJson(cursor);
    return { name, type, path: [name] };
  }
  cursor.next();
  refuseAsJson(cursor);
  return { name, type, path: parsePath(token.text, token.line) };
}

function refuseAsJson(cursor: Cursor): void {
  cursor.refuseWord('AS', 'JSON');
}

const PATH = /^(?:lax\s+)?\$((?:\.(?:[A-Za-z_]\w*|"[^"]+"))*)$/;

function parsePath(text: string, line: number): string[] {
  const match = PATH.exec(text.trim());
  if (match === null) throw refuse(`the JSON path '${text}'`, line);
  return Array.from((match[1] ?? '').matchAll(/\.(?:"([^"]+)"|(\w+))/g), (step) => step[1] ?? step[2] ?? '');
}

function parseOrderItem(cursor: Cursor): OrderItem {
  const expr = parseExpression(cursor);
  const descending = cursor.acceptWord('DESC');
  if (!descending) cursor.acceptWord('ASC');
  return { expr, descending };
}

function parsePaging(cursor: Cursor): { offset: Expr | undefined; fetch: Expr | undefined } {
  if (!cursor.acceptWord('OFFSET')) return { offset: undefined, fetch: undefined };
  const offset = parseExpression(cursor);
  acceptRows(cursor);
  if (!cursor.acceptWord('FETCH')) return { offset, fetch: undefined };
  if (!cursor.acceptWord('NEXT')) cursor.expectWord('FIRST');
  const fetch = parseExpression(cursor);
  acceptRows(cursor);
  cursor.expectWord('ONLY');
  return { offset, fetch };
}

function acceptRows(cursor: Cursor): void {
  if (!cursor.acceptWord('ROWS')) cursor.expectWord('ROW');
}

/** The query hints that change a plan and nothing else; there is no plan here. */
function parseOptions(cursor: Cursor): void {
  if (!cursor.acceptWord('OPTION')) return;
  cursor.parenthesized(() => {
    const known = cursor.acceptWord('RECOMPILE') || cursor.acceptWord('LOOP', 'JOIN');
    if (!known) throw refuse(`OPTION (${cursor.peek().text.toUpperCase()})`, cursor.line);
  });
}

/** `t` or `dbo.t`. */
export function parseTableName(cursor: Cursor): TableName {
  const line = cursor.line;
  const parts = [cursor.name()];
  while (cursor.acceptOp('.')) parts.push(cursor.name());
  if (parts.length > 2) throw refuse('a name with a database in front', line);
  const name = parts.at(-1) ?? '';
  if (name.startsWith('#')) throw refuse('a temporary table', line);
  return { schema: parts.length === 2 ? parts[0] : undefined, name, line };
}
