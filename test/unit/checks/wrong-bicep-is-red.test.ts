import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Compiled, compile } from '../../checks/infra/compile.ts';
import { ENVIRONMENTS } from '../../checks/infra/environments.ts';
import { findBicep, MissingBicep } from '../../checks/infra/findBicep.ts';

const COMPILE_TIMEOUT_MS = 600_000;
const dev = ENVIRONMENTS.filter(({ name }) => name === 'dev');

/** [what, file, right, wrong, what the compiler says] */
const MISTAKES: readonly (readonly [string, string, string, string, RegExp])[] = [
  ['a misspelt property', 'modules/storage.bicep', 'allowSharedKeyAccess', 'allowSharedKeysAccess', /BCP089/],
  [
    'a value of another type',
    'modules/vault.bicep',
    'enableSoftDelete: true',
    "enableSoftDelete: 'yes'",
    /BCP036/,
  ],
  [
    'a parameter without use',
    'modules/functionApp.bicep',
    'param planName string',
    "param planName string\n\nparam old string = ''",
    /no-unused-params/,
  ],
  [
    'a parameter file for nothing',
    'parameters/prod.bicepparam',
    'param retentionDays',
    'param retentionDay',
    /BCP/,
  ],
  ['what is not formatted', 'modules/names.bicep', "  plan: '", "    plan: '", /names\.bicep: not formatted/],
];

let missing: string | undefined;
let compiled: Compiled = { findings: [], snapshots: new Map() };
beforeAll(async () => {
  try {
    compiled = await compile(await findBicep(), dev, (root) => {
      for (const [, file, right, wrong] of MISTAKES) replace(join(root, 'infra', file), right, wrong);
    });
  } catch (error) {
    if (!(error instanceof MissingBicep) || process.env['CI']) throw error;
    missing = `Left out: ${error.message}`;
  }
}, COMPILE_TIMEOUT_MS);

function replace(path: string, right: string, wrong: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(right)) throw new Error(`${path} does not hold "${right}".`);
  writeFileSync(path, text.replace(right, wrong));
}

function compiledIn(context: TestContext): Compiled {
  if (missing !== undefined) {
    process.stderr.write(`${context.task.name}: ${missing}\n`);
    context.skip(missing);
  }
  return compiled;
}

describe('the Bicep check', () => {
  it.for(MISTAKES)('refuses %s, and says where', ([, file, , , said], context) => {
    const { findings } = compiledIn(context);
    expect(findings.filter((finding) => finding.includes(file))).toContainEqual(expect.stringMatching(said));
  });

  it('refuses nothing that is right beside them', (context) => {
    const files = MISTAKES.map(([, file]) => file);
    // A module that does not compile is told once more where it is used (BCP104).
    const others = compiledIn(context).findings.filter(
      (finding) => !files.some((file) => finding.includes(file)) && !finding.includes('BCP104'),
    );
    expect(others).toEqual([]);
  });
});
