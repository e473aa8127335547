/** A line longer than this is no row, but a line end that is missing. */
export const LONGEST = 1_000_000;

/** A line of the extract, or a piece of JSON that begins in it. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined for one that is too long, or damaged. */
  readonly text: string | undefined;
}

/** Cuts a text that comes in pieces into lines; `\r\n` counts as `\n`. */
export function* splitLines(pieces: Iterable<string>, end: '\n' | '\r'): Generator<Line> {
  let [number, pending, isTooLong] = [1, '', false];
  for (const piece of pieces) {
    let start = 0;
    for (let at = piece.indexOf(end); at !== -1; at = piece.indexOf(end, start)) {
      const text = pending + piece.slice(start, at);
      yield { number, text: isTooLong ? undefined : text.endsWith('\r') ? text.slice(0, -1) : text };
      number += 1;
      pending = '';
      isTooLong = false;
      start = at + 1;
    }
    if (!isTooLong) pending += piece.slice(start);
    if (pending.length > LONGEST) {
      pending = '';
      isTooLong = true;
    }
  }
  if (pending !== '' || isTooLong) yield { number, text: isTooLong ? undefined : pending.replace(/\r$/, '') };
}
