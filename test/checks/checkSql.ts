/** `npm run check:sql`: every statement of the app and every script of `infra/sql` through Microsoft's own parser and model. */
import { BuildFailed, buildChecker } from './buildChecker.ts';
import { checkRequest } from './checkRequest.ts';
import { describeReport } from './describeReport.ts';
import { MissingDotnet } from './dotnet.ts';
import { runChecker } from './runChecker.ts';

async function main(): Promise<number> {
  const request = checkRequest();
  try {
    const report = await runChecker(await buildChecker(), request);
    console.log(describeReport(report));
    return report.findings.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof MissingDotnet)
      return leftOut(error, request.statements.length, request.scripts.length);
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** On a person's machine the check may be left out, said aloud; where CI is set it may not. */
function leftOut({ message }: MissingDotnet, statements: number, scripts: number): number {
  const inCi = Boolean(process.env['CI']);
  console.error(
    `The T-SQL check was left out: ${message} ${statements} statements of the app and ${scripts} scripts of infra/sql ` +
      "were not put through Microsoft's parser and model. It needs the .NET SDK 8 or later: https://dotnet.microsoft.com/download, " +
      `or your system's package dotnet-sdk-8.0 or later.${inCi ? ' With CI set this is a failure.' : ''}`,
  );
  return inCi ? 1 : 0;
}

process.exitCode = await main();
