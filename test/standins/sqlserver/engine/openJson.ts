import type { DatabaseSync } from 'node:sqlite';
import { refuse, SqlError } from '../errors.ts';
import { familyOf, type SqlType, textType, typeName, type Value } from '../types.ts';
import { type Converter, makeConverter } from './convert.ts';
import type { JsonSource } from './scope.ts';
import { quoteName } from './sqlText.ts';

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
  let json: unknown;
  try {
    json = JSON.parse(text);
    if (hasNumbers(json)) json = JSON.parse(quoteNumbers(text));
  } catch {
    throw new SqlError(13609, 'JSON text is not properly formatted. Unexpected character is found.', {
      state: 4,
    });
  }
  return Array.isArray(json) ? json : [json];
}

function hasNumbers(json: unknown): boolean {
  if (typeof json === 'number') return true;
  return typeof json === 'object' && json !== null && Object.values(json).some(hasNumbers);
}

/** A number keeps its digits as written, as text: a float would lose some of a decimal's. OPENJSON does not tell the two apart. */
function quoteNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return found;
}

function scalar(value: unknown, type: SqlType, convert: Converter): Value {
  if (typeof value === 'string') return convert(checkLength(value, type));
  return typeof value === 'boolean' ? convert(String(value)) : null;
}

function checkLength(text: string, type: SqlType): string {
  if (familyOf(type) === 'string' && type.length !== -1 && text.length > type.length) {
    throw refuse(`OPENJSON with a text longer than its ${typeName(type)}`);
  }
  return text;
}
