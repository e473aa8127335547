import { SqlError } from '../errors.ts';
import type { ResultColumn } from '../tds/writeColumns.ts';
import type { JsonColumn, Select, Statement } from '../tsql/ast.ts';
import { parseCached } from '../tsql/parseCached.ts';
import { type SqlType, simpleType, textType, typeName } from '../types.ts';

/** The columns of sys.dm_exec_describe_first_result_set that are told. */
export const DESCRIPTION: readonly JsonColumn[] = [
  column('column_ordinal', simpleType('int')),
  column('name', textType('nvarchar', 128)),
  column('system_type_name', textType('nvarchar', 256)),
  column('error_number', simpleType('int')),
  column('error_message', textType('nvarchar', 4000)),
];

/** The first result of a batch as JSON, a row a column: none where it gives none, one with the error where it cannot be compiled. */
export function describeBatch(text: string, columnsOf: (select: Select) => readonly ResultColumn[]): string {
  try {
    const first = firstSelect(parseCached(text));
    const columns = first ? columnsOf(first) : [];
    return JSON.stringify(
      columns.map(({ name, type }, index) => ({
        column_ordinal: index + 1,
        name,
        system_type_name: typeName(type).replaceAll(', ', ','),
      })),
    );
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return JSON.stringify([{ column_ordinal: 0, error_number: error.number, error_message: error.message }]);
  }
}

function firstSelect(statements: readonly Statement[]): Select | undefined {
  for (const statement of statements) {
    if (statement.kind === 'select') return statement;
    if (statement.kind !== 'if') continue;
    const within = firstSelect(statement.whenTrue) ?? firstSelect(statement.whenFalse);
    if (within) return within;
  }
  return undefined;
}

function column(name: string, type: SqlType): JsonColumn {
  return { name, type, path: [name] };
}
