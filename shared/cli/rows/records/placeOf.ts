import type { Format } from './recogniseFormat.ts';

/** Where a row stands, in the words of the file: its line, or its place in an array. */
export function placeOf({ line, row }: { line: number; row: number }, { kind }: Format): number {
  return kind === 'json' ? row : line;
}
