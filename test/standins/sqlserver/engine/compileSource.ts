import { refuse, SqlError } from '../errors.ts';
import type { Join, JsonColumn, Source } from '../tsql/ast.ts';
import { findTable, type Table } from './catalog.ts';
import { compileChangeTable } from './compileChangeTable.ts';
import { compileCondition } from './compileExpression.ts';
import { compileSelect } from './compileSelect.ts';
import { DESCRIPTION } from './describeBatch.ts';
import { onlyVisible, onlyVisibleTypes } from './objectNames.ts';
import type { CompileContext, JsonSource, Scope, ScopeSource } from './scope.ts';
import { keyForm, quoteName } from './sqlText.ts';
import { SYSTEM_VIEWS } from './systemViews.ts';

interface CompiledSource {
  readonly sql: string;
  readonly source: ScopeSource;
}

/** FROM and its joins: the SQL after FROM, and the scope that the rest of the query sees. */
export function compileFrom(
  context: CompileContext,
  parent: Scope | undefined,
  joins: readonly Join[],
): { sql: string; scope: Scope } {
  const sources: ScopeSource[] = [];
  let sql = '';
  for (const join of joins) {
    const { sql: sourceSql, source } = compileSource(context, parent, join.source);
    if (sources.some((known) => known.alias.toLowerCase() === source.alias.toLowerCase()))
      throw sameName(source.alias);
    sources.push(source);
    if (join.kind === 'first') sql = sourceSql;
    else {
      const word = { inner: 'JOIN', left: 'LEFT JOIN', cross: 'CROSS JOIN' }[join.kind];
      const scope: Scope = { sources: [...sources], parent, groups: undefined };
      const on = join.on === undefined ? '' : ` ON ${compileCondition(context, scope, join.on)}`;
      sql += ` ${word} ${sourceSql}${on}`;
    }
  }
  return { sql, scope: { sources, parent, groups: undefined } };
}

function sameName(alias: string): SqlError {
  const message = `The objects "${alias}" and "${alias}" in the FROM clause have the same exposed names. Use correlation names to distinguish them.`;
  return new SqlError(1013, message);
}

function compileSource(context: CompileContext, parent: Scope | undefined, source: Source): CompiledSource {
  switch (source.kind) {
    case 'derived':
      return compileDerived(context, parent, source);
    case 'openJson':
      return compileOpenJson(context, source);
    case 'describedResult':
      context.parameterType(source.variable, source.line);
      return compileJson(context, { describes: source.variable }, DESCRIPTION, source.alias);
    case 'changeTable':
      return compileChangeTable(context, source);
    case 'table': {
      const schema = source.table.schema?.toLowerCase();
      if (schema === 'sys' || schema === 'information_schema')
        return compileSystemView(context, source, schema);
      const table = findTable(context.catalog, source.table);
      context.readTable(table);
      const alias = context.nextAlias();
      return {
        sql: `${quoteName(table.name)} AS ${alias}`,
        source: tableSource(table, source.alias ?? source.table.name, alias, context),
      };
    }
  }
}

/** A base table as its expressions see it; `sqlAlias` is its name in the generated SQL. */
export function tableSource(
  table: Table,
  alias: string,
  sqlAlias: string,
  { permissions, database }: CompileContext,
): ScopeSource {
  const columns = table.columns.map(({ name, type }) => ({
    name,
    type,
    sql: `${sqlAlias}.${quoteName(name)}`,
    check: () => permissions.requireColumn('SELECT', table.name, name, database),
  }));
  const keys = table.indexes.filter((index) => index.unique);
  return {
    alias,
    columns,
    rowId: `${sqlAlias}.rowid`,
    uniqueKeys: keys.map((index) =>
      index.columns.flatMap((name) =>
        columns.filter((column) => column.name === name).map(({ sql, type }) => keyForm(sql, type)),
      ),
    ),
  };
}

function compileSystemView(
  context: CompileContext,
  source: Extract<Source, { kind: 'table' }>,
  schema: string,
): CompiledSource {
  const view = schema === 'sys' ? SYSTEM_VIEWS[source.table.name.toLowerCase()] : undefined;
  if (view === undefined) throw refuse(`the view ${schema}.${source.table.name}`, source.table.line);
  const alias = context.nextAlias();
  const columns = view.columns.map(({ name, type }) => ({ name, type, sql: `${alias}.${quoteName(name)}` }));
  const perObject = view.columns.some(({ name }) => name === 'object_id');
  const rows = view.sql(context.database);
  const visible = perObject ? onlyVisible(context, rows, view) : onlyVisibleTypes(context, rows, view);
  return {
    sql: `(${visible}) AS ${alias}`,
    source: { alias: source.alias ?? source.table.name, columns, rowId: undefined, uniqueKeys: [] },
  };
}

function compileDerived(
  context: CompileContext,
  parent: Scope | undefined,
  source: Extract<Source, { kind: 'derived' }>,
): CompiledSource {
  const query = compileSelect(context, parent, source.query, 'derived');
  const alias = context.nextAlias();
  const columns = query.columns.map(({ name, type }, i) => ({ name, type, sql: `${alias}.c${i}` }));
  return {
    sql: `(${query.sql}) AS ${alias}`,
    source: { alias: source.alias, columns, rowId: undefined, uniqueKeys: [] },
  };
}

/** The rows are put into a temporary table just before the statement runs: see `fillJsonSource`. */
function compileOpenJson(
  context: CompileContext,
  source: Extract<Source, { kind: 'openJson' }>,
): CompiledSource {
  const { json } = source;
  let from: JsonSource['json'];
  if (json.kind === 'variable') {
    context.parameterType(json.name, json.line);
    from = { parameter: json.name };
  } else if (json.kind === 'literal' && typeof json.value === 'string') from = { text: json.value };
  else throw refuse('OPENJSON of anything but a parameter or a literal');
  return compileJson(context, from, source.columns, source.alias);
}

function compileJson(
  context: CompileContext,
  from: JsonSource['json'],
  json: readonly JsonColumn[],
  exposed: string,
): CompiledSource {
  const tempTable = `json$${context.jsonSources.length}$${json.length}`;
  context.jsonSources.push({ tempTable, json: from, columns: json });
  const alias = context.nextAlias();
  const columns = json.map(({ name, type }, i) => ({ name, type, sql: `${alias}.c${i}` }));
  return {
    sql: `temp.${quoteName(tempTable)} AS ${alias}`,
    source: { alias: exposed, columns, rowId: `${alias}.rowid`, uniqueKeys: [] },
  };
}
