import { basename } from 'node:path';
import type { Proof } from './findProofs.ts';

const PROMISE = /<!-- generated: promise-(?<number>\d+) -->/g;

/**
 * The proofs of each promise that a paper has a block for, by the block's name: `promise-1`.
 *
 * @throws Error naming a promise that no test proves, or a mark that names no promise.
 */
export function proofBlocks(paper: string, proofs: readonly Proof[]): Readonly<Record<string, string>> {
  const promises = [...paper.matchAll(PROMISE)].map(({ groups }) => Number(groups?.['number']));
  const foreign = proofs.find(({ promise }) => !promises.includes(promise));
  if (foreign) throw new Error(`${foreign.file}: there is no promise ${foreign.promise}.`);
  return Object.fromEntries(
    promises.map((promise) => {
      const own = proofs.filter((proof) => proof.promise === promise);
      if (own.length === 0)
        throw new Error(`No test proves promise ${promise}: mark one with \`// promise ${promise}\`.`);
      return [`promise-${promise}`, linesOf(own).join('\n')];
    }),
  );
}

function linesOf(proofs: readonly Proof[]): readonly string[] {
  const files = [...new Set(proofs.map(({ file }) => file))];
  return files.map((file) => {
    const titles = proofs.filter((proof) => proof.file === file).flatMap((proof) => proof.titles);
    const link = `[${basename(file, '.test.ts')}](${file})`;
    return `* ${link}${titles.length > 0 ? `: ${titles.join(' · ')}` : ''}`;
  });
}
