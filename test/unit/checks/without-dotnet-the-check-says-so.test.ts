import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../checks/runProgram.ts';

const CHECK = fileURLToPath(new URL('../../checks/checkSql.ts', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-dotnet-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The check on a machine whose PATH holds nothing but `folder`. */
function check(ci: Readonly<Record<string, string>> = {}) {
  const { CI: _, ...env } = process.env;
  return runProgram(process.execPath, [CHECK], { env: { ...env, PATH: folder, ...ci } });
}

describe('npm run check:sql without the .NET SDK', () => {
  it('says what was left out and how to get it, and passes', async () => {
    const { exitCode, stderr } = await check();
    expect(stderr).toMatch(
      /left out: There is no `dotnet` on the PATH\. \d+ statements of the app and \d+ scripts/,
    );
    expect(stderr).toMatch(/no `dotnet` on the PATH\. Connection strings were not read by Microsoft\.Data/);
    expect(stderr).toContain('.NET SDK 8 or later');
    expect(exitCode).toBe(0);
  });

  it('says how to get FreeTDS where that is missing', async () => {
    const { exitCode, stderr } = await check();
    expect(stderr).toMatch(/left out: There is no `tsql` on the PATH\. FreeTDS did not work.*freetds-bin/);
    expect(exitCode).toBe(0);
  });

  it('fails in CI', async () => {
    const { exitCode, stderr } = await check({ CI: 'true' });
    expect(stderr.match(/With CI set this is a failure\./g)).toHaveLength(3);
    expect(exitCode).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('says so, too, when the SDK is older than 8', async () => {
    writeFileSync(join(folder, 'dotnet'), '#!/bin/sh\necho 7.0.410\n', { mode: 0o755 });
    const { exitCode, stderr } = await check();
    expect(stderr).toContain('left out: The .NET SDK on the PATH is 7.0.410.');
    expect(exitCode).toBe(0);
  });
});
