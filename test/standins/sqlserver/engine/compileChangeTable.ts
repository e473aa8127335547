import { SqlError } from '../errors.ts';
import type { Source } from '../tsql/ast.ts';
import { BIGINT, textType } from '../types.ts';
import { findTable, type Table } from './catalog.ts';
import { gapTable, keyForms, sideTable, trackedKey } from './changeTracking.ts';
import { compileConversion } from './compileConversion.ts';
import { compileValue } from './compileExpression.ts';
import { type CompileContext, EMPTY_SCOPE, type ScopeColumn, type ScopeSource } from './scope.ts';
import { quoteName } from './sqlText.ts';

type ChangeTable = Extract<Source, { kind: 'changeTable' }>;

/**
 * CHANGETABLE(CHANGES t, @since): the net change of every key since a version. Only what is committed: the transaction's own
 * changes have no version yet.
 */
export function compileChangeTable(
  context: CompileContext,
  { table: name, since: written, alias }: ChangeTable,
): { sql: string; source: ScopeSource } {
  const table = findTable(context.catalog, name);
  if (!table.tracked) {
    const full = name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
    throw new SqlError(22105, `Change tracking is not enabled on table '${full}'.`, { line: name.line });
  }
  context.refuseOnReplica();
  context.require('VIEW CHANGE TRACKING', table);
  context.readTable(table);
  for (const { name: column } of trackedKey(table))
    context.permissions.requireColumn('SELECT', table.name, column, context.database);
  const value = compileConversion(context, compileValue(context, EMPTY_SCOPE, written), BIGINT).sql;
  // NULL asks for everything; below zero SQL Server answers nothing.
  const since = `CASE WHEN ${value} IS NULL THEN -1 WHEN ${value} < 0 THEN ${2n ** 62n} ELSE ${value} END`;
  const sqlAlias = context.nextAlias();
  const keys = trackedKey(table);
  const selected = keys.map(({ name: column }) => `c.${quoteName(column)} AS ${quoteName(column)}`);
  const inGap = keyForms(table, 'g.').map((form, i) => `${form} = ${keyForms(table, 'c.')[i]}`);
  // The likelihoods keep SQLite to the order that is asked for: without them it would collect and sort every page of a walk by key.
  const sql = `(SELECT c.rowid AS ct_row, c.version AS ct_version, CASE WHEN c.created > ${since} THEN c.created END AS ct_created,
    CASE WHEN c.deleted = 1 THEN 'D' WHEN c.absent_from <= ${since} AND c.absent_to > ${since} THEN 'I'
      WHEN EXISTS (SELECT 1 FROM ${gapTable(table)} AS g WHERE ${inGap.join(' AND ')} AND g.absent_from <= ${since} AND g.absent_to > ${since}) THEN 'I'
      ELSE 'U' END AS ct_operation, ${selected.join(', ')}
    FROM ${sideTable(table)} AS c WHERE likelihood(c.version > ${since}, 0.9) AND likelihood(c.version <= (SELECT ct_version FROM "sys$database"), 0.99)) AS ${sqlAlias}`;
  const columns = [...systemColumns(sqlAlias), ...keyColumns(keys, sqlAlias)];
  return {
    sql,
    source: {
      alias,
      columns,
      rowId: `${sqlAlias}.ct_row`,
      uniqueKeys: [keyForms(table, `${sqlAlias}.`)],
    },
  };
}

function systemColumns(alias: string): ScopeColumn[] {
  return [
    { name: 'SYS_CHANGE_VERSION', type: BIGINT, sql: `${alias}.ct_version` },
    { name: 'SYS_CHANGE_CREATION_VERSION', type: BIGINT, sql: `${alias}.ct_created` },
    { name: 'SYS_CHANGE_OPERATION', type: textType('nchar', 1), sql: `${alias}.ct_operation` },
    { name: 'SYS_CHANGE_COLUMNS', type: textType('varbinary', 4100), sql: 'NULL' },
    { name: 'SYS_CHANGE_CONTEXT', type: textType('varbinary', 128), sql: 'NULL' },
  ];
}

function keyColumns(keys: Table['columns'], alias: string): ScopeColumn[] {
  return keys.map(({ name, type }) => ({ name, type, sql: `${alias}.${quoteName(name)}` }));
}
