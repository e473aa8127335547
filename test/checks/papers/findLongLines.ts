import { type Paper, proseOf } from './paper.ts';

/** What a reader takes in at once: lines of a paper, and letters of a line outside tables and blocks of code. */
export interface Length {
  readonly lines: number;
  readonly letters: number;
}

/** Whatever of a paper is longer than allowed: one sentence each. */
export function findLongLines(paper: Paper, most: Length): readonly string[] {
  const lines = paper.text.trimEnd().split('\n');
  const prose = proseOf(paper).split('\n');
  const isBlock = (at: number) => prose[at]?.trim() === '' && lines[at]?.trim() !== '';
  const long = lines.flatMap((line, at) =>
    line.startsWith('|') || isBlock(at) || line.length <= most.letters
      ? []
      : [`${paper.path}:${at + 1}: ${line.length} letters, ${most.letters} are allowed.`],
  );
  return lines.length > most.lines
    ? [...long, `${paper.path}: ${lines.length} lines, ${most.lines} are allowed.`]
    : long;
}
