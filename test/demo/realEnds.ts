import sql from 'mssql';
import { provisionPortal } from '../../shared/cli/portal/provisionPortal.ts';
import { type Mapping, propertiesToSend } from '../../shared/contacts/mapping.ts';
import { backoffOf } from '../../shared/hubspot/backoffOf.ts';
import { createHubSpotClient, MAX_BATCH } from '../../shared/hubspot/client.ts';
import { readRecords } from '../../shared/hubspot/readRecords.ts';
import { BASE_URL_SETTING, openAccount, TOKEN_SETTING } from '../live/account.ts';
import { refuseAccountInUse } from '../live/refuseAccountInUse.ts';
import type { ContactSnapshot } from '../standins/hubspot/startHubSpotStandin.ts';

/** The demo does not run so; in one sentence. */
export class DemoRefusal extends Error {
  override readonly name: string = 'DemoRefusal';
}

/** The setting that an option names: a secret is never an option itself. */
function settingNamed(option: string, name: string): string {
  const value = process.env[name];
  if (!value) throw new DemoRefusal(`${option} names the setting ${name}, which is not set.`);
  return value;
}

const TABLE = 'dbo.hb_contacts';

/** A database of a real SQL Server in which the demo makes its own table; `dropTable` takes that away again. */
async function openScratchDatabase(connectionString: string): Promise<{ dropTable(): Promise<void> }> {
  const pool = await new sql.ConnectionPool(connectionString).connect();
  try {
    const { recordset } = await pool
      .request()
      .query<{ id: number | null }>(`SELECT OBJECT_ID(N'${TABLE}') AS id`);
    if (recordset[0]?.id !== null)
      throw new DemoRefusal(
        `The database has a table ${TABLE} already: name a scratch database, in which the demo makes and drops its own.`,
      );
  } finally {
    await pool.close();
  }
  return {
    async dropTable() {
      const last = await new sql.ConnectionPool(connectionString).connect();
      await last.request().query(`DROP TABLE IF EXISTS ${TABLE}`);
      await last.close();
    },
  };
}

/** A test account of HubSpot: what the demo writes there, it archives at the end. */
export interface TestAccount {
  readonly baseUrl: string;
  readonly token: string;
  /** Makes the properties that the account lacks. */
  provision(mappingFile: string, slots: number): Promise<void>;
  /** The contacts with these keys. */
  contacts(keys: readonly string[], mapping: Mapping): Promise<readonly ContactSnapshot[]>;
  archive(contacts: readonly ContactSnapshot[]): Promise<void>;
}

function openTestAccount(token: string): TestAccount {
  const baseUrl = process.env['HUBSPOT_BASE_URL'] || 'https://api.hubapi.com';
  const client = createHubSpotClient({
    baseUrl,
    accessToken: token,
    apiVersion: '2026-09',
    timeoutMs: 30_000,
  });
  return {
    baseUrl,
    token,
    async provision(SYNC_CONFIG, slots) {
      const env = { HUBSPOT_BASE_URL: baseUrl, HUBSPOT_ACCESS_TOKEN: token, SYNC_CONFIG };
      const { plan, result } = await provisionPortal({ apply: true, slots }, env);
      const [problem] = [...plan.cannot, ...(result?.cannot ?? [])];
      if (problem) throw new DemoRefusal(problem.sentence);
    },
    async contacts(keys, mapping) {
      const { keyProperty } = mapping.hubspot;
      const names = [...new Set([...propertiesToSend(mapping), keyProperty])];
      const { found } = await readRecords(keys, keyProperty, names, { client, backoff: backoffOf(mapping) });
      return [...found.values()].map(({ id, properties }) => {
        const values = Object.entries(properties).flatMap(([name, value]) =>
          value ? [[name, value] as const] : [],
        );
        return { id, properties: Object.fromEntries(values), createdAt: '', updatedAt: '', archived: false };
      });
    },
    async archive(contacts) {
      for (let start = 0; start < contacts.length; start += MAX_BATCH)
        await client.archiveContacts(contacts.slice(start, start + MAX_BATCH).map(({ id }) => id));
    },
  };
}

/** Ends that are not the demo’s own, as the options name them. */
export interface RealEnds {
  /** Connection string. */
  readonly sqlServer: string | undefined;
  readonly account: TestAccount | undefined;
  dropTable(): Promise<void>;
}

/** The demo archives whoever has its numbers at the end: not where people work. */
async function refuseInUse(token: string): Promise<void> {
  const { HUBSPOT_BASE_URL, HUBSPOT_ACCESS_TOKEN } = process.env;
  try {
    const account = openAccount({
      [TOKEN_SETTING]: token,
      [BASE_URL_SETTING]: HUBSPOT_BASE_URL,
      HUBSPOT_ACCESS_TOKEN,
    });
    if (account) await refuseAccountInUse(account);
  } catch (error) {
    throw new DemoRefusal(error instanceof Error ? error.message : String(error));
  }
}

/** @throws DemoRefusal where a setting is not set, or the database or the account is somebody’s. */
export async function openRealEnds(options: {
  readonly sqlEnv: string | undefined;
  readonly hubspotTokenEnv: string | undefined;
}): Promise<RealEnds> {
  const { sqlEnv, hubspotTokenEnv } = options;
  const token = hubspotTokenEnv && settingNamed('--hubspot-token-env', hubspotTokenEnv);
  if (token) await refuseInUse(token);
  const sqlServer = sqlEnv === undefined ? undefined : settingNamed('--sql-env', sqlEnv);
  const scratch = sqlServer === undefined ? undefined : await openScratchDatabase(sqlServer);
  return {
    sqlServer,
    account: token ? openTestAccount(token) : undefined,
    dropTable: async () => scratch?.dropTable(),
  };
}
