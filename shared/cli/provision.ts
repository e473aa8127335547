/**
 * `npm run provision`: says which HubSpot properties the mapping file needs and the portal lacks; with `--apply` it
 * creates them. Existing properties are never changed.
 */
import { parseArgs } from 'node:util';
import type { Environment } from '../config/settings.ts';
import { ConfigurationError, RetryLater, StopAndAlert } from '../errors.ts';
import { EXIT } from './exitCodes.ts';
import { provisionAnswer, provisionExitCode } from './portal/provisionAnswer.ts';
import { provisionPortal } from './portal/provisionPortal.ts';

const USAGE = `npm run provision -- [--apply] [--slots N] [--json]
  --apply    create the missing properties; without it nothing is changed
  --slots N  how many beneficiaries get properties; without it as many as the table has columns for (SQL_CONNECTION_STRING),
             or one where that is not set
  --json     print one JSON object
Settings: HUBSPOT_ACCESS_TOKEN (scopes crm.schemas.contacts.read and .write), HUBSPOT_BASE_URL, HUBSPOT_API_VERSION,
HUBSPOT_TIMEOUT_MS, SYNC_CONFIG, SQL_CONNECTION_STRING.
Exit code: 0 nothing to do, or done · 3 there is something to create · 1 something cannot be, or failed · 2 wrong usage`;

interface Options {
  readonly apply: boolean;
  readonly slots: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

process.exitCode = await main(process.argv.slice(2), process.env);

async function main(args: readonly string[], env: Environment): Promise<number> {
  const options = parseOptions(args);
  if (!options) {
    console.error(USAGE);
    return EXIT.usage;
  }
  if (options.help) {
    console.log(USAGE);
    return EXIT.done;
  }
  try {
    const provisioned = await provisionPortal(options, env);
    const { json, text } = provisionAnswer(provisioned, 'npm run provision -- --apply');
    console.log(options.json ? JSON.stringify(json) : text);
    return provisionExitCode(provisioned);
  } catch (error) {
    // Anything else is a bug and keeps its stack.
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    report(error, options);
    return EXIT.failed;
  }
}

/** Undefined when an option is not known, or its value is none. */
function parseOptions(args: readonly string[]): Options | undefined {
  const flag = { type: 'boolean', default: false } as const;
  const options = { apply: flag, json: flag, help: flag, slots: { type: 'string' } } as const;
  try {
    const { slots, ...flags } = parseArgs({ args: [...args], options }).values;
    const isCount = slots === undefined || /^[1-9]\d?$/.test(slots);
    return isCount ? { ...flags, slots: slots === undefined ? undefined : Number(slots) } : undefined;
  } catch {
    return undefined;
  }
}

/** One line a problem on standard error; with `--json` an object on standard output, where readers look for it. */
function report(error: RetryLater | StopAndAlert, { json }: Options): void {
  const problems = error instanceof ConfigurationError ? error.problems : [error.message];
  if (json) console.log(JSON.stringify({ error: { code: error.code, problems } }));
  else for (const problem of problems) console.error(problem);
}
