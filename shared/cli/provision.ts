/**
 * `npm run provision`: says which HubSpot properties the mapping file needs and the portal lacks; with `--apply` it
 * creates them. Existing properties are never changed.
 */
import { parseArgs } from 'node:util';
import { loadMapping } from '../config/loadMapping.ts';
import { type Environment, loadProvisionSettings } from '../config/settings.ts';
import { type PropertyDefinition, propertyDefinitions } from '../contacts/propertyDefinitions.ts';
import { ConfigurationError, RetryLater, StopAndAlert } from '../errors.ts';
import { applyProvision, type ProvisionResult } from '../hubspot/applyProvision.ts';
import { backoffOf } from '../hubspot/backoffOf.ts';
import { createHubSpotClient } from '../hubspot/client.ts';
import { judgeSchemaAnswer } from '../hubspot/judgeSchemaAnswer.ts';
import { type ProvisionPlan, planProvision } from '../hubspot/planProvision.ts';
import { readProperties } from '../hubspot/readProperties.ts';
import { readPropertyGroups } from '../hubspot/readPropertyGroups.ts';
import { describePlan } from './describePlan.ts';

const USAGE = `npm run provision -- [--apply] [--json]
  --apply  create the missing properties; without it nothing is changed
  --json   print one JSON object
Settings: HUBSPOT_ACCESS_TOKEN (scopes crm.schemas.contacts.read and .write), HUBSPOT_BASE_URL, HUBSPOT_API_VERSION,
HUBSPOT_TIMEOUT_MS, SYNC_CONFIG.
Exit code: 0 nothing to do, or done · 3 there is something to create · 1 something cannot be, or failed · 2 wrong usage`;

const EXIT = { done: 0, failed: 1, usage: 2, workLeft: 3 } as const;

interface Options {
  readonly apply: boolean;
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
    return await provision(options, env);
  } catch (error) {
    // Anything else is a bug and keeps its stack.
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    report(error, options);
    return EXIT.failed;
  }
}

/** Undefined when an option is not known. */
function parseOptions(args: readonly string[]): Options | undefined {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args: [...args], options: { apply: flag, json: flag, help: flag } }).values;
  } catch {
    return undefined;
  }
}

async function provision(options: Options, env: Environment): Promise<number> {
  const settings = loadProvisionSettings(env);
  const mapping = loadMapping(settings.SYNC_CONFIG, env);
  const wanted = propertyDefinitions(mapping);
  const backoff = backoffOf(mapping);
  const client = createHubSpotClient({
    baseUrl: settings.HUBSPOT_BASE_URL,
    accessToken: settings.HUBSPOT_ACCESS_TOKEN,
    apiVersion: settings.HUBSPOT_API_VERSION,
    timeoutMs: settings.HUBSPOT_TIMEOUT_MS,
  });
  // All of them: how many have unique values counts too.
  const existing = await readProperties(client, undefined, backoff, judgeSchemaAnswer);
  const plan = planProvision(wanted, existing, await readPropertyGroups(client, backoff));
  const result =
    options.apply && plan.create.length > 0 ? await applyProvision(plan, client, backoff) : undefined;
  print(wanted, plan, result, options);
  if (plan.cannot.length > 0 || (result && result.cannot.length > 0)) return EXIT.failed;
  return plan.create.length === 0 || result ? EXIT.done : EXIT.workLeft;
}

function print(
  wanted: readonly PropertyDefinition[],
  plan: ProvisionPlan,
  result: ProvisionResult | undefined,
  { json }: Options,
): void {
  const { create, groups, fine, cannot } = plan;
  const outcome = {
    applied: result !== undefined,
    create: create.map(({ name }) => name),
    groups: groups.map(({ name }) => name),
    created: result?.there ?? [],
    fine,
    cannot: [...cannot, ...(result?.cannot ?? [])],
  };
  console.log(json ? JSON.stringify(outcome) : describePlan(wanted, plan, result));
}

/** One line a problem on standard error; with `--json` an object on standard output, where readers look for it. */
function report(error: RetryLater | StopAndAlert, { json }: Options): void {
  const problems = error instanceof ConfigurationError ? error.problems : [error.message];
  if (json) console.log(JSON.stringify({ error: { code: error.code, problems } }));
  else for (const problem of problems) console.error(problem);
}
