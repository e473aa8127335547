import { z } from 'zod';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import type { PortalProperty, PortalSchema } from '../contacts/portal.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { judgeAnswer } from './answers.ts';
import type { HubSpotAnswer, HubSpotClient } from './client.ts';

const flag = z.boolean().catch(false);

/** Everything but the name may be absent: what HubSpot adds or leaves out must not stop the sync. */
const propertySchema = z.object({
  name: z.string(),
  type: z.string().catch(''),
  fieldType: z.string().catch(''),
  options: z.array(z.object({ value: z.string() })).catch([]),
  externalOptions: flag,
  hasUniqueValue: flag,
  calculated: flag,
  modificationMetadata: z.object({ readOnlyValue: flag }).catch({ readOnlyValue: false }),
});

const listSchema = z.object({ results: z.array(z.unknown()).min(1) });
const namedSchema = z.object({ name: z.string() });

/**
 * Reads the portal's contact properties, those of `names` only (all when undefined): portals have hundreds, some with
 * thousands of options, and only what is mapped is worth keeping.
 *
 * @throws RetryLater when HubSpot does not answer or answers no list; StopAndAlert when a person must mend it.
 */
export async function readProperties(
  client: Pick<HubSpotClient, 'listProperties'>,
  names: readonly string[] | undefined,
  backoff: BackoffOptions,
  judge: (answer: HubSpotAnswer) => 'accepted' | 'refused' = judgeAnswer,
): Promise<PortalSchema> {
  return withBackoff(async () => {
    const answer = await client.listProperties();
    if (judge(answer) === 'refused') {
      throw new StopAndAlert('HUBSPOT_REFUSED', `HubSpot refused to list its properties (${answer.status}).`);
    }
    const list = listSchema.safeParse(answer.body);
    // Every portal has HubSpot's own properties: an empty list is a broken answer, not a portal without any.
    if (!list.success) throw new RetryLater('HUBSPOT_UNREADABLE', 'HubSpot answered no list of properties.');
    return toSchema(list.data.results, names && new Set(names));
  }, backoff);
}

function toSchema(entries: readonly unknown[], wanted: ReadonlySet<string> | undefined): PortalSchema {
  const schema = new Map<string, PortalProperty>();
  for (const entry of entries) {
    // The name first: the options of what nobody asked for are not worth parsing.
    const name = namedSchema.safeParse(entry).data?.name;
    if (name === undefined || (wanted && !wanted.has(name))) continue;
    schema.set(name, toProperty(propertySchema.parse(entry)));
  }
  return schema;
}

function toProperty(property: z.infer<typeof propertySchema>): PortalProperty {
  const { name, type, fieldType, options, externalOptions, hasUniqueValue } = property;
  return {
    name,
    type,
    fieldType,
    options: options.map(({ value }) => value),
    ...(externalOptions ? { externalOptions } : {}),
    hasUniqueValue,
    readOnly: property.calculated || property.modificationMetadata.readOnlyValue,
  };
}
