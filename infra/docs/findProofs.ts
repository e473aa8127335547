import { testTitles } from './testTitles.ts';

/** What proves a promise: a test file as a whole, or one test or group of it. */
export interface Proof {
  readonly promise: number;
  readonly file: string;
  /** Of the marked test or group; of a whole file those of all that stand at its outermost level. */
  readonly titles: readonly string[];
}

const MARK = /^ *\/\/ promise (?<numbers>\d+(?:, \d+)*)$/gm;

/**
 * The marks `// promise N` of a test file, in their order.
 *
 * @throws Error naming file and line of a mark that no test with a title that is written out follows.
 */
export function findProofs(file: string, text: string): readonly Proof[] {
  const all = testTitles(text);
  return [...text.matchAll(MARK)].flatMap(({ index, groups }) => {
    const marked =
      index === 0
        ? all.filter(({ isOutermost }) => isOutermost)
        : all.filter(({ offset }) => offset > index).slice(0, 1);
    const titles = marked.flatMap(({ title }) => title ?? []);
    if (index > 0 && titles.length === 0) {
      const line = text.slice(0, index).split('\n').length;
      throw new Error(`${file}:${line}: no test with a title that is written out follows this mark.`);
    }
    const numbers = groups?.['numbers']?.split(', ') ?? [];
    return numbers.map((number) => ({ promise: Number(number), file, titles }));
  });
}
