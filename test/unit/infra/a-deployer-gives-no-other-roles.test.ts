import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../checks/runProgram.ts';

const INFRA = fileURLToPath(new URL('../../../infra/', import.meta.url));
const GROUP = '/subscriptions/s/resourceGroups/rg-x';
const OURS = [...readFileSync(join(INFRA, 'modules/roles.bicep'), 'utf8').matchAll(/'([0-9a-f-]{36})'/g)];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deployer-'));
  const az = `#!/usr/bin/env bash\nprintf '%s\\n' "az $*" >> "${folder}/calls"\necho ${GROUP}\n`;
  writeFileSync(join(folder, 'az'), az);
  chmodSync(join(folder, 'az'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function allow(...parameters: string[]) {
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  return runProgram('bash', [join(INFRA, 'allow-deployer.sh'), ...parameters], { env });
}

/** The calls that gave a role. */
const given = () =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter((call) => call.includes('role assignment create'));

describe.skipIf(process.platform === 'win32')('infra/allow-deployer.sh', () => {
  it.each([
    ['dev', 'Role Based Access Control Administrator'],
    ['prod', 'User Access Administrator'],
  ])('lets who deploys %s give the five roles of the app, and none else', async (environment, role) => {
    const { exitCode } = await allow(environment, '--resource-group', 'rg-x', '--principal', 'p-1');
    expect(exitCode).toBe(0);
    const [contributor = '', assigner = '', ...others] = given();
    expect(others).toEqual([]);
    expect(contributor).toContain(`--scope ${GROUP} --role Contributor --output none`);
    expect(assigner).toContain(`--scope ${GROUP} --role ${role} --condition-version 2.0 --condition `);

    const ids = OURS.map(([, id]) => id);
    expect(ids).toHaveLength(5);
    const lists = [...assigner.matchAll(/(@\w+)\[[\w./]+:RoleDefinitionId\] \w+:GuidEquals \{(.+?)\}/g)];
    expect(lists.map(([, whose, list]) => [whose, list?.split(', ')])).toEqual([
      ['@Request', ids],
      ['@Resource', ids],
    ]);
    for (const action of ['write', 'delete'])
      expect(assigner).toContain(
        `(!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR`,
      );
  });

  it.each([
    [[], 'Which environment'],
    [['dev'], 'Which resource group?'],
    [['dev', '--resource-group', 'rg-x'], 'Who deploys?'],
    [['dev', '--principal'], '--principal needs a value.'],
  ])('asks for what was not said: %j', async (parameters, sentence) => {
    const { exitCode, stderr } = await allow(...parameters);
    expect(stderr).toContain(sentence);
    expect(exitCode).toBe(2);
  });
});
