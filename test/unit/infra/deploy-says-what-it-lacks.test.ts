import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../checks/runProgram.ts';

const SCRIPT = fileURLToPath(new URL('../../../infra/deploy.sh', import.meta.url));
const TOOLS = ['bash', 'cat', 'dirname', 'mktemp', 'rm', 'sleep'];
const KEY = 'invented-function-key';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  mkdirSync(join(folder, 'bin'));
  for (const tool of TOOLS) {
    const { stdout } = await runProgram('bash', ['-c', `command -v ${tool}`]);
    symlinkSync(stdout.trim(), join(folder, 'bin', tool));
  }
  writeFileSync(join(folder, 'app.zip'), 'a package');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that notes how it was called, then does `body`. */
function stub(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >> "${folder}/calls"\n${body}\n`);
  chmodSync(path, 0o755);
}

/** An Azure where everything is there; `publish` is what publishing does, `keys` what asking for the key does. */
function stubAzure(publish = 'exit 0', answer = 200, body = '{"healthy":false}', keys = `echo ${KEY}`): void {
  symlinkSync('/usr/bin/env', join(folder, 'bin', 'env'));
  stub(
    'az',
    `case "$*" in
  *config-zip*) ${publish} ;;
  *functionAppName*) echo func-x ;;
  *functionAppHostName*) echo func-x.example ;;
  *"keys list"*) ${keys} ;;
esac`,
  );
  stub('curl', `while [ "$1" != --output ]; do shift; done; echo '${body}' > "$2"; printf ${answer}`);
}

function deploy(...parameters: string[]) {
  return runProgram('bash', [SCRIPT, ...parameters], {
    env: { PATH: join(folder, 'bin'), DEPLOY_PAUSE_S: '0' },
  });
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8');
const PROD = ['prod', '--resource-group', 'rg-x'];
const PACKAGE = () => ['--package', join(folder, 'app.zip')];

describe.skipIf(process.platform === 'win32')('infra/deploy.sh', () => {
  it.each([
    [[], 'Which environment: dev, staging or prod?'],
    [['prod'], 'Which resource group?'],
    [['production', '--resource-group', 'rg-x'], 'What is "production"?'],
    [['prod', '--resource-group'], '--resource-group needs a value.'],
  ])('asks for what was not said: %j', async (parameters, sentence) => {
    const { exitCode, stderr } = await deploy(...parameters);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('Usage: infra/deploy.sh');
    expect(exitCode).toBe(2);
  });

  it('names the package that is not there', async () => {
    const { exitCode, stderr } = await deploy(...PROD, '--package', 'no.zip');
    expect([exitCode, stderr]).toEqual([1, 'There is no package no.zip.\n']);
  });

  it('names the tool that is missing, and where to get it', async () => {
    const { exitCode, stderr } = await deploy(...PROD);
    expect(stderr).toMatch(/^az is not installed: https:\/\/aka\.ms\/azure-cli .+\n$/);
    expect(exitCode).toBe(1);
  });

  it('says when nobody is signed in', async () => {
    stubAzure();
    stub('az', '[ "$1" != account ]');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE());
    expect(stderr).toContain('Nobody is signed in to Azure: run `az login`');
    expect(exitCode).toBe(1);
  });

  it('shows what would change and changes nothing', async () => {
    stubAzure();
    const { exitCode } = await deploy(...PROD, '--what-if');
    expect(exitCode).toBe(0);
    expect(calls()).toContain(
      'az deployment group what-if --resource-group rg-x --parameters infra/parameters/prod.bicepparam --validation-level ProviderNoRbac',
    );
    expect(calls()).not.toMatch(/group create|config-zip/);
  });

  it('changes nothing when nobody can be asked', async () => {
    stubAzure();
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE());
    expect(stderr).toContain('Nobody can be asked here: say --yes, or --what-if.');
    expect(calls()).not.toContain('group create');
    expect(exitCode).toBe(2);
  });

  it('deploys, publishes, and asks the app how it is, with the key on no command line', async () => {
    stubAzure();
    const { exitCode, stdout } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stdout).toContain('func-x is healthy');
    expect(exitCode).toBe(0);
    const order = [...calls().matchAll(/what-if|group create|config-zip|^curl/gm)].map(([what]) => what);
    expect(order).toEqual(['what-if', 'group create', 'config-zip', 'curl']);
    expect(calls()).toContain('https://func-x.example/api/status');
    expect(calls()).toContain('prod.bicepparam --validation-level Provider\n');
    expect(calls()).not.toContain(KEY);
  });

  it('goes back to an earlier package without touching the rest', async () => {
    stubAzure();
    const { exitCode } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(exitCode).toBe(0);
    expect(calls()).toContain(`--src ${join(folder, 'app.zip')}`);
    expect(calls()).not.toMatch(/what-if|group create/);
  });

  it('tries again while a new role is not known everywhere', async () => {
    stubAzure(`[ -e "${folder}/known" ] || { : > "${folder}/known"; exit 1; }`);
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('Not published yet (try 1 of 5)');
    expect(exitCode).toBe(0);
  });

  it('fails when the package cannot be published', async () => {
    stubAzure('exit 1');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('The package could not be published to func-x.');
    expect(exitCode).toBe(1);
  });

  it('fails when the app says that something is wrong, and shows what', async () => {
    stubAzure('exit 0', 503);
    const { exitCode, stdout, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stdout).toContain('{"healthy":false}');
    expect(stderr).toContain('func-x runs, and is not healthy');
    expect(exitCode).toBe(1);
  });

  it('tries again while the host of the app is still starting', async () => {
    stubAzure('exit 0', 503, 'Function host is not running.');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('answers 503 (try 10 of 10)');
    expect(stderr).toContain('func-x does not answer.');
    expect(exitCode).toBe(1);
  });

  it('asks with no empty key while the host gives none', async () => {
    const starting = `[ -e "${folder}/started" ] || { : > "${folder}/started"; exit 1; }; echo ${KEY}`;
    stubAzure('exit 0', 200, '{"healthy":true}', starting);
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('/api/status answers nothing (try 1 of 10)');
    expect(calls().match(/^curl/gm)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  it('publishes to no app without a name when the last deployment failed', async () => {
    stubAzure();
    stub('az', 'exit 0');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(stderr).toContain('its last deployment failed: leave out --app-only.');
    expect(calls()).not.toContain('config-zip');
    expect(exitCode).toBe(1);
  });

  it('fails when nothing answers', async () => {
    stubAzure('exit 0', 404);
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('func-x does not answer.');
    expect(exitCode).toBe(1);
  });
});
