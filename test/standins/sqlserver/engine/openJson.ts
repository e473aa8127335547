import type { DatabaseSync } from 'node:sqlite';
import { refuse, SqlError } from '../errors.ts';
import { familyOf, type SqlType, textType, typeName, type Value } from '../types.ts';
import { type Converter, makeConverter } from './convert.ts';
import type { JsonSource } from './scope.ts';
import { quoteName } from './sqlText.ts';

/** A JSON number with its digits as written: a float would lose some of a decimal's. */
class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Reads an OPENJSON's text into its temporary table, one row for each element of the array. */
export function fillJsonSource(db: DatabaseSync, source: JsonSource, text: string | null): void {
  const table = `temp.${quoteName(source.tempTable)}`;
  const names = source.columns.map((_, i) => `c${i}`);
  db.exec(`DELETE FROM ${table}`);
  if (text === null) return;
  const readers = source.columns.map(({ type, path }) => columnReader(type, path));
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${names.map(() => '?').join(', ')})`);
  for (const element of elements(text)) insert.run(...readers.map((read) => read(element)));
}

function elements(text: string): readonly unknown[] {
  const keepNumbers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value;
  let json: unknown;
  try {
    json = JSON.parse(text, keepNumbers);
  } catch {
    throw new SqlError(13609, 'JSON text is not properly formatted. Unexpected character is found.', {
      state: 4,
    });
  }
  return Array.isArray(json) ? json : [json];
}

function columnReader(type: SqlType, path: readonly string[]): (element: unknown) => Value {
  if (familyOf(type) === 'binary') throw refuse(`OPENJSON WITH (… ${typeName(type)})`);
  const convert = makeConverter(textType('nvarchar', -1), type);
  return (element) => {
    let value = element;
    for (const key of path) value = property(value, key);
    return scalar(value, type, convert);
  };
}

/** Lax mode: what is not there is NULL. */
function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber || Array.isArray(value))
    return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function scalar(value: unknown, type: SqlType, convert: Converter): Value {
  if (typeof value === 'string') return convert(checkLength(value, type));
  if (value instanceof JsonNumber) return convert(checkLength(value.text, type));
  return typeof value === 'boolean' ? convert(String(value)) : null;
}

function checkLength(text: string, type: SqlType): string {
  if (familyOf(type) === 'string' && type.length !== -1 && text.length > type.length) {
    throw refuse(`OPENJSON with a text longer than its ${typeName(type)}`);
  }
  return text;
}
