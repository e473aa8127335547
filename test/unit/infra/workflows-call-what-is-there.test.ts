import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { runProgram } from '../../checks/runProgram.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(root, '.github/workflows');
const files = readdirSync(FOLDER);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const stepSchema = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const jobSchema = z.object({
  uses: z.string().optional(),
  needs: z.string().optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  secrets: z.string().optional(),
  steps: z.array(stepSchema).default([]),
});
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), jobSchema),
});

function read(file: string): z.infer<typeof workflowSchema> {
  return workflowSchema.parse(parse(readFileSync(join(FOLDER, file), 'utf8')));
}
const stepsOf = (file: string) => Object.values(read(file).jobs).flatMap(({ steps }) => steps);
const commandsOf = (file: string) => stepsOf(file).flatMap(({ run }) => (run === undefined ? [] : [run]));

describe.each(files)('%s', (file) => {
  it('calls npm scripts, files and workflows that exist', () => {
    const commands = commandsOf(file).join('\n');
    const called = [...commands.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    const programs = [...commands.matchAll(/(?<![\w/])infra\/\S+\.sh/g)].map(([path]) => path);
    for (const path of programs) accessSync(join(root, path), constants.X_OK);
    const workflows = Object.values(read(file).jobs).flatMap(({ uses }) => uses ?? []);
    expect(workflows.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('may do nothing but read, unless a job says otherwise', () => {
    expect(read(file).permissions).toEqual({ contents: 'read' });
  });

  it('puts nothing into a shell that somebody else may write', () => {
    // What stands in ${{ }} is pasted into the script; by way of env it stays a value.
    expect(commandsOf(file).filter((command) => command.includes('${{'))).toEqual([]);
  });

  it('takes each action at a fixed major version', () => {
    const used = stepsOf(file).flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });
});

describe('continuous integration', () => {
  it('runs all that .ci/run runs, and the tests against a real SQL Server', () => {
    const local = readFileSync(join(root, '.ci/run'), 'utf8').match(/^npm (?:run \S+|test)$/gm) ?? [];
    expect(local.length).toBeGreaterThan(4);
    expect(commandsOf('ci.yml')).toEqual(expect.arrayContaining(local));
    const tests = stepsOf('ci.yml').find(({ run }) => run === 'npm test');
    expect(tests?.env).toHaveProperty('SQLSERVER_TEST_URL');
  });
});

describe('a deployment', () => {
  it('goes from one environment to the next, each with approval and without a stored password', () => {
    const { jobs } = read('deploy.yml');
    expect([jobs['dev']?.needs, jobs['staging']?.needs, jobs['prod']?.needs]).toEqual([
      'package',
      'dev',
      'staging',
    ]);
    const { deploy } = read('deploy-environment.yml').jobs;
    expect(deploy?.environment).toBe('${{ inputs.environment }}');
    expect(deploy?.permissions?.['id-token']).toBe('write');
    const all = files.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n');
    const secrets = new Set([...all.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name));
    expect([...secrets]).toEqual(['ALERT_WEBHOOK']);
  });

  it('hands the called workflow the secrets of its environment', () => {
    const calling = Object.values(read('deploy.yml').jobs).filter(({ uses }) => uses !== undefined);
    expect(calling.map(({ secrets }) => secrets)).toEqual(['inherit', 'inherit', 'inherit']);
  });

  it('shows nobody the address of the webhook in a comment', async () => {
    const [command = ''] = commandsOf('deploy.yml').filter((text) => text.includes('--what-if'));
    const hide = /sed -E '[^']+'/.exec(command)?.[0] ?? '';
    const shown = '      - serviceUri: "https://tickets.example/secret"';
    const { stdout } = await runProgram('bash', ['-c', `printf '%s' '${shown}' | ${hide}`]);
    expect(stdout).toBe('      - serviceUri: (not shown)');
  });
});
