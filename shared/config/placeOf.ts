import { isMap, isNode, isScalar } from 'yaml';
import { pathName } from '../contacts/mapping/pathName.ts';
import type { ParsedFile } from './parseMappingFile.ts';

/** Where something stands in a mapping file. */
export interface Place {
  /** e.g. `fields[4].rule (column email)`. */
  readonly name: string;
  /** The line of the key at the path, or of the closest thing around it that the file has. */
  readonly line: number;
}

/** Where the value at the path stands in the file. */
export function placeOf(path: readonly PropertyKey[], file: ParsedFile): Place {
  return { name: nameOf(path, file), line: lineOf(path, file) };
}

function nameOf(path: readonly PropertyKey[], { document }: ParsedFile): string {
  const name = pathName(path);
  const column = path[0] === 'fields' ? document.getIn([...path.slice(0, 2), 'column']) : undefined;
  return typeof column === 'string' ? `${name} (column ${column})` : name || 'the file';
}

function lineOf(path: readonly PropertyKey[], { document, lines }: ParsedFile): number {
  for (let depth = path.length; depth > 0; depth--) {
    const around = document.getIn(path.slice(0, depth - 1), true);
    const key = isMap(around)
      ? around.items.find((item) => isScalar(item.key) && item.key.value === path[depth - 1])?.key
      : document.getIn(path.slice(0, depth), true);
    if (isNode(key) && key.range) return lines.linePos(key.range[0]).line;
  }
  return 1;
}
