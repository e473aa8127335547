import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEEP_MODE, DEPTHS, howMany } from '../../support/howDeep.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readme = readFileSync(join(root, 'test/README.md'), 'utf8');
const { shallow, deep } = DEPTHS.schedules;

describe.each(Object.values(DEPTHS))('$what', (depth) => {
  it('are more in the deep run, in files that are there', () => {
    expect(depth.shallow).toBeLessThan(depth.deep);
    expect(depth.files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('stand in test/README.md', () => {
    const counts = [depth.shallow, depth.deep].map((count) => count.toLocaleString('en'));
    expect(readme).toContain(`| ${[depth.what, ...counts].join(' | ')} |`);
  });
});

describe('how many', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['test', shallow],
    [DEEP_MODE, deep],
  ])('is decided by the mode of the run: %s', (mode, count) => {
    vi.stubEnv('TEST_MODE', mode);
    expect(howMany('schedules')).toBe(count);
  });
});
