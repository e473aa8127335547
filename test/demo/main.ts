/** `npm run demo`: the whole sync on embedded parts. Exit code 1 when HubSpot does not equal SQL Server. */
import type { System } from '../support/startSystem.ts';
import { openInBrowser } from './openInBrowser.ts';
import { type DemoOptions, parseOptions, USAGE } from './options.ts';
import { DemoRefusal } from './realEnds.ts';
import { runDemo } from './runDemo.ts';
import { formatSummary } from './summary.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

let system: System | undefined;
/** Takes away what the demo made at ends that are not its own. */
let cleanUp: () => Promise<void> = async () => undefined;
let closing: Promise<void> | undefined;
const closeAll = () => {
  closing ??= (system?.close() ?? Promise.resolve()).finally(cleanUp);
  return closing;
};

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
});

async function main(options: DemoOptions): Promise<number> {
  const summary = await runDemo(options, tell, (started, clean) => {
    system = started;
    cleanUp = clean;
    if (options.keep) tell(whereThePageIs(started));
    if (options.open) {
      openInBrowser(pageOf(started), () =>
        tell('No browser could be opened here: open the address yourself.'),
      );
    }
  });
  console.log(options.json ? JSON.stringify(summary) : formatSummary(summary));
  if (options.keep && system) {
    tell(whereEverythingIs(system));
    await interrupted;
  }
  return summary.equal ? 0 : 1;
}

function pageOf({ host }: System): string {
  return `${host.baseUrl}/api/operations`;
}

function whereThePageIs(system: System): string {
  return `  Operations page  ${pageOf(system)}
  Key to paste     ${system.host.functionKey}`;
}

function whereEverythingIs(system: System): string {
  const { host, hubspot, sqlServer, storage } = system;
  return `
Everything stays up until Ctrl-C:
${whereThePageIs(system)}
  Functions host   ${host.baseUrl}/api   x-functions-key: ${host.functionKey}
  HubSpot          ${hubspot.baseUrl}   token: ${hubspot.token}   contacts: ${hubspot.baseUrl}/_standin/contacts
  SQL Server       ${sqlServer.connectionString}
  Storage          ${storage.connectionString}`;
}

function readOptions(): DemoOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    tell(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return undefined;
  }
}

function whyFailed(error: unknown): string {
  if (error instanceof DemoRefusal) return error.message;
  return `The demo failed: ${error instanceof Error ? error.stack : error}`;
}

const options = readOptions();
if (!options) process.exit(2);
try {
  process.exitCode = await Promise.race([main(options), interrupted]);
} catch (error) {
  const isInterrupt = error instanceof Error && /^SIG/.test(error.message);
  tell(isInterrupt ? '\nStopping …' : whyFailed(error));
  process.exitCode = isInterrupt ? 130 : 1;
}
await closeAll();
// A HubSpot or SQL connection that somebody still holds must not keep the process.
process.exit();
