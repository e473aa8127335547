import { familyOf, type SqlType } from '../types.ts';

/** Pieces of SQLite's own SQL that several compilers share. */

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The form in which a value is compared, sorted, grouped and indexed. Text ignores case (ASCII only: SQLite has no
 * other) and blanks at its end, bytes ignore zeros at theirs; a datetimeoffset compares by its UTC moment. Indexes
 * are made over exactly this text, so that SQLite uses them.
 */
export function keyForm(sql: string, type: SqlType): string {
  if (familyOf(type) === 'string') return `rtrim(${sql}) COLLATE NOCASE`;
  if (familyOf(type) === 'binary') return `rtrim(hex(${sql}), '0')`;
  return type.kind === 'datetimeoffset' ? `substr(${sql}, 1, 19)` : sql;
}

/** SQLite's affinity for a column of the type. */
export function storageClass(type: SqlType): string {
  switch (familyOf(type)) {
    case 'float':
      return 'REAL';
    case 'string':
      return 'TEXT';
    case 'binary':
    case 'guid':
      return 'BLOB';
    default:
      return type.kind === 'datetimeoffset' ? 'TEXT' : 'INTEGER';
  }
}
