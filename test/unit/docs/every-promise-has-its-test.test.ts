import { expect, it } from 'vitest';
import { fillBlocks } from '../../../infra/docs/fillBlocks.ts';
import { findProofs } from '../../../infra/docs/findProofs.ts';
import { proofBlocks } from '../../../infra/docs/proofBlocks.ts';

const paper = [1, 2, 3]
  .map((number) => `### ${number}\n<!-- generated: promise-${number} -->\n<!-- end -->\n`)
  .join('');
const all = [1, 2, 3].map((promise) => ({ promise, file: 'test/a.test.ts', titles: ['is kept', 'always'] }));

it('a promise has the tests that prove it, and without one it stops the papers', () => {
  const line = '* [a](test/a.test.ts): is kept · always';
  expect(proofBlocks(paper, all)).toEqual({ 'promise-1': line, 'promise-2': line, 'promise-3': line });
  expect(() => proofBlocks(paper, all.slice(0, 2))).toThrow(
    'No test proves promise 3: mark one with `// promise 3`.',
  );
});

it('a mark of a promise that was never made stops them too', () => {
  const foreign = { promise: 4, file: 'test/b.test.ts', titles: [] };
  expect(() => proofBlocks(paper, [...all, foreign])).toThrow('test/b.test.ts: there is no promise 4.');
});

/** Put together here, so that it is no mark of this file. */
const MARK = '// promise';
const marked = `
import { describe, it } from 'vitest';

${MARK} 2
it('does \${COUNT} things', () => undefined);

describe.each([[')', 1]])('a row that %s', () => {
  ${MARK} 1, 3
  it.each<Case>([
    ['it(', "(", \`(\`], // it('not this'
  ])('passes by %s', () => undefined);

  it('is not marked', () => undefined);
});
`;

it('a mark above a test says what it proves, as one sentence with its groups', () => {
  expect(findProofs('test/a.test.ts', marked)).toEqual([
    { promise: 2, file: 'test/a.test.ts', titles: ['does … things'] },
    { promise: 1, file: 'test/a.test.ts', titles: ['a row that … passes by …'] },
    { promise: 3, file: 'test/a.test.ts', titles: ['a row that … passes by …'] },
  ]);
});

it('a mark in the first line is of the whole file', () => {
  const [proof] = findProofs('test/a.test.ts', `${MARK} 4${marked}it(NAME, () => undefined);\n`);
  expect(proof).toEqual({ promise: 4, file: 'test/a.test.ts', titles: ['does … things', 'a row that …'] });
});

it('a mark that no test follows is named by its line', () => {
  expect(() => findProofs('test/a.test.ts', `it('is', () => 1);\n${MARK} 1\n`)).toThrow('test/a.test.ts:2:');
});

it('a block that the paper lacks, or that nothing fills, is named', () => {
  const old = 'a\n<!-- generated: rooms -->\nold\n<!-- end -->\nb';
  expect(fillBlocks(old, { rooms: 'new' })).toBe('a\n<!-- generated: rooms -->\n\nnew\n\n<!-- end -->\nb');
  expect(() => fillBlocks(old, { rooms: 'new', floors: 'x' })).toThrow('has no block floors');
  expect(() => fillBlocks(old, {})).toThrow('Nothing fills the block "rooms"');
});
