import type { Mapping } from '../../../contacts/mapping.ts';
import { FileFault } from '../fileFault.ts';
import { columnFinder } from './columnNames.ts';
import type { ColumnsSeen } from './columnsSeen.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Finds the columns of the mapping in objects, and notes which there were. Names of an object that has none of them are not
 * noted: they may be anything, a person's cédula for instance.
 *
 * @throws FileFault when an object has a column in two spellings.
 */
export function objectMatcher(mapping: Mapping, seen: ColumnsSeen): (object: Values, row: number) => Values {
  const find = columnFinder(mapping);
  /** As many names as columns of the mapping have spellings, not as many as rows have names. */
  const known = new Map<string, string>();
  return (object, row) => {
    const values: Record<string, unknown> = {};
    const unknown: string[] = [];
    let count = 0;
    for (const name in object) {
      const column = known.get(name) ?? find(name);
      if (column === undefined) {
        unknown.push(name);
        continue;
      }
      if (Object.hasOwn(values, column))
        throw new FileFault(
          `Row ${row} has the column ${column} twice, in two spellings. Delete one of them.`,
        );
      known.set(name, column);
      seen.addKnown(column);
      values[column] = object[name];
      count += 1;
    }
    if (count > 0) for (const name of unknown) seen.addUnknown(name);
    return values;
  };
}
