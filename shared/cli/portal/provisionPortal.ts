import { loadMapping } from '../../config/loadMapping.ts';
import { type Environment, loadProvisionSettings, type ProvisionSettings } from '../../config/settings.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { type PropertyDefinition, propertyDefinitions } from '../../contacts/propertyDefinitions.ts';
import { optionalSlots, withoutSlots } from '../../contacts/slots.ts';
import { applyProvision, type ProvisionResult } from '../../hubspot/applyProvision.ts';
import { backoffOf } from '../../hubspot/backoffOf.ts';
import { createHubSpotClient, type HubSpotAnswer } from '../../hubspot/client.ts';
import { judgeSchemaAnswer } from '../../hubspot/judgeSchemaAnswer.ts';
import { type ProvisionPlan, planProvision } from '../../hubspot/planProvision.ts';
import { readArchivedNames } from '../../hubspot/readArchivedNames.ts';
import { readProperties } from '../../hubspot/readProperties.ts';
import { readPropertyGroups } from '../../hubspot/readPropertyGroups.ts';
import { absentSlots } from '../../source/absentSlots.ts';
import { createDatabase } from '../../source/database.ts';
import { describeTable } from '../../source/describeTable.ts';

export interface ProvisionWish {
  /** Whether to create what is missing. */
  readonly apply: boolean;
  /** How many beneficiaries get properties; undefined: as many as the table has columns for. */
  readonly slots: number | undefined;
}

/** What the portal lacks, and what came of it where something was created. */
export interface Provisioned {
  readonly wanted: readonly PropertyDefinition[];
  readonly plan: ProvisionPlan;
  readonly result: ProvisionResult | undefined;
}

/**
 * Compares the properties that the mapping file needs with those of the portal, and creates what is missing where that is wished. `onAnswer`
 * is told each answer of HubSpot's.
 *
 * @throws ConfigurationError, RetryLater or StopAndAlert.
 */
export async function provisionPortal(
  { apply, slots }: ProvisionWish,
  env: Environment,
  onAnswer: (answer: HubSpotAnswer) => void = () => undefined,
): Promise<Provisioned> {
  const settings = loadProvisionSettings(env);
  const mapping = loadMapping(settings.SYNC_CONFIG, env);
  const wanted = propertyDefinitions(withoutSlots(mapping, await slotsToLeave(mapping, slots, settings)));
  const backoff = backoffOf(mapping);
  const client = createHubSpotClient(
    {
      baseUrl: settings.HUBSPOT_BASE_URL,
      accessToken: settings.HUBSPOT_ACCESS_TOKEN,
      apiVersion: settings.HUBSPOT_API_VERSION,
      timeoutMs: settings.HUBSPOT_TIMEOUT_MS,
    },
    { afterAnswer: async (answer) => onAnswer(answer) },
  );
  // All of them: how many have unique values counts too.
  const existing = await readProperties(client, undefined, backoff, { judge: judgeSchemaAnswer });
  const groups = await readPropertyGroups(client, backoff);
  const plan = planProvision(wanted, existing, {
    groups,
    archived: await readArchivedNames(client, backoff),
  });
  const result = apply && plan.create.length > 0 ? await applyProvision(plan, client, backoff) : undefined;
  return { wanted, plan, result };
}

/** The slots of the mapping that get no properties: HubSpot should not hold what no row fills. */
async function slotsToLeave(
  mapping: Mapping,
  slots: number | undefined,
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
