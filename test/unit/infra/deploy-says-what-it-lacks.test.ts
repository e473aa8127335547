import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { runProgram } from '../../checks/runProgram.ts';

const INFRA = fileURLToPath(new URL('../../../infra/', import.meta.url));
const TOOLS = ['base64', 'bash', 'cat', 'dirname', 'grep', 'head', 'mktemp', 'rm', 'sleep', 'tr'];
const KEY = 'invented-function-key';
const READ_KEY = 'inventedReadKey';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  mkdirSync(join(folder, 'bin'));
  for (const tool of TOOLS) {
    const { stdout } = await runProgram('bash', ['-c', `command -v ${tool}`]);
    symlinkSync(stdout.trim(), join(folder, 'bin', tool));
  }
  writeFileSync(join(folder, 'app.zip'), 'a package');
  mkdirSync(join(folder, 'infra/parameters'), { recursive: true });
  copyFileSync(join(INFRA, 'deploy.sh'), join(folder, 'infra/deploy.sh'));
  fillIn(() => "using '../main.bicep'\n// EDIT: as in sync@cooperativa.example\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes the parameters of production, as `text` makes them of the committed ones. */
function fillIn(text: (committed: string) => string, environment = 'prod'): void {
  const file = `parameters/${environment}.bicepparam`;
  writeFileSync(join(folder, 'infra', file), text(readFileSync(join(INFRA, file), 'utf8')));
}

/** A program that notes how it was called, then does `body`. */
function stub(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >> "${folder}/calls"\n${body}\n`);
  chmodSync(path, 0o755);
}

const READERS = ROUTES.filter(({ method, open }) => method === 'GET' && !open).map((route) => route.function);
const ACTORS = ROUTES.filter(({ method }) => method !== 'GET').map((route) => route.function);
const allFunctions = `printf 'func-x/%s\\n' ${[...READERS, ...ACTORS, 'detectChanges'].join(' ')}`;

const OURS = "printf 'func-x\\tfunc-x.example\\n'";

/** What Azure answers, each a piece of shell; of what is not named, everything is there and well. */
interface Azure {
  /** What publishing does. */
  readonly publish?: string;
  /** What asking for the function key does. */
  readonly keys?: string;
  /** Name and host of each app with our tags. */
  readonly apps?: string;
  readonly nodeVersions?: string;
  readonly deploying?: string;
  /** Functions of the app. */
  readonly functions?: string;
  /** The key that only reads, as `health` has it. */
  readonly readKey?: string;
  /** What setting a key does; the file with its value is the last parameter but two. */
  readonly setKey?: string;
}

/** An Azure as told, and an app that answers `answer` with `body`. */
function stubAzure(azure: Azure = {}, answer = 200, body = '{"healthy":false}'): void {
  const { publish = 'exit 0', keys = `echo ${KEY}`, apps = OURS, deploying = 'exit 0' } = azure;
  const { functions = allFunctions, readKey = `echo ${READ_KEY}`, setKey = 'exit 0' } = azure;
  const { nodeVersions = "printf '20\\n22\\n24\\n'" } = azure;
  symlinkSync('/usr/bin/env', join(folder, 'bin', 'env'));
  stub(
    'az',
    `case "$*" in
  *config-zip*) ${publish} ;;
  *"functionapp list "*) ${apps} ;;
  *list-flexconsumption-runtimes*) ${nodeVersions} ;;
  *"--query location"*) echo eastus2 ;;
  *"deployment group create"*) ${deploying} ;;
  *"function keys list"*) ${readKey} ;;
  *"function keys set"*) ${setKey} ;;
  *"function list"*) ${functions} ;;
  *"keys list"*) ${keys} ;;
esac`,
  );
  stub('curl', `while [ "$1" != --output ]; do shift; done; echo '${body}' > "$2"; printf ${answer}`);
}

function deploy(...parameters: string[]) {
  return runProgram('bash', [join(folder, 'infra/deploy.sh'), ...parameters], {
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

  /** The functions that a key was set on. */
  const given = () =>
    [...calls().matchAll(/function keys set .+ --function-name (\w+) /g)].map(([, name]) => name);
  /** Stores what the file with the key holds. */
  const keep = `for each in "$@"; do case "$each" in @*) cat "\${each#@}" >> "KEPT"; echo >> "KEPT" ;; esac; done`;
  const keeping = () => keep.replaceAll('KEPT', join(folder, 'kept'));
  const kept = () => readFileSync(join(folder, 'kept'), 'utf8').trim().split('\n');

  it('gives every function that only reads, and no other, the key that it has already', async () => {
    stubAzure({ setKey: keeping() });
    const { exitCode, stdout } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(exitCode).toBe(0);
    expect(given().sort()).toEqual([...READERS].sort());
    expect(new Set(kept())).toEqual(new Set([READ_KEY]));
    expect(calls() + stdout).not.toContain(READ_KEY);
    expect(stdout).toContain('--function-name health --query read --output tsv');
  });

  it('makes one where there is none, the same for all, also of an app that is not healthy yet', async () => {
    stubAzure({ readKey: 'exit 0', setKey: keeping() }, 503);
    expect((await deploy(...PROD, ...PACKAGE(), '--yes')).exitCode).toBe(1);
    const [key = '', ...others] = new Set(kept());
    expect(others).toEqual([]);
    expect(key).toMatch(/^[A-Za-z0-9]{40,64}$/);
    expect(given()).toHaveLength(READERS.length);
    expect(calls()).not.toContain(key);
  });

  it('leaves out what an earlier package does not have', async () => {
    stubAzure({ functions: "printf 'func-x/health\\nfunc-x/status\\n'" });
    expect((await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only')).exitCode).toBe(0);
    expect(given()).toEqual(['health', 'status']);
  });

  it('says when Azure refuses a key', async () => {
    stubAzure({ setKey: 'exit 1' });
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(stderr).toContain('func-x runs, and the key that only reads could not be set on its functions');
    expect(exitCode).toBe(1);
  });

  it('goes back to an earlier package without touching the rest', async () => {
    stubAzure();
    const { exitCode } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(exitCode).toBe(0);
    expect(calls()).toContain(`--src ${join(folder, 'app.zip')}`);
    expect(calls()).not.toMatch(/what-if|group create/);
  });

  it('tries again while a new role is not known everywhere', async () => {
    stubAzure({ publish: `[ -e "${folder}/known" ] || { : > "${folder}/known"; exit 1; }` });
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('Not published yet (try 1 of 5)');
    expect(exitCode).toBe(0);
  });

  it('fails when the package cannot be published', async () => {
    stubAzure({ publish: 'exit 1' });
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('The package could not be published to func-x.');
    expect(exitCode).toBe(1);
  });

  it('fails when the app says that something is wrong, and shows what', async () => {
    stubAzure({}, 503);
    const { exitCode, stdout, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stdout).toContain('{"healthy":false}');
    expect(stderr).toContain('func-x runs, and is not healthy');
    expect(exitCode).toBe(1);
  });

  it('tries again while the host of the app is still starting', async () => {
    stubAzure({}, 503, 'Function host is not running.');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('answers 503 (try 10 of 10)');
    expect(stderr).toContain('func-x does not answer.');
    expect(exitCode).toBe(1);
  });

  it('asks with no empty key while the host gives none', async () => {
    const starting = `[ -e "${folder}/started" ] || { : > "${folder}/started"; exit 1; }; echo ${KEY}`;
    stubAzure({ keys: starting }, 200, '{"healthy":true}');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('/api/status answers nothing (try 1 of 10)');
    expect(calls().match(/^curl/gm)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  it('goes back to an earlier package after a deployment of the templates that failed', async () => {
    stubAzure({ deploying: 'exit 1' });
    expect((await deploy(...PROD, ...PACKAGE(), '--yes')).exitCode).not.toBe(0);
    const { exitCode, stdout } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(stdout).toContain('func-x is healthy: https://func-x.example/api/status');
    expect(calls()).toContain("tags.application=='hubspot-sync' && tags.environment=='prod'");
    // What a deployment that failed says of itself is nothing to go by.
    expect(calls()).not.toContain('deployment group show');
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      'there is no app',
      'exit 0',
      /rg-x has no app with the tags application=hubspot-sync and environment=prod: leave out/,
    ],
    ['there are two apps', `${OURS}; ${OURS}`, /rg-x has several apps .+:\nfunc-x\t/],
  ])('publishes to nothing where %s with the tags', async (_, apps, sentence) => {
    stubAzure({ apps });
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes', '--app-only');
    expect(stderr).toMatch(sentence);
    expect(calls()).not.toContain('config-zip');
    expect(exitCode).toBe(1);
  });

  it.each(['dev', 'staging', 'prod'])('refuses the examples of %s, by file and line', async (environment) => {
    stubAzure();
    fillIn((committed) => committed, environment);
    const { exitCode, stderr } = await deploy(environment, '--resource-group', 'rg-x', '--what-if');
    const [first = '', ...lines] = stderr.trim().split('\n');
    expect(first).toBe(
      `infra/parameters/${environment}.bicepparam still has its examples; put in your own where it says EDIT:`,
    );
    const kinds = [/^\d+:.*'sync@cooperativa\.example'/, /^\d+:.*00000000-0000/, /^\d+:.*'sql\.cooper/];
    const wanted = environment === 'prod' ? kinds : kinds.slice(0, 2);
    for (const kind of wanted) expect(lines).toContainEqual(expect.stringMatching(kind));
    expect(calls()).not.toContain('what-if');
    expect(exitCode).toBe(1);
  });

  it.each([
    ['knows no newer Node', "printf '20\\n22\\n'"],
    ['has no Flex Consumption', 'exit 1'],
  ])('says so when the region %s', async (_, nodeVersions) => {
    stubAzure({ nodeVersions });
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('eastus2 has no Flex Consumption with Node 24');
    expect(stderr).toContain('az functionapp list-flexconsumption-locations');
    expect(calls()).not.toMatch(/what-if|group create/);
    expect(exitCode).toBe(1);
  });

  it('says why it cannot ask an app that lets only some addresses in', async () => {
    stubAzure({}, 403, 'Ip Forbidden');
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('func-x is published, and does not let this machine in');
    expect(exitCode).toBe(1);
  });

  it('fails when nothing answers', async () => {
    stubAzure({}, 404);
    const { exitCode, stderr } = await deploy(...PROD, ...PACKAGE(), '--yes');
    expect(stderr).toContain('func-x does not answer.');
    expect(exitCode).toBe(1);
  });
});
