/**
 * `npm run check:infra`: every template and parameter file through the Bicep compiler, and what Azure would get by them
 * through our rules. `--write` brings the committed snapshots up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, templateFiles } from './infra/compile.ts';
import { ENVIRONMENTS, ROOT } from './infra/environments.ts';
import { BICEP_VERSION, type Bicep, findBicep, MissingBicep } from './infra/findBicep.ts';
import { readEnvironment } from './infra/readEnvironment.ts';
import { judge } from './infra/rules/allRules.ts';

async function main(shallWrite: boolean): Promise<number> {
  let findings: readonly string[] = [];
  let leftOut: string | undefined;
  try {
    findings = await compileAll(await findBicep(), shallWrite);
  } catch (error) {
    if (!(error instanceof MissingBicep)) throw error;
    leftOut = error.message;
  }
  for (const environment of ENVIRONMENTS) {
    findings = [...findings, ...judge(await readEnvironment(environment))];
  }
  for (const finding of findings) console.log(finding);
  console.log(
    findings.length === 0
      ? `No findings in ${ENVIRONMENTS.length} environments.`
      : `${findings.length} findings.`,
  );
  return Math.max(findings.length === 0 ? 0 : 1, leftOut === undefined ? 0 : tellLeftOut(leftOut));
}

async function compileAll(bicep: Bicep, shallWrite: boolean): Promise<readonly string[]> {
  console.log(`Bicep ${bicep.version}: ${templateFiles().length} templates and parameter files.`);
  const { findings, snapshots } = await compile(bicep);
  if (!shallWrite) {
    return [
      ...findings,
      ...[...snapshots].flatMap(([path, text]) =>
        readOrNothing(path) === text
          ? []
          : [
              `${path} is not what Bicep ${bicep.version} makes of it; \`npm run check:infra -- --write\` renews it.`,
            ],
      ),
    ];
  }
  for (const [path, text] of snapshots) writeFileSync(join(ROOT, path), text);
  console.log(`Wrote ${snapshots.size} snapshots; \`npm run docs\` renews what is told of them.`);
  return findings;
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** On a person's machine the compiler may be left out, said aloud; where CI is set it may not. */
function tellLeftOut(why: string): number {
  const inCi = Boolean(process.env['CI']);
  console.error(
    `The Bicep compiler was left out: ${why} The rules were held against the committed snapshots; whether the templates still build, ` +
      `and still give them, was not looked at. It needs Bicep ${BICEP_VERSION} (https://aka.ms/bicep-install, or \`az bicep install\` and BICEP_PATH), ` +
      `or the .NET SDK 8 or later, which fetches it from NuGet.${inCi ? ' With CI set this is a failure.' : ''}`,
  );
  return inCi ? 1 : 0;
}

process.exitCode = await main(process.argv.includes('--write'));
