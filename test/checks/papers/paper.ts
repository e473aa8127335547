import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './listFiles.ts';

/** A text by its path from the root; of a paper it is Markdown. */
export interface Paper {
  readonly path: string;
  readonly text: string;
}

/** A repository as the checks of its papers see it. */
export interface Library {
  readonly files: readonly string[];
  readonly papers: readonly Paper[];
}

export function readLibrary(root: string): Library {
  const files = listFiles(root);
  const papers = files
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return { files, papers };
}

/** A passage of a text and the line it begins in. */
export interface Passage {
  readonly text: string;
  readonly line: number;
}

const FENCE = /^(?<indent> *)```[^\n]*\n[\s\S]*?^\k<indent>```$/gm;
const CODE = /(?<ticks>`+)(?<code>[^`](?:[\s\S]*?[^`])?)\k<ticks>(?!`)/g;

/** The same text with blanks in place of what matches; lines keep their numbers. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));
}

/** What is written as prose: neither a block of code nor code within a line. */
export function proseOf({ text }: Paper): string {
  return blanked(blanked(text, FENCE), CODE);
}

/** Code within lines, each piece by itself. */
export function inlineCode(paper: Paper): readonly Passage[] {
  const text = blanked(paper.text, FENCE);
  return [...text.matchAll(CODE)].map(({ index, groups }) => ({
    text: (groups?.['code'] ?? '').trim(),
    line: lineAt(text, index),
  }));
}

/** The lines of all blocks of code; one that ends with `\` goes on in the next. */
export function blockLines({ text }: Paper): readonly Passage[] {
  return [...text.matchAll(FENCE)].flatMap(({ 0: block, index }) => {
    const first = lineAt(text, index);
    return block
      .replaceAll('\\\n', '  ')
      .split('\n')
      .slice(1, -1)
      .map((line, at) => ({ text: line.trim(), line: first + at + 1 }));
  });
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
