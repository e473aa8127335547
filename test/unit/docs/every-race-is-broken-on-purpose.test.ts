import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BREAKS } from '../../breaks/breaks.ts';
import { SABOTAGES } from '../../simulation/sabotages.ts';
import { DEPTHS } from '../../support/howDeep.ts';
import { spoil } from '../../support/spoil.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const all = Object.entries({ ...BREAKS, ...SABOTAGES });

/** The rows of the first table behind a text, without its head. */
function rowsBehind(paper: string, text: string): readonly (readonly string[])[] {
  const [, behind = ''] = paper.split(text);
  const lines = behind.slice(behind.indexOf('\n|') + 1).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) => line.split('|').slice(1, -1));
}

const races = rowsBehind(read('shared/state/README.md'), 'A fingerprint alone gets these wrong');

describe('shared/state/README.md', () => {
  it('names what gets a fingerprint wrong', () => expect(races.length).toBeGreaterThan(5));

  it.each(races)('breaks the rule on purpose where this happens: %s', (_what, _without, _rule, name) => {
    expect(all.map(([each]) => `\`${each}\``)).toContain(name?.trim());
  });
});

describe('what is broken on purpose', () => {
  it('has a name of its own', () => {
    expect(all).toHaveLength(Object.keys(BREAKS).length + Object.keys(SABOTAGES).length);
  });

  it.each(all)('is still in the code: %s', (_, sabotage) => {
    expect(spoil(read(sabotage.file), sabotage)).not.toBe(read(sabotage.file));
  });

  it('is all broken in a deep run', () => {
    expect(DEPTHS.breaks.deep).toBe(Object.keys(BREAKS).length);
    expect(DEPTHS.sabotages.deep).toBe(Object.keys(SABOTAGES).length);
  });
});
