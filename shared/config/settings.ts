import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';
import { WRITE_OPERATIONS } from '../outcomes/writeOperation.ts';
import { LOG_RECORDS } from '../telemetry/log.ts';
import { fillSqlNames, unfilledSqlNames } from './fillSqlNames.ts';
import { parseNcrontab } from './ncrontab.ts';

/** The environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const text = (what: string) =>
  z
    .string({ error: `is missing: set it to ${what}` })
    .trim()
    .min(1, `is empty: set it to ${what}`)
    // What Azure cannot resolve it passes on as it stands; sent to HubSpot it would look like a refused token.
    .refine(
      (value) => !value.startsWith('@Microsoft.KeyVault('),
      `is a Key Vault reference that was not resolved: put ${what} into the vault, and let the app look for it again (infra/README.md)`,
    );

/** The token goes there in clear text otherwise, and paths are appended. */
function isSafeBase(value: string): boolean {
  // What is no URL at all has been said already.
  if (!URL.canParse(value)) return true;
  const { protocol, hostname, search, hash } = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || isHere) && search === '' && hash === '';
}

/**
 * NCRONTAB expressions in UTC, where the settings of these names are absent: every five minutes, 2 am in Costa Rica, and Mondays at 6
 * am there.
 */
export const DEFAULT_SCHEDULES = {
  SYNC_SCHEDULE: '0 */5 * * * *',
  RECONCILE_SCHEDULE: '0 0 8 * * *',
  REPORT_SCHEDULE: '0 0 12 * * 1',
} as const;

const schedule = z.string().superRefine((value, context) => {
  try {
    parseNcrontab(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'is no schedule';
    context.addIssue({ code: 'custom', message });
  }
});

const settingsSchema = z.object({
  SQL_CONNECTION_STRING: text('the connection string of the SQL Server')
    .superRefine((value, context) => {
      for (const { name, what } of unfilledSqlNames(value)) {
        const message = `holds \${${name}}, and the setting ${name} is not set: set it to ${what}`;
        context.addIssue({ code: 'custom', message });
      }
    })
    .describe(
      'As Microsoft’s SqlClient takes it: SQL login, or `Authentication=Active Directory Default` or `… Managed Identity` (with `User Id=<client id>` for a user-assigned one). TLS is on unless it says otherwise. What cannot work says what to write instead.',
    ),
  HUBSPOT_ACCESS_TOKEN: text('the token of the private app or service key')
    .regex(/^[!-~]*$/, 'holds characters that no token has: copy it anew, not as HubSpot masks it')
    .describe(
      'Token of a private app or service key, with the scopes `crm.objects.contacts.read` and `.write`.',
    ),
  HUBSPOT_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .refine(isSafeBase, 'must be https, unless it is on this machine, and end with its path')
    .default('https://api.hubapi.com')
    .describe('Where HubSpot is: https, or http on this machine.'),
  HUBSPOT_API_VERSION: z
    .enum(['2026-09', '2026-03', 'v3'], { error: 'must be 2026-09, 2026-03 or v3' })
    .default('2026-09')
    .describe('Version of HubSpot’s API that is called.'),
  HUBSPOT_RATE_LIMIT: z.coerce
    .number({ error: 'must be a number of requests in any 10 s' })
    .int('must be a whole number of requests in any 10 s')
    .min(10, 'must be at least 10 (requests in any 10 s)')
    .max(1000, 'must be at most 1000 (requests in any 10 s)')
    .default(100)
    .describe(
      'Requests in any 10 s, over all instances. Free and Starter have 100, Professional and Enterprise 190.',
    ),
  HUBSPOT_TIMEOUT_MS: z.coerce
    .number({ error: 'must be a number of milliseconds' })
    .int('must be a whole number of milliseconds')
    .min(100, 'must be at least 100 (milliseconds)')
    .max(300_000, 'must be at most 300000 (milliseconds)')
    .default(30_000)
    .describe('Milliseconds of one call to HubSpot, from connecting to the last byte.'),
  SYNC_CONFIG: z.string().min(1).default('shared/config/contacts.yaml').describe('Path of the mapping file.'),
  SYNC_OPERATION: z
    .enum(WRITE_OPERATIONS, { error: 'must be insert, update or upsert' })
    .default('upsert')
    .describe(
      'What every run does with contacts: `insert` never touches one that exists, `update` never creates one, `upsert` does both.',
    ),
  // The host leaves a timer out whose schedule it cannot read, and all else looks well.
  SYNC_SCHEDULE: schedule
    .default(DEFAULT_SCHEDULES.SYNC_SCHEDULE)
    .describe('When changes are detected: NCRONTAB of six fields, UTC.'),
  RECONCILE_SCHEDULE: schedule
    .default(DEFAULT_SCHEDULES.RECONCILE_SCHEDULE)
    .describe('When the whole table is compared with the ledger: NCRONTAB of six fields, UTC.'),
  REPORT_SCHEDULE: schedule
    .default(DEFAULT_SCHEDULES.REPORT_SCHEDULE)
    .describe(
      'When the report of the last whole week (Monday to Sunday in Costa Rica) is made: NCRONTAB of six fields, UTC.',
    ),
  VERIFY_SCHEDULE: schedule
    .optional()
    .describe(
      'When a verification begins by itself, best some hours before the report: NCRONTAB of six fields, UTC; without it none does.',
    ),
  LOG_RECORDS: z
    .enum(LOG_RECORDS, { error: 'must be problems or all' })
    .default('problems')
    .describe('Which records get a log line: those that a person may have to look at, or every one.'),
  HUBSPOT_PORTAL_ID: z
    .string()
    .regex(/^\d{1,12}$/, 'must be the number of the HubSpot account, as its addresses show it')
    .optional()
    .describe('Number of the HubSpot account, as its addresses show it: for links to contacts.'),
  RETENTION_DAYS: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be a whole number of days')
    .min(14, 'must be at least 14 (days)')
    .max(3650, 'must be at most 3650 (days)')
    .default(90)
    .describe(
      'Days that accounts of runs, their list and hourly counters are kept; counters of days stay for 400, or as long where that is longer.',
    ),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z
    .string()
    .optional()
    .describe('Where telemetry goes; without it none is sent.'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The name of each setting that `loadSettings` reads. */
export const SETTING_NAMES: readonly string[] = Object.keys(settingsSchema.shape);

/** What the settings of `loadSettings` mean, as JSON Schema: for docs/reference/settings.md. */
export function describeSettings(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(settingsSchema, { io: 'input' });
}

/**
 * The app's settings out of the environment; an empty value counts as absent. `${SQL_SERVER}` and `${SQL_DATABASE}` in the
 * connection string are replaced by the settings of these names.
 *
 * @throws ConfigurationError with one sentence per setting that is missing or malformed; never a setting's value.
 */
export function loadSettings(env: Environment): Settings {
  return parseSettings(settingsSchema, env);
}

const provisionSchema = settingsSchema.partial({ SQL_CONNECTION_STRING: true }).pick({
  SQL_CONNECTION_STRING: true,
  HUBSPOT_ACCESS_TOKEN: true,
  HUBSPOT_BASE_URL: true,
  HUBSPOT_API_VERSION: true,
  HUBSPOT_TIMEOUT_MS: true,
  SYNC_CONFIG: true,
});
export type ProvisionSettings = z.infer<typeof provisionSchema>;

/**
 * The settings that creating HubSpot properties needs; SQL Server is asked only where its setting is there, storage never.
 *
 * @throws ConfigurationError as `loadSettings` does.
 */
export function loadProvisionSettings(env: Environment): ProvisionSettings {
  return parseSettings(provisionSchema, env);
}

function parseSettings<T>(schema: z.ZodType<T>, env: Environment): T {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(fillSqlNames(present));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `The setting ${String(issue.path[0])} ${issue.message}.`),
  );
}
