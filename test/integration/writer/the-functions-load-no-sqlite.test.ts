import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

it('the functions have no store of files in them', () => {
  const scripts = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.m?js$/.test(file),
  );
  expect(scripts.length).toBeGreaterThan(0);
  const withSqlite = scripts.filter((file) =>
    readFileSync(join(ROOT, 'dist', file), 'utf8').includes('node:sqlite'),
  );
  expect(withSqlite).toEqual([]);
});

it('a program that imports the package loads it with the first run, and not before', async () => {
  const program = `
    await import('./shared/index.ts');
    console.log(process.moduleLoadList.filter((name) => /\\bsqlite\\b/.test(name)).length);
    await import('node:sqlite');
    console.log(process.moduleLoadList.filter((name) => /\\bsqlite\\b/.test(name)).length > 0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
  });
  expect(stdout.split('\n').filter(Boolean)).toEqual(['0', 'true']);
});
