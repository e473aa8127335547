import { runProgram } from './runProgram.ts';

/** What is told on a machine where the check cannot run, and why it cannot. */
export class MissingDotnet extends Error {}

/** Neither a banner, nor telemetry, nor another language in what we read. */
export const DOTNET_ENVIRONMENT = {
  ...process.env,
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_CLI_UI_LANGUAGE: 'en',
};

const OLDEST = 8;

/**
 * The version of the .NET SDK that builds what is in `folder`, e.g. `10.0.401`.
 *
 * @throws MissingDotnet when there is none, or one older than 8.
 */
export async function findDotnet(folder: string): Promise<string> {
  const { found, exitCode, stdout } = await runProgram('dotnet', ['--version'], {
    folder,
    env: DOTNET_ENVIRONMENT,
  });
  if (!found) throw new MissingDotnet('There is no `dotnet` on the PATH.');
  const version = stdout.trim().split('\n').at(-1) ?? '';
  if (exitCode !== 0 || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new MissingDotnet('The `dotnet` on the PATH has no SDK, only a runtime.');
  }
  if (majorOf(version) < OLDEST) throw new MissingDotnet(`The .NET SDK on the PATH is ${version}.`);
  return version;
}

export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
