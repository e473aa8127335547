import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram } from '../runProgram.ts';
import { canonical } from './canonical.ts';
import { ENVIRONMENTS, type EnvironmentFiles, ROOT } from './environments.ts';
import type { Bicep } from './findBicep.ts';

/** What the compiler says of a folder. */
export interface Compiled {
  readonly findings: readonly string[];
  /** The text of each snapshot by its path. */
  readonly snapshots: ReadonlyMap<string, string>;
}

/** What templates read beside one another. */
const LOADED = ['infra/bicepconfig.json', 'infra/workbook.json', 'infra/queries'];

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Where an environment would be deployed to, had it an owner. */
const nowhere = (name: string) => [
  ...['--tenant-id', NOBODY, '--subscription-id', NOBODY],
  ...['--resource-group', `rg-hubspot-sync-${name}`, '--location', 'eastus2'],
];

/**
 * Lints and formats every template and parameter file, and takes each environment's snapshot, all in a copy: the
 * compiler writes beside what it reads. `change` edits the copy before.
 */
export async function compile(
  bicep: Bicep,
  environments: readonly EnvironmentFiles[] = ENVIRONMENTS,
  change: (root: string) => void = () => undefined,
): Promise<Compiled> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'check-infra-'));
  try {
    copyTemplates(root);
    change(root);
    const { findings, snapshots } = await takeSnapshots(bicep, root, environments);
    return {
      findings: [...(await lint(bicep, root)), ...findings, ...(await format(bicep, root))],
      snapshots,
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Every template and parameter file, by its path in the repository. */
export function templateFiles(root: string = ROOT): readonly string[] {
  return ['infra', 'test/checks/infra'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.bicep(?:param)?$/.test(path))
      .sort(),
  );
}

function copyTemplates(root: string): void {
  for (const path of [...templateFiles(), ...LOADED]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
}

/** Everything the compiler has to say, whatever it calls it: nearly all that is wrong about a type is a warning. */
async function lint({ program }: Bicep, root: string): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const pattern of ['./**/*.bicep', './**/*.bicepparam']) {
    const { exitCode, stdout, stderr } = await runProgram(program, ['lint', '--pattern', pattern], {
      folder: root,
    });
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
    if (exitCode !== 0 && lines.length === 0) lines.push(`bicep lint ended with exit code ${exitCode}.`);
    findings.push(...lines.map((line) => line.replaceAll(`${root}/`, '').trim()));
  }
  return [...new Set(findings)];
}

/** Last, because it writes. */
async function format({ program }: Bicep, root: string): Promise<readonly string[]> {
  const files = templateFiles(root);
  const before = files.map((path) => readFileSync(join(root, path), 'utf8'));
  for (const pattern of ['./**/*.bicep', './**/*.bicepparam']) {
    await runProgram(program, ['format', '--pattern', pattern], { folder: root });
  }
  return files
    .filter((path, index) => readFileSync(join(root, path), 'utf8') !== before[index])
    .map((path) => `${path}: not formatted; \`bicep format ${path}\` does it.`);
}

async function takeSnapshots(
  { program }: Bicep,
  root: string,
  environments: readonly EnvironmentFiles[],
): Promise<Compiled> {
  const findings: string[] = [];
  const snapshots = new Map<string, string>();
  const { ALERT_WEBHOOK: _, ...env } = process.env;
  for (const { name, parameters, snapshot } of environments) {
    const { exitCode, stderr } = await runProgram(
      program,
      ['snapshot', parameters, '--mode', 'overwrite', ...nowhere(name)],
      { folder: root, env },
    );
    if (exitCode === 0) snapshots.set(snapshot, canonical(readFileSync(join(root, snapshot), 'utf8')));
    else findings.push(`${parameters}: no snapshot: ${stderr.replaceAll(`${root}/`, '').trim()}`);
  }
  return { findings, snapshots };
}
