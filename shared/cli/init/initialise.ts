import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMapping } from '../../config/loadMapping.ts';
import { type Environment, loadSettings } from '../../config/settings.ts';
import { ConfigurationError, StopAndAlert } from '../../errors.ts';
import { backoffOf } from '../../hubspot/backoffOf.ts';
import { createHubSpotClient } from '../../hubspot/client.ts';
import { judgeSchemaAnswer } from '../../hubspot/judgeSchemaAnswer.ts';
import { readProperties } from '../../hubspot/readProperties.ts';
import { createDatabase } from '../../source/database.ts';
import { describeTable } from '../../source/describeTable.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exitCodes.ts';
import { packageFile } from '../packageRoot.ts';
import { provisionPortal } from '../portal/provisionPortal.ts';
import { UsageError } from '../usageError.ts';
import { type FoundColumn, type MappingWish, type Proposal, proposeMapping } from './proposeMapping.ts';
import { writeSettings } from './writeSettings.ts';

export interface InitOptions extends MappingWish {
  readonly mapping: string;
  readonly force: boolean;
}

const SHIPPED = 'shared/config/contacts.yaml';

/** What nobody can guess. */
const QUESTIONS = [
  {
    name: 'SQL_CONNECTION_STRING',
    text: 'Connection string of the SQL Server (Server=…;Database=…;User Id=…;Password=…)',
  },
  { name: 'HUBSPOT_ACCESS_TOKEN', text: 'Token of the private app or service key of HubSpot' },
] as const;

/**
 * Gets what is missing to begin: asks for the settings that are not there, reads the table's columns and the portal's properties, writes a
 * mapping file where the one that ships does not fit, and tries both ends.
 */
export async function initialise(options: InitOptions, context: Context): Promise<number> {
  const { directory, output } = context;
  const asked = await askForSettings(context);
  const shipped = packageFile(SHIPPED);
  if (shipped === undefined) throw new Error(`The package lacks ${SHIPPED}.`);
  const env = { ...context.env, ...asked };
  const ends = await readEnds(options.table, shipped, env);
  const proposal = proposeMapping(readFileSync(shipped, 'utf8'), ends.columns, ends.portal, options);
  const written: Record<string, string> = { ...asked };
  if (!proposal.isShipped) {
    writeMapping(join(directory, options.mapping), options, proposal);
    written['SYNC_CONFIG'] = options.mapping;
  }
  if (Object.keys(written).length > 0) writeSettings(join(directory, '.env'), written);
  const tried = await tryBothEnds(join(directory, options.mapping), proposal, env);
  const next = tried.problems.length > 0 ? [] : nextCommands(tried.missing);
  const text = [
    `Read ${ends.columns.length} columns of ${options.table} and ${ends.portal.size} properties of HubSpot.`,
    proposal.isShipped
      ? 'The mapping file that ships fits the table.'
      : `Wrote ${options.mapping}: look through it.`,
    ...(Object.keys(written).length > 0 ? [`Wrote ${Object.keys(written).join(', ')} into .env.`] : []),
    ...proposal.notes.map((note) => `  ${note}`),
    ...tried.problems,
    ...next,
  ].join('\n');
  const exitCode = tried.problems.length > 0 ? EXIT.failed : EXIT.done;
  const json = {
    mapping: proposal.isShipped ? null : options.mapping,
    wrote: Object.keys(written),
    notes: proposal.notes,
    problems: tried.problems,
    missingProperties: tried.missing,
  };
  output.result({ json, text }, exitCode);
  return exitCode;
}

/** By a prompt, and never by an option: what is on a command line, everybody on the machine may read. */
async function askForSettings({ env, ask }: Context): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const { name, text } of QUESTIONS) {
    if (env[name]) continue;
    if (!ask) continue;
    answers[name] = (await ask(`${text}: `)).trim();
  }
  // Says what is still missing.
  loadSettings({ ...env, ...answers });
  return answers;
}

async function readEnds(table: string, shipped: string, env: Environment) {
  const settings = loadSettings(env);
  const database = createDatabase(settings.SQL_CONNECTION_STRING);
  const client = createHubSpotClient({
    baseUrl: settings.HUBSPOT_BASE_URL,
    accessToken: settings.HUBSPOT_ACCESS_TOKEN,
    apiVersion: settings.HUBSPOT_API_VERSION,
    timeoutMs: settings.HUBSPOT_TIMEOUT_MS,
  });
  const backoff = backoffOf(loadMapping(shipped, env));
  try {
    await database.wake();
    const rows = await database.query('describeColumns', { table });
    if (rows.length === 0)
      throw new UsageError(`There is no table ${table}, or this login may not see it: name it with --table.`);
    const columns = rows.map((row): FoundColumn => {
      return { name: String(row['column_name']), type: String(row['type_name']) };
    });
    const portal = await readProperties(client, undefined, backoff, { judge: judgeSchemaAnswer });
    return { columns, portal };
  } finally {
    await database.close();
  }
}

function writeMapping(path: string, { mapping, force }: InitOptions, { text }: Proposal): void {
  if (existsSync(path) && !force)
    throw new UsageError(`${mapping} is there already: --force overwrites it, --mapping names another one.`);
  // Its schema lies in the package.
  writeFileSync(path, text.replace(/^# yaml-language-server:.*\n/, ''));
}

/** The table as the file says it, and what the portal lacks. */
async function tryBothEnds(path: string, { isShipped }: Proposal, env: Environment) {
  const SYNC_CONFIG = isShipped ? (packageFile(SHIPPED) ?? path) : path;
  const settings = { ...env, SYNC_CONFIG };
  try {
    const mapping = loadMapping(SYNC_CONFIG, settings);
    const database = createDatabase(loadSettings(settings).SQL_CONNECTION_STRING);
    try {
      await describeTable(database, mapping);
    } finally {
      await database.close();
    }
    const { plan } = await provisionPortal({ apply: false, slots: undefined }, settings);
    return {
      problems: plan.cannot.map(({ sentence }) => sentence),
      missing: plan.create.map(({ name }) => name),
    };
  } catch (error) {
    if (!(error instanceof StopAndAlert)) throw error;
    const problems = error instanceof ConfigurationError ? error.problems : [error.message];
    return { problems, missing: [] };
  }
}

function nextCommands(missing: readonly string[]): readonly string[] {
  return [
    '',
    'Next:',
    ...(missing.length > 0
      ? [`  npx hubspot-sync provision --apply    makes the ${missing.length} properties that HubSpot lacks`]
      : []),
    '  npx hubspot-sync sync --dry-run --diff    shows what would happen',
  ];
}
