import type { Mapping } from '../contacts/mapping.ts';
import { findSlots, withoutSlots } from '../contacts/slots.ts';
import { StopAndAlert } from '../errors.ts';
import type { Database } from './database.ts';
import { describeDatabase } from './describeDatabase.ts';
import { quote } from './statements/statement.ts';
import type { ResultRow } from './streamRows.ts';
import type { Column, TableDescription } from './tableDescription.ts';

const KEY_TYPES = /^(?:n?(?:var)?char|tinyint|smallint|int|bigint|uniqueidentifier)$/;
const STAMP_TYPES = /^(?:datetime2?|smalldatetime)$/;
const TEXT_TYPES = /^n?(?:var)?char$/;
/** Types whose values have an exact text. */
const VALUE_TYPES =
  /^(?:n?(?:var)?char|(?:tiny|small|big)?int|bit|decimal|numeric|(?:small)?money|date|datetime2?|smalldatetime|uniqueidentifier)$/;

/**
 * Reads the table's columns and checks that the mapping can be read from it.
 *
 * @throws StopAndAlert naming the table or every column that is missing or of a type that cannot be used.
 */
export async function describeTable(database: Database, mapping: Mapping): Promise<TableDescription> {
  const { table, key, changedAt } = mapping.source;
  const description = await describeDatabase(database);
  const rows = await database.query('describeColumns', { table });
  if (rows.length === 0) {
    throw new StopAndAlert(
      'SCHEMA',
      `The table ${table} does not exist in ${text(description, 'database_name')}, or this login may not see it: check source.table in the mapping file.`,
    );
  }
  const columns = new Map(rows.map(toColumn).map((column) => [column.name.toLowerCase(), column]));
  const problems: string[] = [];
  const { absent, torn } = findSlots(mapping, (name) => columns.has(name.toLowerCase()));
  const find = (name: string, usedFor: string, types: RegExp): Column | undefined => {
    const column = columns.get(name.toLowerCase());
    if (!column) problems.push(`has no column "${name}" (${usedFor})`);
    else if (!types.test(column.baseType)) {
      const type = column.declaredType || 'a type of its own';
      problems.push(`has "${name}" (${usedFor}) as ${type}, which cannot be used for that`);
    } else return column;
    return undefined;
  };
  const keyColumn = find(key, 'source.key', KEY_TYPES);
  // No message of the queue need hold its values; nor does an index of SQL Server.
  if (keyColumn?.declaredType.endsWith('(max)'))
    problems.push(`has "${key}" (source.key) as ${keyColumn.declaredType}, which cannot be used for that`);
  const changedAtColumn = find(changedAt, 'source.changedAt', STAMP_TYPES);
  const mapped = withoutSlots(mapping, absent).fields.flatMap((field) => {
    const { column, place, slot } = field;
    const usedFor = torn.includes(field) ? `${place}, slot ${slot}, of which it has others` : place;
    const found = find(column, usedFor, VALUE_TYPES);
    return found ? [{ ...found, mappedAs: column }] : [];
  });
  if (problems.length > 0 || !keyColumn || !changedAtColumn) {
    throw new StopAndAlert(
      'SCHEMA',
      `The table ${table} ${problems.join(', ')}: check the mapping file, and that this login may see the columns.`,
    );
  }
  return {
    name: table,
    quotedName: table.split('.').map(quote).join('.'),
    key: keyColumn,
    changedAt: changedAtColumn,
    columns: mapped,
    rowversion: [...columns.values()].find(({ baseType }) => baseType === 'timestamp'),
    identity: await identityOf(database, description, table),
    isReadOnly: database.readOnlyIntent || text(description, 'updateability') === 'READ_ONLY',
  };
}

/**
 * Name, creation and recovery fork of the database: a restore changes at least one of them. The fork is visible to
 * logins with some rights only; without it the feeds still notice counters that went back.
 */
async function identityOf(database: Database, description: ResultRow, table: string): Promise<string> {
  const fork = await database.query('describeRecoveryFork').then(
    ([row]) => text(row, 'recovery_fork'),
    (error: unknown) => {
      if (error instanceof StopAndAlert) return '';
      throw error;
    },
  );
  return [text(description, 'database_name'), text(description, 'created_at'), fork, table].join(' ');
}

function toColumn(row: ResultRow): Column {
  const baseType = text(row, 'type_name');
  return {
    name: text(row, 'column_name'),
    baseType,
    declaredType: baseType + typeArguments(baseType, row),
    isNullable: row['is_nullable'] === true,
    collation: TEXT_TYPES.test(baseType) ? text(row, 'collation_name') || null : null,
    canSelect: row['can_select'] === 1,
  };
}

function typeArguments(baseType: string, row: ResultRow): string {
  const bytes = Number(row['max_length']);
  if (TEXT_TYPES.test(baseType)) {
    if (bytes === -1) return '(max)';
    return `(${baseType.startsWith('n') ? bytes / 2 : bytes})`;
  }
  if (baseType === 'datetime2') return `(${text(row, 'scale')})`;
  if (baseType === 'decimal' || baseType === 'numeric')
    return `(${text(row, 'precision')}, ${text(row, 'scale')})`;
  return '';
}

function text(row: ResultRow | undefined, name: string): string {
  const value = row?.[name];
  return value === null || value === undefined ? '' : String(value);
}
