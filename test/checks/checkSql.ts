/**
 * `npm run check:sql`: every statement of the app and every script of `infra/sql` through Microsoft's own parser and model; our
 * reading of connection strings against that of Microsoft's own client; and two clients of other hands on the stand-in.
 */
import { BuildFailed, buildChecker } from './buildChecker.ts';
import { checkFreeTds } from './checkFreeTds.ts';
import { checkRequest } from './checkRequest.ts';
import { checkSqlClient } from './checkSqlClient.ts';
import { describeReport } from './describeReport.ts';
import { MissingDotnet } from './dotnet.ts';
import { MissingTool } from './missingTool.ts';
import { runChecker } from './runChecker.ts';

const GET_DOTNET =
  "It needs the .NET SDK 8 or later: https://dotnet.microsoft.com/download, or your system's package dotnet-sdk-8.0 or later.";

async function checkStatements(): Promise<number> {
  const report = await runChecker(await buildChecker(), checkRequest());
  console.log(describeReport(report));
  return report.findings.length;
}

async function checkClient(): Promise<number> {
  const { version, strings, deeds, findings } = await checkSqlClient();
  console.log(
    `Microsoft.Data.SqlClient ${version}: reads ${strings} connection strings beside us, and did ${deeds} deeds on the stand-in.`,
  );
  return tell(findings);
}

async function checkTds(): Promise<number> {
  const { version, findings } = await checkFreeTds();
  console.log(`FreeTDS (${version}): logs in to the stand-in, reads, and is answered.`);
  return tell(findings);
}

function tell(findings: readonly string[]): number {
  console.log(
    findings.length === 0 ? 'No findings.' : [...findings, `${findings.length} findings.`].join('\n'),
  );
  return findings.length;
}

/** Each with what is left out where it cannot run. */
function parts(): readonly (readonly [left: string, check: () => Promise<number>])[] {
  const { statements, scripts } = checkRequest();
  return [
    [
      `${statements.length} statements of the app and ${scripts.length} scripts of infra/sql were not put through Microsoft's parser and model.`,
      checkStatements,
    ],
    [
      'Connection strings were not read by Microsoft.Data.SqlClient, nor did it work on the stand-in.',
      checkClient,
    ],
    ['FreeTDS did not work on the stand-in.', checkTds],
  ];
}

/** On a person's machine a part may be left out, said aloud; where CI is set it may not. */
function leftOut(reason: string, what: string, howToGet: string): number {
  const inCi = Boolean(process.env['CI']);
  console.error(
    `A part of the SQL check was left out: ${reason} ${what} ${howToGet}${inCi ? ' With CI set this is a failure.' : ''}`,
  );
  return inCi ? 1 : 0;
}

async function run(left: string, check: () => Promise<number>): Promise<number> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof MissingDotnet) return leftOut(error.message, left, GET_DOTNET);
    if (error instanceof MissingTool) return leftOut(error.message, left, `How to get it: ${error.howToGet}`);
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    return 1;
  }
}

let problems = 0;
for (const [left, check] of parts()) problems += await run(left, check);
process.exitCode = problems === 0 ? 0 : 1;
