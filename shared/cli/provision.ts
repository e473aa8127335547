/**
 * `npm run provision`: says which HubSpot properties the mapping file needs and the portal lacks; with `--apply` it
 * creates them. Existing properties are never changed.
 */
import { parseArgs } from 'node:util';
import { loadMapping } from '../config/loadMapping.ts';
import { type Environment, loadProvisionSettings, type ProvisionSettings } from '../config/settings.ts';
import type { Mapping } from '../contacts/mapping.ts';
import { type PropertyDefinition, propertyDefinitions } from '../contacts/propertyDefinitions.ts';
import { optionalSlots, withoutSlots } from '../contacts/slots.ts';
import { ConfigurationError, RetryLater, StopAndAlert } from '../errors.ts';
import { applyProvision, type ProvisionResult } from '../hubspot/applyProvision.ts';
import { backoffOf } from '../hubspot/backoffOf.ts';
import { createHubSpotClient } from '../hubspot/client.ts';
import { judgeSchemaAnswer } from '../hubspot/judgeSchemaAnswer.ts';
import { type ProvisionPlan, planProvision } from '../hubspot/planProvision.ts';
import { readArchivedNames } from '../hubspot/readArchivedNames.ts';
import { readProperties } from '../hubspot/readProperties.ts';
import { readPropertyGroups } from '../hubspot/readPropertyGroups.ts';
import { absentSlots } from '../source/absentSlots.ts';
import { createDatabase } from '../source/database.ts';
import { describeTable } from '../source/describeTable.ts';
import { describePlan } from './describePlan.ts';

const USAGE = `npm run provision -- [--apply] [--slots N] [--json]
  --apply    create the missing properties; without it nothing is changed
  --slots N  how many beneficiaries get properties; without it as many as the table has columns for (SQL_CONNECTION_STRING),
             or one where that is not set
  --json     print one JSON object
Settings: HUBSPOT_ACCESS_TOKEN (scopes crm.schemas.contacts.read and .write), HUBSPOT_BASE_URL, HUBSPOT_API_VERSION,
HUBSPOT_TIMEOUT_MS, SYNC_CONFIG, SQL_CONNECTION_STRING.
Exit code: 0 nothing to do, or done · 3 there is something to create · 1 something cannot be, or failed · 2 wrong usage`;

const EXIT = { done: 0, failed: 1, usage: 2, workLeft: 3 } as const;

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
    return await provision(options, env);
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

async function provision(options: Options, env: Environment): Promise<number> {
  const settings = loadProvisionSettings(env);
  const mapping = loadMapping(settings.SYNC_CONFIG, env);
  const wanted = propertyDefinitions(withoutSlots(mapping, await slotsToLeave(mapping, options, settings)));
  const backoff = backoffOf(mapping);
  const client = createHubSpotClient({
    baseUrl: settings.HUBSPOT_BASE_URL,
    accessToken: settings.HUBSPOT_ACCESS_TOKEN,
    apiVersion: settings.HUBSPOT_API_VERSION,
    timeoutMs: settings.HUBSPOT_TIMEOUT_MS,
  });
  // All of them: how many have unique values counts too.
  const existing = await readProperties(client, undefined, backoff, { judge: judgeSchemaAnswer });
  const groups = await readPropertyGroups(client, backoff);
  const plan = planProvision(wanted, existing, {
    groups,
    archived: await readArchivedNames(client, backoff),
  });
  const result =
    options.apply && plan.create.length > 0 ? await applyProvision(plan, client, backoff) : undefined;
  print(wanted, plan, result, options);
  if (plan.cannot.length > 0 || (result && result.cannot.length > 0)) return EXIT.failed;
  return plan.create.length === 0 || result ? EXIT.done : EXIT.workLeft;
}

/** The slots of the mapping that get no properties: HubSpot should not hold what no row fills. */
async function slotsToLeave(
  mapping: Mapping,
  { slots }: Options,
  { SQL_CONNECTION_STRING: connection }: ProvisionSettings,
): Promise<ReadonlySet<number>> {
  const optional = optionalSlots(mapping).map(({ slot }) => slot);
  if (slots !== undefined || optional.length === 0 || connection === undefined) {
    return new Set(optional.filter((slot) => slot > (slots ?? 1)));
  }
  const database = createDatabase(connection);
  try {
    return absentSlots(await describeTable(database, mapping), mapping);
  } finally {
    await database.close();
  }
}

function print(
  wanted: readonly PropertyDefinition[],
  plan: ProvisionPlan,
  result: ProvisionResult | undefined,
  { json }: Options,
): void {
  const { create, restore, groups, fine, cannot } = plan;
  const outcome = {
    applied: result !== undefined,
    create: create.map(({ name }) => name),
    restore,
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
