import type { Mapping } from '../contacts/mapping.ts';
import { StopAndAlert } from '../errors.ts';
import type { Database, ResultRow } from './database.ts';
import { DESCRIBE_COLUMNS, DESCRIBE_DATABASE } from './statements.ts';

/** A column as sys.columns declares it. */
export interface Column {
  readonly name: string;
  /** Declared type as T-SQL writes it, e.g. `datetime2(3)`. */
  readonly declaredType: string;
  readonly baseType: string;
  readonly isNullable: boolean;
}

/** What of the source the statements are built from. */
export interface TableDescription {
  /** `[dbo].[hb_contacts]`. */
  readonly quotedName: string;
  readonly key: Column;
  readonly changedAt: Column;
  /** The mapped columns, in the order of the mapping file. */
  readonly columns: readonly Column[];
  /** Which database this is; a watermark of another one means nothing here. */
  readonly identity: string;
}

const KEY_TYPES = /^(?:n?(?:var)?char|tinyint|smallint|int|bigint|uniqueidentifier)$/;
const STAMP_TYPES = /^(?:datetime2?|smalldatetime)$/;
const TEXT_TYPES = /^n?(?:var)?char$/;

/**
 * Reads the table's columns and checks that the mapping can be read from it.
 *
 * @throws StopAndAlert naming the table or every column that is missing or of a type that cannot be used.
 */
export async function describeTable(database: Database, mapping: Mapping): Promise<TableDescription> {
  const { table, key, changedAt } = mapping.source;
  const [identity] = await database.query(DESCRIBE_DATABASE);
  const rows = await database.query(DESCRIBE_COLUMNS, { table });
  if (rows.length === 0) {
    throw new StopAndAlert(
      'SCHEMA',
      `The table ${table} does not exist in ${text(identity, 'database_name')}, or this login may not see it: check source.table in the mapping file.`,
    );
  }
  const columns = new Map(rows.map(toColumn).map((column) => [column.name.toLowerCase(), column]));
  const problems: string[] = [];
  const find = (name: string, usedFor: string, types?: RegExp): Column | undefined => {
    const column = columns.get(name.toLowerCase());
    if (!column) problems.push(`has no column "${name}" (${usedFor})`);
    else if (types && !types.test(column.baseType)) {
      problems.push(`has "${name}" (${usedFor}) as ${column.declaredType}, which cannot be used for that`);
    } else return column;
    return undefined;
  };
  const keyColumn = find(key, 'source.key', KEY_TYPES);
  const changedAtColumn = find(changedAt, 'source.changedAt', STAMP_TYPES);
  const mapped = mapping.fields.flatMap(({ column }, index) => find(column, `fields[${index}]`) ?? []);
  if (problems.length > 0 || !keyColumn || !changedAtColumn) {
    throw new StopAndAlert('SCHEMA', `The table ${table} ${problems.join(', ')}: check the mapping file.`);
  }
  return {
    quotedName: table.split('.').map(quote).join('.'),
    key: keyColumn,
    changedAt: changedAtColumn,
    columns: mapped,
    identity: `${text(identity, 'database_name')} ${text(identity, 'created_at')} ${table}`,
  };
}

/** A name as T-SQL quotes it. */
export function quote(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function toColumn(row: ResultRow): Column {
  const baseType = text(row, 'type_name');
  return {
    name: text(row, 'column_name'),
    baseType,
    declaredType: baseType + typeArguments(baseType, row),
    isNullable: row['is_nullable'] === true,
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
