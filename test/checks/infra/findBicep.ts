import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOTNET_ENVIRONMENT, findDotnet, MissingDotnet, majorOf } from '../dotnet.ts';
import { runProgram } from '../runProgram.ts';

/** The compiler that the committed snapshots are of; another one may word an expression differently. */
export const BICEP_VERSION = '0.49.2';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const PROJECT = join(FOLDER, 'Bicep.csproj');

/** What is told on a machine without the compiler, and why there is none. */
export class MissingBicep extends Error {}

/** A compiler that answers. */
export interface Bicep {
  readonly program: string;
  readonly version: string;
}

/**
 * The Bicep compiler: the one of `BICEP_PATH`; else `bicep` on the PATH if it is of our version; else NuGet's, where
 * the .NET SDK is; else whatever is on the PATH.
 *
 * @throws MissingBicep naming what was looked for.
 */
export async function findBicep(): Promise<Bicep> {
  const named = process.env['BICEP_PATH'];
  if (named) {
    const version = await versionOf(named);
    if (version === undefined)
      throw new MissingBicep(`BICEP_PATH names ${named}, which is no Bicep compiler.`);
    return { program: named, version };
  }
  const version = await versionOf('bicep');
  const onPath = version === undefined ? undefined : { program: 'bicep', version };
  if (onPath?.version === BICEP_VERSION) return onPath;
  try {
    return { program: await restoreFromNuGet(), version: BICEP_VERSION };
  } catch (error) {
    if (onPath) return onPath;
    if (!(error instanceof MissingDotnet || error instanceof MissingBicep)) throw error;
    throw new MissingBicep(`There is no \`bicep\` on the PATH, and BICEP_PATH is not set. ${error.message}`);
  }
}

async function versionOf(program: string): Promise<string | undefined> {
  const { exitCode, stdout } = await runProgram(program, ['--version']);
  return exitCode === 0 ? /Bicep CLI version (\S+)/.exec(stdout)?.[1] : undefined;
}

async function restoreFromNuGet(): Promise<string> {
  const sdk = await findDotnet(FOLDER);
  const packageName = packageOfThisMachine();
  const root = await packageFolder();
  const file = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  const program = join(root, packageName.toLowerCase(), BICEP_VERSION, 'tools', file);
  if (!existsSync(program)) await restore(packageName, majorOf(sdk));
  if (!existsSync(program)) throw new MissingBicep(`NuGet's package ${packageName} holds no ${file}.`);
  // NuGet keeps no permissions.
  chmodSync(program, 0o755);
  return program;
}

async function restore(packageName: string, sdkMajor: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'bicep-restore-'));
  try {
    const { exitCode, stdout, stderr } = await runProgram(
      'dotnet',
      [
        ...['restore', PROJECT, '--nologo', '--verbosity', 'quiet', `-p:BicepPackage=${packageName}`],
        ...[`-p:BicepVersion=${BICEP_VERSION}`, `-p:BicepFramework=net${sdkMajor}.0`],
        `-p:BaseIntermediateOutputPath=${scratch}/`,
      ],
      { folder: FOLDER, env: DOTNET_ENVIRONMENT },
    );
    if (exitCode === 0) return;
    const told = `${stdout}\n${stderr}`.split('\n').find((line) => /\berror\b/i.test(line)) ?? '';
    throw new MissingBicep(`NuGet did not hand out ${packageName} ${BICEP_VERSION}: ${told.trim()}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function packageFolder(): Promise<string> {
  const { stdout } = await runProgram('dotnet', ['nuget', 'locals', 'global-packages', '--list'], {
    env: DOTNET_ENVIRONMENT,
  });
  return stdout.replace(/^.*global-packages:\s*/s, '').trim();
}

function packageOfThisMachine(): string {
  const system = { linux: 'linux', darwin: 'osx', win32: 'win' }[process.platform as string];
  if (system === undefined || !['x64', 'arm64'].includes(process.arch)) {
    throw new MissingBicep(`There is no Bicep compiler for ${process.platform} on ${process.arch}.`);
  }
  return `Azure.Bicep.CommandLine.${system}-${process.arch}`;
}
