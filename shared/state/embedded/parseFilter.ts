import type { SQLInputValue } from 'node:sqlite';
import { EmbeddedRefusal } from './embeddedRefusal.ts';

/** A condition of SQLite with what stands for its question marks. */
export interface Condition {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

const TERM =
  /(PartitionKey|RowKey|Timestamp) (eq|gt|ge|lt|le) (?:datetime)?'((?:[^']|'')*)'(?: and (?=.)|$)/y;
const COLUMNS: Readonly<Record<string, string>> = {
  PartitionKey: 'partition_key',
  RowKey: 'row_key',
  Timestamp: 'stored_at',
};
const OPERATORS: Readonly<Record<string, string>> = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' };

/**
 * A filter of OData, as our code asks Table Storage: comparisons of the two keys and of the time, joined by `and`.
 *
 * @throws EmbeddedRefusal 400 for any other.
 */
export function parseFilter(filter: string): readonly Condition[] {
  const conditions: Condition[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < filter.length) {
    const [, name = '', operator = '', value = ''] = TERM.exec(filter) ?? [];
    const column = COLUMNS[name];
    if (column === undefined) throw new EmbeddedRefusal(400, 'InvalidInput');
    conditions.push({ text: `${column} ${OPERATORS[operator]} ?`, values: [value.replaceAll("''", "'")] });
  }
  return conditions;
}
