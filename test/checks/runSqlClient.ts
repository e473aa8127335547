import { z } from 'zod';
import { DOTNET_ENVIRONMENT } from './dotnet.ts';
import { MissingTool } from './missingTool.ts';
import { runProgram } from './runProgram.ts';

const text = z.string().nullable();
const readingSchema = z.object({
  error: text,
  host: text,
  port: z.int().nullable(),
  instance: text,
  partner: text,
  database: text,
  user: text,
  password: text,
  encrypt: text,
  trustServerCertificate: z.boolean().nullable(),
  hostNameInCertificate: text,
  applicationName: text,
  workstationId: text,
  language: text,
  readOnly: z.boolean(),
  multiSubnetFailover: z.boolean(),
  authentication: text,
});
/** What SqlClient reads out of a connection string; null where that does not say it. */
export type Reading = z.infer<typeof readingSchema>;

const deedSchema = z.object({ name: z.string(), result: text, errorNumber: z.int().nullable(), error: text });
/** What SqlClient did on the server, and what it came to. */
export type Deed = z.infer<typeof deedSchema>;

const answerSchema = z.object({
  version: z.string(),
  readings: z.array(readingSchema),
  deeds: z.array(deedSchema),
});
export type SqlClientAnswer = z.infer<typeof answerSchema>;

/**
 * Has SqlClient read these connection strings, and work on a server.
 *
 * @throws MissingTool without ICU, whose languages SqlClient does not start without; Error when the program crashed.
 */
export async function runSqlClient(
  library: string,
  request: { readonly connectionStrings: readonly string[]; readonly server: string },
  env: NodeJS.ProcessEnv = DOTNET_ENVIRONMENT,
): Promise<SqlClientAnswer> {
  const { exitCode, stdout, stderr } = await runProgram('dotnet', [library], {
    input: JSON.stringify(request),
    // An image of .NET may have this set.
    env: { ...env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '0' },
  });
  if (exitCode !== 0) {
    if (/\bICU\b|libicu/i.test(stderr)) {
      throw new MissingTool(
        'There is no ICU on this machine, without which SqlClient does not start.',
        'Your system’s package libicu (on Debian 12 `apt-get install libicu72`, on Ubuntu 24.04 libicu74).',
      );
    }
    throw new Error(`The program with SqlClient ended with exit code ${exitCode}.\n${stderr.trim()}`);
  }
  return answerSchema.parse(JSON.parse(stdout));
}
