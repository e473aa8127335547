import { foldName } from '../../../contacts/divisions/foldName.ts';
import { nearest } from '../../../contacts/mapping/nearest.ts';
import type { FieldMapping, Mapping } from '../../../contacts/mapping.ts';

/** Finds the column of the mapping by the name that an extract gives it. Names of SQL Server do not tell cases apart. */
export function columnFinder({ fields }: Mapping): (name: string) => string | undefined {
  const columns = new Map(fields.map(({ column }) => [column.toLowerCase(), column]));
  return (name) => columns.get(name.trim().toLowerCase());
}

/** The columns without which no row can go. */
export function requiredColumns({ fields, source }: Mapping): readonly string[] {
  return fields.flatMap(({ column, required }) => (required || column === source.key ? [column] : []));
}

/** How a name is folded to be compared: words of letters and digits, without accents and case. */
const wordsOf = (name: string) => foldName(name).split(' ');

/**
 * The column that a foreign name most likely means, of those the extract lacks: one with the same letters in its name or label
 * (`Correo electrónico`), else with a word in common (`cedula` of `no__de_cedula`), else the nearest that begins alike.
 */
export function likelyColumn(
  name: string,
  { fields }: Mapping,
  taken: ReadonlySet<string>,
): string | undefined {
  const free = fields.filter(({ column }) => !taken.has(column));
  const words = wordsOf(name);
  const joined = words.join('');
  const isSame = (field: FieldMapping) =>
    [field.column, field.label].some((text) => wordsOf(text).join('') === joined);
  const shared = free.map((field) => {
    const own = new Set([...wordsOf(field.column), ...wordsOf(field.label)]);
    return { field, count: words.filter((word) => word.length > 3 && own.has(word)).length };
  });
  const most = Math.max(0, ...shared.map(({ count }) => count));
  const close = nearest(
    name,
    free.map(({ column }) => column),
  );
  const found =
    free.find(isSame) ?? (most > 0 ? shared.find(({ count }) => count === most)?.field : undefined);
  if (found) return found.column;
  return joined.length > 2 && wordsOf(close).join('').startsWith(joined.slice(0, 3)) ? close : undefined;
}

/** A name as it may be printed on a terminal. */
export function printableName(name: string): string {
  const printable = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return printable.length > 60 ? `${printable.slice(0, 60)}…` : printable;
}
