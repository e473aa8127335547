import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOTNET_ENVIRONMENT, findDotnet, majorOf } from './dotnet.ts';
import { runProgram } from './runProgram.ts';

const PROJECT = fileURLToPath(new URL('sql/', import.meta.url));
/** Out of sight of git, lint and the deployment, and gone with the next `npm ci`. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/check-sql/', import.meta.url));
const LIBRARY = 'bin/CheckSql/release/CheckSql.dll';

/** The checker could not be built; the message says why. */
export class BuildFailed extends Error {}

/**
 * Builds the C# project, unless this very source was built with this SDK before, and returns the path of its library.
 *
 * @throws MissingDotnet without an SDK; BuildFailed when NuGet cannot be reached or the project does not compile.
 */
export async function buildChecker(): Promise<string> {
  const sdk = await findDotnet(PROJECT);
  const folder = join(CACHE, `${sdk}-${hashOfSource()}`);
  const library = join(folder, LIBRARY);
  if (existsSync(library)) return library;
  mkdirSync(CACHE, { recursive: true });
  // Built aside and moved when whole, so that two checks at once do not meet half a build.
  const fresh = mkdtempSync(join(CACHE, 'building-'));
  try {
    await build(fresh, majorOf(sdk));
    if (!existsSync(library)) renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return library;
}

async function build(folder: string, sdkMajor: number): Promise<void> {
  const { exitCode, stdout, stderr } = await runProgram(
    'dotnet',
    [
      ...['build', 'CheckSql.csproj', '--configuration', 'Release', '--artifacts-path', folder],
      ...['--nologo', '--verbosity', 'quiet', `-p:CheckSqlFramework=net${sdkMajor}.0`],
    ],
    { folder: PROJECT, env: DOTNET_ENVIRONMENT },
  );
  if (exitCode !== 0) throw new BuildFailed(explain(`${stdout}\n${stderr}`));
}

/** MSBuild says everything twice; NuGet's errors begin with NU. */
function explain(output: string): string {
  const errors = [...new Set(output.split('\n').filter((line) => /\berror\b/i.test(line)))];
  const told = errors.length > 0 ? errors.join('\n') : output.trim();
  return /\bNU1(?:1|3)\d\d\b/.test(told)
    ? `NuGet did not hand out the packages that the check is built from (Microsoft.SqlServer.DacFx). They are fetched once, and need the network for it; behind a mirror, name it in a nuget.config.\n${told}`
    : `The check itself, test/checks/sql, does not build.\n${told}`;
}

function hashOfSource(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(PROJECT)
    .filter((name) => /\.(?:cs|csproj)$/.test(name))
    .sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(PROJECT, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}
