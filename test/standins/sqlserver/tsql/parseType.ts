import { refuse, SqlError } from '../errors.ts';
import { decimalType, type SqlType, scaledType, simpleType, textType } from '../types.ts';
import type { Cursor } from './lexer.ts';

const ALIASES: Readonly<Record<string, string>> = {
  integer: 'int',
  dec: 'decimal',
  sysname: 'nvarchar',
  rowversion: 'timestamp',
};

/** A data type as T-SQL writes it. Without a length a text has 1 in a column and 30 in a CAST. */
export function parseType(cursor: Cursor, bareLength: 1 | 30): SqlType {
  const line = cursor.line;
  const written = cursor.name().toLowerCase();
  const name = ALIASES[written] ?? written;
  const sizes = parseSizes(cursor);
  switch (name) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'money':
    case 'smallmoney':
    case 'real':
    case 'date':
    case 'datetime':
    case 'smalldatetime':
    case 'uniqueidentifier':
    case 'timestamp':
      return simpleType(name);
    case 'float':
      return simpleType((sizes[0] ?? 53) <= 24 ? 'real' : 'float');
    case 'decimal':
    case 'numeric':
      return { ...decimalType(sizes[0] ?? 18, sizes[1] ?? 0), kind: name };
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return scaledType(name, sizes[0] ?? 7);
    case 'char':
    case 'nchar':
    case 'binary':
    case 'varchar':
    case 'nvarchar':
    case 'varbinary':
      return textType(name, written === 'sysname' ? 128 : (sizes[0] ?? bareLength));
    default:
      throw unknownType(name, line);
  }
}

const REFUSED_TYPES =
  /^(text|ntext|image|xml|sql_variant|geography|geometry|hierarchyid|json|vector|cursor|table)$/;

function unknownType(name: string, line: number): SqlError {
  if (REFUSED_TYPES.test(name)) return refuse(`the type ${name}`, line);
  return new SqlError(243, `Type ${name} is not a defined system type.`, { line });
}

function parseSizes(cursor: Cursor): number[] {
  if (!cursor.isOp('(')) return [];
  return cursor.parenthesized(() => (cursor.acceptWord('MAX') ? -1 : cursor.integer()));
}
