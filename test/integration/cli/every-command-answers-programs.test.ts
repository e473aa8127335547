import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../shared/cli/program.ts';
import { inventAssociates } from '../../support/associates.ts';
import { callCli } from '../../support/callCli.ts';
import { useWriter } from '../../support/useWriter.ts';

const COMMANDS = buildProgram(
  async () => undefined,
  () => '',
  process,
).commands.map((command) => command.name());

const directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-cli-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('every command', () => {
  it.each(COMMANDS)(
    '%s has a help that says what it takes, where settings are read, and how it ends',
    async (name) => {
      writeFileSync(join(directory, '.env'), 'HUBSPOT_RATE_LIMIT=50\n');
      const { exitCode, stdout, stderr } = await callCli([name, '--help'], { env: {}, directory });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toContain(`Usage: hubspot-sync ${name}`);
      expect(stdout).toContain('--json');
      expect(stdout).toContain('Settings: the environment, then .env.');
      expect(stdout).toMatch(/Exit codes: 0 done/);
      // Secrets come from the environment, a file or a prompt.
      expect(stdout).not.toMatch(/--(?:[\w-]*(?:token|password|secret|connection))\b/);
    },
  );

  it.each(COMMANDS)(
    '%s refuses an option that it does not know, in JSON where that is asked for',
    async (name) => {
      const answer = await callCli([name, '--json', '--no-such-option'], { env: {} });
      expect(answer.exitCode).toBe(2);
      expect(answer.result()).toMatchObject({ exitCode: 2, error: { code: 'USAGE' } });
      expect((await callCli([name, '--no-such-option'], { env: {} })).stdout).toBe('');
    },
  );
});

describe('with everything there', () => {
  const world = useWriter('embedded', { mapping: [[['source', 'overlapSeconds'], 0]] });
  const call = (args: string) => {
    const { env, stateDir } = world();
    const hasStore = !/^(?:provision|check-rows)/.test(args);
    return callCli(`${args} --json${hasStore ? ` --state ${stateDir}` : ''}`, { env, directory });
  };
  const rows = inventAssociates(60, { seed: 3, faultyShare: 0.3 }).map(({ row }) => row);
  const key = rows[0]?.['numero_asociado'] ?? '';

  beforeAll(async () => {
    await world().members.insert(rows);
    await call('sync');
  });

  it.each([
    ['status', { exitCode: 0, healthy: true }],
    ['doctor', { exitCode: 0 }],
    ['doctor --strict', { exitCode: 1 }],
    ['adopt --dry-run', { exitCode: 0, mode: 'adopt', state: 'ended' }],
    ['verify', { exitCode: 0, mode: 'verify', state: 'ended' }],
    ['verify --repair', { exitCode: 0, state: 'ended' }],
    [`resync ${key}`, { exitCode: 0, kind: 'done', outcome: 'updated' }],
    ['resync NOBODY', { exitCode: 1, kind: 'notFound' }],
    ['reviews --top 2', { exitCode: 0 }],
    ['reviews --code NO_SUCH_CODE', { exitCode: 2 }],
    ['replay --all', { exitCode: 1, mode: 'replay', state: 'ended' }],
    ['replay', { exitCode: 2 }],
    [`erase ${key}`, { exitCode: 2 }],
    [`erase ${key} --yes`, { exitCode: 0, numeroAsociado: key }],
    ['erase NOBODY --yes', { exitCode: 1 }],
    ['provision', { exitCode: 0, create: [] }],
    ['check-rows --summary no-such-file.csv', { exitCode: 1 }],
    ['sync --dry-run --limit 3 --exit-code', { exitCode: 0 }],
    ['sync --watch --full', { exitCode: 2 }],
    ['sync --diff', { exitCode: 2 }],
    ['sync --operation insert', { exitCode: 2 }],
    ['sync --limit none', { exitCode: 2 }],
  ])('%s', async (args, result) => {
    const answer = await call(args);
    expect(answer.result()).toMatchObject(result);
    expect(answer.exitCode).toBe(result.exitCode);
  });

  it('check-rows tells a program of each row, and of the file last', async () => {
    const file = join(directory, 'rows.ndjson');
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    const { env } = world();
    const answer = await callCli(['check-rows', file, '--problems', '--json'], { env, directory });
    const lines = answer.stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(answer.exitCode).toBe(3);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.at(-1)).toMatchObject({ event: 'result', exitCode: 3 });
  });

  it('whoever is not let in ends with 4, whoever gets no answer with 5, a missing setting with 1, all as JSON', async () => {
    const { env, stateDir } = world();
    const refused = { ...env, HUBSPOT_ACCESS_TOKEN: 'none-of-ours' };
    const away = { ...env, SQL_CONNECTION_STRING: 'Server=127.0.0.1,1;User Id=a;Password=b;Database=c' };
    const ask = (args: string, settings: Readonly<Record<string, string>>) =>
      callCli(`${args} --json`, { env: settings, directory });
    const fresh = `--state ${join(directory, 'fresh')}`;
    expect((await ask(`sync ${fresh} --limit 1`, refused)).result()).toMatchObject({ exitCode: 4 });
    expect((await ask('provision', refused)).result()).toMatchObject({
      exitCode: 4,
      error: { code: 'HUBSPOT_REFUSED' },
    });
    expect((await ask(`doctor ${fresh}`, refused)).result()).toMatchObject({ exitCode: 4 });
    expect((await ask(`status ${fresh}`, refused)).result()).toMatchObject({ exitCode: 4 });
    expect((await ask(`sync ${fresh}`, away)).result()).toMatchObject({
      exitCode: 5,
      error: { code: 'SQL_UNREACHABLE' },
    });
    expect((await ask(`doctor ${fresh}`, away)).result()).toMatchObject({ exitCode: 5 });
    const { HUBSPOT_ACCESS_TOKEN: _, ...without } = env;
    const missing = await ask(`sync --state ${stateDir}`, without);
    expect(missing.result()).toMatchObject({ exitCode: 1, error: { code: 'CONFIGURATION' } });
    expect(missing.stdout).toContain('HUBSPOT_ACCESS_TOKEN');
  });
});
