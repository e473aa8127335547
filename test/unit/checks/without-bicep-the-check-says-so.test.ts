import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../checks/runProgram.ts';

const CHECK = fileURLToPath(new URL('../../checks/checkInfra.ts', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-bicep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The check on a machine whose PATH holds nothing but `folder`. */
function check(more: Readonly<Record<string, string>> = {}) {
  const { CI: _, BICEP_PATH: __, ...env } = process.env;
  return runProgram(process.execPath, [CHECK], { env: { ...env, PATH: folder, ...more } });
}

describe('npm run check:infra without the Bicep compiler', () => {
  it('says what was left out and how to get it, holds the snapshots against the rules, and passes', async () => {
    const { exitCode, stdout, stderr } = await check();
    expect(stderr).toContain('left out: There is no `bicep` on the PATH, and BICEP_PATH is not set.');
    expect(stderr).toContain('az bicep install');
    expect(stderr).toContain('.NET SDK 8 or later');
    expect(stdout).toContain('No findings in 4 environments.');
    expect(exitCode).toBe(0);
  });

  it('fails in CI', async () => {
    const { exitCode, stderr } = await check({ CI: 'true' });
    expect(stderr).toContain('With CI set this is a failure.');
    expect(exitCode).toBe(1);
  });

  it('says so, too, when BICEP_PATH names something else', async () => {
    const { exitCode, stderr } = await check({ BICEP_PATH: join(folder, 'bicep') });
    expect(stderr).toContain(
      `left out: BICEP_PATH names ${join(folder, 'bicep')}, which is no Bicep compiler.`,
    );
    expect(exitCode).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('takes what is on the PATH when there is no other', async () => {
    // It lints in silence, formats nothing, and makes no snapshot: which is said.
    writeFileSync(
      join(folder, 'bicep'),
      '#!/bin/sh\n[ "$1" = snapshot ] && exit 1\necho "Bicep CLI version 0.30.1 (x)"\n',
      {
        mode: 0o755,
      },
    );
    const { exitCode, stdout } = await check();
    expect(stdout).toContain('Bicep 0.30.1: ');
    expect(stdout).toContain('infra/parameters/dev.bicepparam: no snapshot');
    expect(exitCode).toBe(1);
  });
});
