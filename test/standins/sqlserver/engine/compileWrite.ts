import { refuse, SqlError } from '../errors.ts';
import type { Assignment, Expr, Statement } from '../tsql/ast.ts';
import { Cursor, tokenize } from '../tsql/lexer.ts';
import { parseExpression } from '../tsql/parseExpression.ts';
import { NULL_TYPE } from '../types.ts';
import { type Column, findColumn, findTable, type Table } from './catalog.ts';
import { compileConversion } from './compileConversion.ts';
import { compileCondition, compileValue } from './compileExpression.ts';
import { compileSelect } from './compileSelect.ts';
import { compileFrom, tableSource } from './compileSource.ts';
import { type CompileContext, type Compiled, EMPTY_SCOPE, type Scope } from './scope.ts';
import { quoteName } from './sqlText.ts';

type Insert = Extract<Statement, { kind: 'insert' }>;
type Update = Extract<Statement, { kind: 'update' }>;
type Delete = Extract<Statement, { kind: 'delete' }>;

export interface CompiledWrite {
  readonly sql: string;
  readonly table: Table;
}

export function compileInsert(context: CompileContext, insert: Insert): CompiledWrite {
  const table = findTable(context.catalog, insert.table);
  context.require('INSERT', table);
  const columns = insertColumns(table, insert);
  const defaults = table.columns.filter(
    (column) => column.defaultText !== undefined && !columns.includes(column),
  );
  const defaultSql = defaults.map((column) => {
    const value = compileValue(
      context,
      EMPTY_SCOPE,
      parseExpression(new Cursor(tokenize(column.defaultText ?? 'NULL'))),
    );
    return assign(context, table, column, value);
  });
  const stamp = table.columns.find(({ type }) => type.kind === 'timestamp');
  if (stamp !== undefined) defaultSql.push('tsql_rowversion()');
  const names = [...columns, ...defaults, ...(stamp === undefined ? [] : [stamp])]
    .map((column) => quoteName(column.name))
    .join(', ');
  const values =
    insert.query === undefined
      ? compileRows(context, table, columns, insert.rows ?? [], defaultSql)
      : compileQuery(context, table, columns, insert, defaultSql);
  return { sql: `INSERT INTO ${quoteName(table.name)} (${names}) ${values}`, table };
}

function insertColumns(table: Table, insert: Insert): Column[] {
  const { line } = insert.table;
  if (insert.columns === undefined) return table.columns.filter((column) => !column.identity);
  const columns = insert.columns.map((name) => findColumn(table, name, line));
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined)
    throw new SqlError(
      264,
      `The column name '${twice.name}' is specified more than once in the SET clause or column list of an INSERT.`,
      { line },
    );
  if (columns.some((column) => column.type.kind === 'timestamp')) {
    const message =
      'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.';
    throw new SqlError(273, message, { line });
  }
  if (columns.some((column) => column.identity)) {
    throw new SqlError(
      544,
      `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
      { line },
    );
  }
  return columns;
}

function compileRows(
  context: CompileContext,
  table: Table,
  columns: readonly Column[],
  rows: readonly (readonly Expr[])[],
  defaults: readonly string[],
): string {
  const compiled = rows.map((row) => {
    checkCount(columns, row.length, [109, 110]);
    const values = columns.map((column, i) => {
      const expr = row[i];
      const value =
        expr === undefined ? { sql: 'NULL', type: NULL_TYPE } : compileValue(context, EMPTY_SCOPE, expr);
      return assign(context, table, column, value);
    });
    return `(${[...values, ...defaults].join(', ')})`;
  });
  return `VALUES ${compiled.join(', ')}`;
}

function compileQuery(
  context: CompileContext,
  table: Table,
  columns: readonly Column[],
  insert: Insert,
  defaults: readonly string[],
): string {
  if (insert.query === undefined) return '';
  const query = compileSelect(context, undefined, insert.query, 'insert');
  checkCount(columns, query.columns.length, [120, 121]);
  const values = columns.map((column, i) =>
    assign(context, table, column, { sql: `q.c${i}`, type: query.columns[i]?.type ?? NULL_TYPE }),
  );
  return `SELECT ${[...values, ...defaults].join(', ')} FROM (${query.sql}) AS q`;
}

/** Fewer values than columns is the first number, more the second. */
function checkCount(
  columns: readonly Column[],
  values: number,
  [fewer, more]: readonly [number, number],
): void {
  if (values === columns.length) return;
  const [number, word] = values < columns.length ? [fewer, 'more'] : [more, 'fewer'];
  throw new SqlError(
    number,
    `There are ${word} columns in the INSERT statement than values specified. The number of values must match the number of columns.`,
    { severity: 15 },
  );
}

/** Converts a value to the column it is written to. */
function assign(context: CompileContext, table: Table, column: Column, value: Compiled): string {
  return compileConversion(context, value, column.type, {
    column: `${context.database}.dbo.${table.name}\n${column.name}`,
  }).sql;
}

export function compileUpdate(context: CompileContext, update: Update): CompiledWrite {
  if (update.from.length > 0) return compileJoinedUpdate(context, update);
  const table = findTable(context.catalog, update.target);
  context.require('UPDATE', table);
  if (update.where !== undefined) context.require('SELECT', table);
  const scope: Scope = { ...EMPTY_SCOPE, sources: [tableSource(table, update.target.name, 'u', context)] };
  const where = update.where === undefined ? '' : ` WHERE ${compileCondition(context, scope, update.where)}`;
  const set = compileSet(context, scope, table, update.set);
  return { sql: `UPDATE ${quoteName(table.name)} AS u SET ${set}${where}`, table };
}

/** UPDATE … FROM with inner joins: the target leaves FROM, and its join conditions go to WHERE, as SQLite wants it. */
function compileJoinedUpdate(context: CompileContext, update: Update): CompiledWrite {
  const wanted = update.target.name.toLowerCase();
  const isTarget = (join: Update['from'][number]): boolean =>
    join.source.kind === 'table' && (join.source.alias ?? join.source.table.name).toLowerCase() === wanted;
  const target = update.from.find(isTarget);
  if (target?.source.kind !== 'table')
    throw refuse('UPDATE … FROM without its target in FROM', update.target.line);
  if (update.from.some((join) => join.kind === 'left'))
    throw refuse('UPDATE … FROM … LEFT JOIN', update.target.line);
  const table = findTable(context.catalog, target.source.table);
  context.require('UPDATE', table);
  context.require('SELECT', table);
  const others = update.from.filter((join) => join !== target);
  const from = compileFrom(
    context,
    undefined,
    others.map((join, i) => ({ ...join, kind: i === 0 ? 'first' : 'cross', on: undefined })),
  );
  const scope: Scope = {
    ...from.scope,
    sources: [tableSource(table, update.target.name, 'u', context), ...from.scope.sources],
  };
  const conditions = [...update.from.map((join) => join.on), update.where].filter((on) => on !== undefined);
  const where = conditions.map((on) => compileCondition(context, scope, on)).join(' AND ');
  const source = from.sql === '' ? '' : ` FROM ${from.sql}`;
  const set = compileSet(context, scope, table, update.set);
  return {
    sql: `UPDATE ${quoteName(table.name)} AS u SET ${set}${source}${where === '' ? '' : ` WHERE ${where}`}`,
    table,
  };
}

function compileSet(context: CompileContext, scope: Scope, table: Table, set: readonly Assignment[]): string {
  const stamp = table.columns.find(({ type }) => type.kind === 'timestamp');
  const assignments = set.map(({ column: name, value }) => {
    const column = findColumn(table, name);
    if (column === stamp) throw new SqlError(272, 'Cannot update a timestamp column.');
    if (column.identity) throw new SqlError(8102, `Cannot update identity column '${column.name}'.`);
    return `${quoteName(column.name)} = ${assign(context, table, column, compileValue(context, scope, value))}`;
  });
  if (stamp !== undefined) assignments.push(`${quoteName(stamp.name)} = tsql_rowversion()`);
  return assignments.join(', ');
}

export function compileDelete(context: CompileContext, { table: name, where }: Delete): CompiledWrite {
  const table = findTable(context.catalog, name);
  context.require('DELETE', table);
  if (where !== undefined) context.require('SELECT', table);
  const scope: Scope = { ...EMPTY_SCOPE, sources: [tableSource(table, name.name, 'u', context)] };
  const condition = where === undefined ? '' : ` WHERE ${compileCondition(context, scope, where)}`;
  return { sql: `DELETE FROM ${quoteName(table.name)} AS u${condition}`, table };
}
