import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOTNET_ENVIRONMENT, findDotnet, majorOf } from './dotnet.ts';
import { runProgram } from './runProgram.ts';

/** A C# project beside this file, and the package from NuGet that it is for. */
export interface CheckerProject {
  readonly folder: string;
  readonly name: string;
  readonly package: string;
}
export const MODEL_CHECKER: CheckerProject = {
  folder: 'sql',
  name: 'CheckSql',
  package: 'Microsoft.SqlServer.DacFx',
};
export const CLIENT_CHECKER: CheckerProject = {
  folder: 'sqlclient',
  name: 'CheckSqlClient',
  package: 'Microsoft.Data.SqlClient',
};

/** Out of sight of git, lint and the deployment, and gone with the next `npm ci`. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/check-sql/', import.meta.url));

/** The checker could not be built; the message says why. */
export class BuildFailed extends Error {}

/**
 * Builds a C# project, unless this very source was built with this SDK before, and returns the path of its library.
 *
 * @throws MissingDotnet without an SDK; BuildFailed when NuGet cannot be reached or the project does not compile.
 */
export async function buildChecker(project: CheckerProject = MODEL_CHECKER): Promise<string> {
  const { name } = project;
  const source = fileURLToPath(new URL(`${project.folder}/`, import.meta.url));
  const sdk = await findDotnet(source);
  const folder = join(CACHE, `${sdk}-${hashOfSource(source)}`);
  const library = join(folder, `bin/${name}/release/${name}.dll`);
  if (existsSync(library)) return library;
  mkdirSync(CACHE, { recursive: true });
  // Built aside and moved when whole, so that two checks at once do not meet half a build.
  const fresh = mkdtempSync(join(CACHE, 'building-'));
  try {
    await build(project, source, fresh, majorOf(sdk));
    if (!existsSync(library)) renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return library;
}

async function build(
  project: CheckerProject,
  source: string,
  folder: string,
  sdkMajor: number,
): Promise<void> {
  const { exitCode, stdout, stderr } = await runProgram(
    'dotnet',
    [
      ...['build', `${project.name}.csproj`, '--configuration', 'Release', '--artifacts-path', folder],
      ...['--nologo', '--verbosity', 'quiet', `-p:CheckSqlFramework=net${sdkMajor}.0`],
    ],
    { folder: source, env: DOTNET_ENVIRONMENT },
  );
  if (exitCode !== 0) throw new BuildFailed(explain(project, `${stdout}\n${stderr}`));
}

/** MSBuild says everything twice; NuGet's errors begin with NU. */
function explain(project: CheckerProject, output: string): string {
  const errors = [...new Set(output.split('\n').filter((line) => /\berror\b/i.test(line)))];
  const told = errors.length > 0 ? errors.join('\n') : output.trim();
  return /\bNU1(?:1|3)\d\d\b/.test(told)
    ? `NuGet did not hand out the packages that the check is built from (${project.package}). They are fetched once, and need the network for it; behind a mirror, name it in a nuget.config.\n${told}`
    : `The check itself, test/checks/${project.folder}, does not build.\n${told}`;
}

function hashOfSource(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder)
    .filter((name) => /\.(?:cs|csproj)$/.test(name))
    .sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}
